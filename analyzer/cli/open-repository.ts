import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { analyze, analyzeShard, type AnalyzeOptions } from '../analyze.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { gitFolder, type FileTree } from '../context/file-tree.ts';
import { diskFileTree, type DiskFileTree } from '../discover/disk-file-tree.ts';
import { repositoryTree } from '../discover/repository-tree.ts';
import { runGit } from '../discover/run-git.ts';
import type { Notice, Report } from '../report/report.ts';
import type { Shard, ShardPlace } from '../shard/shard.ts';
import { CliError } from './cli-error.ts';
import type { Io } from './command.ts';
import type { KnownFindings } from './findings-options.ts';
import { version } from './version.ts';

/** The absolute path of the repository that a command was called on. Throws `CliError` where there is no folder. */
export function repositoryRoot(positionals: readonly string[], io: Io): string {
  const [path = '.', ...rest] = positionals;
  if (rest.length > 0) throw new CliError(`one repository at a time: ${rest.join(' ')} is too much`);
  const root = resolve(io.cwd, path);
  const isFolder = reachable(path, () => statSync(root, { throwIfNoEntry: false })?.isDirectory());
  if (isFolder === undefined)
    throw new CliError(`${path}: there is no such folder`, 'Name the folder of a repository.');
  if (!isFolder) {
    throw new CliError(
      `${path} is a file, not a folder`,
      'Name the folder of a repository; layerfall plan takes one file.',
    );
  }
  reachable(path, () => readdirSync(root));
  const top = topAbove(root);
  if (top !== null) {
    const name = relative(io.cwd, top) || '.';
    io.note(
      `${path} is a folder of the repository at ${name}: compose files, contexts and ignore files above it are not seen. ` +
        `Name ${name} to see all.\n`,
    );
  }
  return root;
}

/**
 * The nearest folder above one that git keeps a repository in; null where there is none, where the folder is such a one, or
 * where git ignores it: then it is no part of that repository.
 */
function topAbove(folder: string): string | null {
  const top = repositoryAbove(folder);
  if (top === null) return null;
  // A folder with files that are tracked is the repository's, whatever else it holds.
  const words = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '--', relative(top, folder)];
  const ignored = runGit(top, words)?.length ?? 0;
  return ignored > 0 && (runGit(top, ['ls-files', '--', relative(top, folder)])?.length ?? 0) === 0 ? null : top;
}

function repositoryAbove(folder: string): string | null {
  if (existsSync(join(folder, gitFolder))) return null;
  for (let at = folder; ;) {
    const parent = dirname(at);
    if (parent === at) return null;
    if (existsSync(join(parent, gitFolder))) return parent;
    at = parent;
  }
}

function reachable<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason = reasons.get(code) ?? code;
    throw new CliError(`${path} cannot be read: ${reason}`, 'Name the folder of a repository that can be read.', 1);
  }
}

const reasons = new Map([
  ['EACCES', 'permission denied'],
  ['ELOOP', 'its links lead in a circle'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ENOTDIR', 'it lies below a file'],
]);

/** Where there is nothing to say anything of. */
export const noDockerfile =
  'no Dockerfile was found. Looked for Dockerfile, Containerfile, Dockerfile.*, *.Dockerfile and for files ' +
  'that name one, leaving out what .gitignore leaves out.\n';

/** How a repository is analysed. */
export interface RepositoryOptions {
  readonly configuration: Configuration;
  readonly known: KnownFindings;
  /** As the command line has it; empty: that of the configuration, or the name of the folder. */
  readonly title: string;
  /** Absolute: a folder of the repository that is passed over, or its own report would be part of the next one. */
  readonly output?: string;
}

/** Analyses the repository at an absolute path. Says on standard error what could not be read. */
export function analyzeRepository(root: string, options: RepositoryOptions, io: Io): Report {
  const disk = diskFileTree(root);
  const tree = withoutFolder(repositoryTree(disk), root, options.output);
  const report = analyze(tree, analyzeOptions(root, disk, options, io));
  io.progress('');
  noteAll(report.notices, root, io);
  if (report.builds.length === 0) {
    io.log(`${root}: ${noDockerfile}`);
  }
  return report;
}

/** One share of the analysis of the repository at an absolute path. Says what could not be read by it. */
export function analyzeShardOf(root: string, options: RepositoryOptions, place: ShardPlace, io: Io): Shard {
  const disk = diskFileTree(root);
  const shard = analyzeShard(repositoryTree(disk), analyzeOptions(root, disk, options, io), place);
  io.progress('');
  noteAll([...shard.frame.notices, ...shard.share.notices], root, io);
  return shard;
}

function analyzeOptions(
  root: string,
  { unreadable }: DiskFileTree,
  { configuration, known, title }: RepositoryOptions,
  io: Io,
): AnalyzeOptions {
  return {
    title: title === '' ? (configuration.title ?? basename(root)) : title,
    configuration,
    ...known,
    version,
    unreadable,
    onProgress: io.progress,
  };
}

/** What is to be said of several places is said once, at the first of them. */
function noteAll(notices: readonly Notice[], root: string, io: Io): void {
  const counts = new Map<string, number>();
  for (const { message } of notices) counts.set(message, (counts.get(message) ?? 0) + 1);
  for (const { path, range, message } of notices) {
    const others = (counts.get(message) ?? 0) - 1;
    if (others < 0) continue;
    counts.delete(message);
    const place = range === null ? '' : `:${range.start.line}:${range.start.column}`;
    const more = others === 0 ? '' : ` The same of ${others} more ${others === 1 ? 'place' : 'places'}.`;
    io.note(`${path === '' ? root : path}${place}: ${message}${more}\n`);
  }
}

function withoutFolder(tree: FileTree, root: string, folder: string | undefined): FileTree {
  const hidden = folder === undefined ? '' : relative(root, folder).replaceAll(sep, '/');
  if (hidden === '' || hidden === '..' || hidden.startsWith('../') || isAbsolute(hidden)) return tree;
  const parent = hidden.slice(0, Math.max(hidden.lastIndexOf('/'), 0));
  const name = hidden.slice(hidden.lastIndexOf('/') + 1);
  const isHidden = (path: string): boolean => path === hidden || path.startsWith(`${hidden}/`);
  return {
    ...tree,
    list: (path) => {
      if (isHidden(path)) return [];
      const entries = tree.list(path);
      return path === parent ? entries.filter((entry) => entry.name !== name) : entries;
    },
    stat: (path) => (isHidden(path) ? null : tree.stat(path)),
  };
}
