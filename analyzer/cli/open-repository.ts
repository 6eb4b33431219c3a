import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { analyze } from '../analyze.ts';
import { diskFileTree } from '../discover/disk-file-tree.ts';
import { repositoryTree } from '../discover/repository-tree.ts';
import type { Report } from '../report/report.ts';
import { CliError } from './cli-error.ts';
import type { Io } from './command.ts';
import { version } from './version.ts';

/** The absolute path of the repository that a command was called on. Throws `CliError` where there is no folder. */
export function repositoryRoot(positionals: readonly string[], io: Io): string {
  const [path = '.', ...rest] = positionals;
  if (rest.length > 0) throw new CliError(`one repository at a time: ${rest.join(' ')} is too much`);
  const root = resolve(io.cwd, path);
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats === undefined) throw new CliError(`${path}: there is no such folder`, 'Name the folder of a repository.');
  if (!stats.isDirectory()) {
    throw new CliError(
      `${path} is a file, not a folder`,
      'Name the folder of a repository; layerfall plan takes one file.',
    );
  }
  return root;
}

/** Analyses the repository at an absolute path. Says on standard error what could not be read. */
export function analyzeRepository(root: string, title: string, io: Io): Report {
  const disk = diskFileTree(root);
  const report = analyze(repositoryTree(disk), {
    title: title === '' ? basename(root) : title,
    version,
    unreadable: disk.unreadable,
    onProgress: io.progress,
  });
  io.progress('');
  for (const { path, range, message } of report.notices) {
    const place = range === null ? '' : `:${range.start.line}:${range.start.column}`;
    io.log(`${path === '' ? root : path}${place}: ${message}\n`);
  }
  if (report.builds.length === 0) {
    io.log(
      'No Dockerfile was found. Looked for Dockerfile, Containerfile, Dockerfile.*, *.Dockerfile and files that name one, ' +
        'leaving out what .gitignore leaves out.\n',
    );
  }
  return report;
}
