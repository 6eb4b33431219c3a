import { runGit } from '../discover/run-git.ts';
import { CliError } from './cli-error.ts';

/** That git knows no such revision in a folder, or knows of no repository there. `hint`: what may be named instead. */
export function unknownRevision(folder: string, revision: string, hint: string): CliError {
  return runGit(folder, ['rev-parse', '--git-dir']) === null
    ? new CliError(
        'git finds no repository here',
        'Name what was before as a folder or a report, or the files that changed.',
      )
    : new CliError(`git knows no revision "${revision}" here`, `${hint}; in CI, fetch it first.`);
}
