import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFileTree } from '../discover/disk-file-tree.ts';
import { repositoryTree } from '../discover/repository-tree.ts';
import { runGit } from '../discover/run-git.ts';
import { forgeNames, forgesOf, parseRemote, type Forge } from '../init/forge.ts';
import { startOf } from '../init/origin.ts';
import { configurationName, planFiles, type PlannedFile } from '../init/plan-files.ts';
import { survey, type Survey } from '../init/survey.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io } from './command.ts';
import { writeNewFile } from './new-file.ts';
import { repositoryRoot } from './open-repository.ts';
import { configuringFiles } from './read-configuration.ts';
import { version } from './version.ts';

/** `layerfall init`: a configuration and a workflow to begin with. */
export const init: Command = {
  help: `Usage: layerfall init [PATH] [options]

Looks at the repository at PATH (this folder when absent) and writes what sets Layerfall up in it:
layerfall.config.json, and a workflow that publishes the report and looks at each change. Says what it
found, and what is left to do by hand. Files that are there already stay as they are.

Options:
  --forge NAME  Where the repository is hosted: ${forgeNames.join(', ')} or none (as its remote and its files say)
  --force       Write over files that are there
  --dry-run     Print the files instead of writing them

Exit code: 0 written, 1 a file that was there was left alone, 2 wrong usage.

Examples:
  layerfall init
  layerfall init ../shop --dry-run
  layerfall init --forge gitlab
`,
  options: { forge: { type: 'string' }, force: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  run: async (positionals, values, io) => {
    const root = repositoryRoot(positionals, io);
    const found = survey(repositoryTree(diskFileTree(root)));
    const git = gitFacts(root);
    const forges = isTop(root) ? chosenForges(values['forge'], found, git.remote) : [];
    const configuring = await configuringFiles(root);
    const run = startOf(resolvedFrom(), version);
    const planned = planFiles({
      survey: found,
      forges,
      branch: git.branch,
      title: parseRemote(git.remote)?.path.split('/').at(-1) ?? basename(root),
      version,
      run,
    });
    const files = configuring.length === 0 ? planned : planned.filter(({ path }) => path !== configurationName);
    io.note(`${foundText(found, forges, git)}\n`);
    if (!isTop(root))
      io.note('This is a folder of a repository: its workflows belong to its root, so none is written.\n');
    for (const name of configuring) io.note(`${name} configures Layerfall already: it stays as it is.\n`);
    if (values['dry-run'] === true) {
      for (const { path, text } of files) io.write(`# ${path}\n${text}\n`);
      return 0;
    }
    return writeFiles(root, files, { isForced: values['force'] === true, run }, io);
  },
};

function chosenForges(value: unknown, found: Survey, remote: string): readonly Forge[] {
  if (typeof value !== 'string') return forgesOf(found, remote);
  if (value === 'none') return [];
  const forge = forgeNames.find((name) => name === value);
  if (forge === undefined)
    throw new CliError(`there is no forge "${value}"`, `Write ${forgeNames.join(', ')} or none.`);
  return [forge];
}

interface GitFacts {
  /** Address of `origin`; empty where there is none. */
  readonly remote: string;
  /** The default branch as the remote has it, else the one that is checked out. */
  readonly branch: string;
}

function gitFacts(root: string): GitFacts {
  const ask = (...words: readonly string[]): string => {
    const answer = runGit(root, words);
    return answer === null ? '' : new TextDecoder().decode(answer).trim();
  };
  const followed = ask('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD').replace(/^origin\//, '');
  return {
    remote: ask('config', '--get', 'remote.origin.url'),
    branch: followed || ask('symbolic-ref', '--quiet', '--short', 'HEAD') || 'main',
  };
}

/** Whether a folder is the root of its repository, or in none. */
function isTop(root: string): boolean {
  const prefix = runGit(root, ['rev-parse', '--show-prefix']);
  return prefix === null || new TextDecoder().decode(prefix).trim() === '';
}

/** Where npm got this package from, as it notes beside what it installed; empty where it notes nothing. */
function resolvedFrom(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) !== 'node_modules') continue;
    try {
      const lock = JSON.parse(readFileSync(join(folder, '.package-lock.json'), 'utf8')) as {
        readonly packages?: Readonly<Record<string, { readonly resolved?: unknown }>>;
      };
      const resolved = lock.packages?.['node_modules/layerfall']?.resolved;
      return typeof resolved === 'string' ? resolved : '';
    } catch {
      return '';
    }
  }
  return '';
}

function foundText(found: Survey, forges: readonly Forge[], { branch, remote }: GitFacts): string {
  const sources = [...found.sources].map(([source, count]) => `${source} (${count})`).join(', ');
  const rules = found.imageRules.length;
  return [
    `Found: ${count(found.builds, 'build')} of ${count(found.dockerfiles, 'Dockerfile')}${sources === '' ? '' : `, by ${sources}`}`,
    ...(rules === 0
      ? []
      : [
          `Images that feed other builds by the names of their folders: ${count(rules, 'rule')} ${rules === 1 ? 'says' : 'say'} so`,
        ]),
    `Hosted on: ${forges.length === 0 ? 'nothing that is known' : forges.join(', ')}${remote === '' ? ' (there is no remote "origin")' : ''}`,
    `Default branch: ${branch}`,
  ].join('\n');
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

interface WriteOptions {
  readonly isForced: boolean;
  /** Starts Layerfall, for whoever has not installed it. */
  readonly run: string;
}

function writeFiles(root: string, files: readonly PlannedFile[], { isForced, run }: WriteOptions, io: Io): number {
  const next: string[] = [];
  let code = 0;
  for (const { path, text, next: steps } of files) {
    if (writeNewFile(root, path, text, isForced)) {
      io.note(`Wrote ${path}\n`);
      next.push(...steps);
    } else {
      io.log(
        `${path} is there already and stays as it is: --force writes over it, --dry-run shows what would stand there\n`,
      );
      code = 1;
    }
  }
  const last = [
    'Look at what was written, commit it and push.',
    `See the report here: ${run} report --open (leave _report/ out of git).`,
  ];
  io.note(`\nNext:\n${[...next, ...last].map((step) => `- ${step}\n`).join('')}`);
  return code;
}
