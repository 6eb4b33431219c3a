import { runAction } from '../../action/run-action.ts';
import { ActionError, annotation } from '../../action/runner.ts';
import type { Command } from './command.ts';

/** `layerfall github`: what the action does, for a workflow that runs a command instead of using it. */
export const github: Command = {
  help: `Usage: layerfall github [options]

In a job of GitHub Actions, after actions/checkout: writes the report to a folder, says in the job's summary what the
change rebuilds and what was found, hands both on as outputs of the step, and comments on the pull request. What was
there before is taken from the event; what a shallow checkout lacks is fetched.

Options:
  --commands LIST     report, affected, check, or several of them with spaces between ("report affected")
  --comment           Comment on the pull request with GITHUB_TOKEN, and keep that comment up to date
  --comment-key TEXT  Tells the comments of several steps on one pull request apart
  --output DIR        Folder that the report is written to (_report)
  --path DIR          Folder of the repository to look at (the one that is checked out)
  --since REV         Revision to compare with (what the event names)
  --title TEXT        The repository's name in the report (that of its configuration or its folder)
  --formats LIST      Formats to write besides json, sarif and markdown
  --fail-on SEVERITY  The least severe finding with which check fails (what the configuration says, else error)

Exit code: 0 done; 1 the check failed, or something could not be done; 2 there is no such option.

Examples:
  layerfall github
  layerfall github --comment
  layerfall github --commands "report affected check"
`,
  options: {
    commands: { type: 'string' },
    comment: { type: 'boolean' },
    'comment-key': { type: 'string' },
    output: { type: 'string' },
    path: { type: 'string' },
    since: { type: 'string' },
    title: { type: 'string' },
    formats: { type: 'string' },
    'fail-on': { type: 'string' },
  },
  run: async (_positionals, values, io) => {
    const valueOf = (name: string): string | undefined => {
      const value = name === 'token' ? io.env['GITHUB_TOKEN'] : values[name];
      return value === undefined ? undefined : String(value);
    };
    try {
      return (await runAction(io.env, valueOf, io.write)) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      // The runner reads annotations from standard output.
      io.write(annotation('error', error.message));
      return 1;
    }
  },
};
