import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { namedFilesChange } from '../affected/named-files.ts';
import { startGitChange } from '../affected/git-change.ts';
import { repositorySide, type SideOptions } from '../affected/side.ts';
import { treeChange } from '../affected/tree-change.ts';
import type { AffectedQuestion } from '../affected/affected.ts';
import { builderNames, builders, type Builder } from '../cache/builder.ts';
import { gitFolder } from '../context/file-tree.ts';
import { diskFileTree } from '../discover/disk-file-tree.ts';
import { repositoryTree, withoutGitFolder } from '../discover/repository-tree.ts';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import { parseReference, withTag } from '../dockerfile/reference.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io, OptionValues } from './command.ts';
import { configurationHelp, configurationOptions } from './configuration-options.ts';
import { readConfiguration } from './read-configuration.ts';
import { unknownRevision } from './unknown-revision.ts';

/** The options by which a command is told what changed. */
export const changeOptions: Command['options'] = {
  since: { type: 'string' },
  before: { type: 'string' },
  files: { type: 'string', multiple: true },
  'set-arg': { type: 'string', multiple: true },
  'base-image': { type: 'string', multiple: true },
  builder: { type: 'string' },
  ...configurationOptions,
};

/** Their part of a command's help. */
export const changeHelp = `The change (combined at will):
  --since REV        From a git revision to the files as they are now
  --before DIR       From another folder that holds the same repository
  --files F...       These files, relative to PATH; one that is not there was deleted
  --set-arg K=V      A build argument gets this value; K alone: some other value
  --base-image REF   This base image names other content now

Options:
  --builder NAME     ${builderNames.join(', ')} (buildkit)
${configurationHelp}`;

/** Every word of an option that may be repeated, or given once with several words behind it. */
function list(values: OptionValues, name: string): readonly string[] {
  const value = values[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}

function text(values: OptionValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

/** Whether any option names a change. */
export function namesChange(values: OptionValues): boolean {
  return ['since', 'before', 'files', 'set-arg', 'base-image'].some((name) => values[name] !== undefined);
}

/** What the options ask, of a repository at an absolute path. Throws `CliError` for what does not make sense. */
export async function changeQuestion(root: string, values: OptionValues, io: Io): Promise<AffectedQuestion> {
  const unknownFiles = list(values, 'files').map((file) => insideRoot(root, file));
  const builder = readBuilder(text(values, 'builder'));
  const configuration = await readConfiguration(root, values, io);
  const { change, ...known } = await stateChange(root, values, { buildArgs: {}, builder, configuration }, io);
  return {
    ...known,
    change: namedFilesChange(change, unknownFiles),
    unknownFiles,
    buildArgs: Object.fromEntries(list(values, 'set-arg').map(readArg)),
    baseImages: list(values, 'base-image').map(readImage),
    builder,
    configuration,
    cacheFrom: null,
  };
}

async function stateChange(
  root: string,
  values: OptionValues,
  options: SideOptions,
  io: Io,
): Promise<Pick<AffectedQuestion, 'change' | 'known'>> {
  const since = text(values, 'since');
  const before = text(values, 'before');
  if (since !== '' && before !== '') throw new CliError('--since and --before both say what was before', 'Give one.');
  if (since !== '') return sinceRevision(root, since, options);
  const after = repositoryTree(diskFileTree(root));
  if (before === '') return { change: { before: after, after, files: [] } };
  const folder = resolve(io.cwd, before);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CliError(
      `${before}: there is no such folder`,
      '--before names a folder that holds the repository as it was.',
    );
  }
  const past = repositoryTree(diskFileTree(folder));
  const isCheckout = [past, after].every((tree) => tree.stat(gitFolder) !== null);
  // A copy of the files alone is not to tell the builds apart by what git keeps.
  const [one, other] = isCheckout ? [past, after] : [withoutGitFolder(past), withoutGitFolder(after)];
  return { change: { before: one, after: other, files: treeChange(one, other) } };
}

/** What is staged is planned while git looks at the work tree. */
async function sinceRevision(
  root: string,
  revision: string,
  options: SideOptions,
): Promise<Pick<AffectedQuestion, 'change' | 'known'>> {
  const started = startGitChange(root, revision);
  const side = started === null ? null : repositorySide(started.nearby, options);
  const change = (await started?.change) ?? null;
  if (side !== null && change !== null) return { change, known: { side, files: change.sinceNearby } };
  throw unknownRevision(root, revision, 'Name a commit, branch or tag');
}

function insideRoot(root: string, file: string): string {
  const path = relative(root, resolve(root, file)).split(sep).join('/');
  if (path === '..' || path.startsWith('../'))
    throw new CliError(`${file} is outside the repository`, 'Paths are relative to PATH.');
  return path;
}

/** K=V; K alone is given a value that nobody has. */
function readArg(argument: string): readonly [string, string] {
  const equals = argument.indexOf('=');
  const name = equals < 0 ? argument : argument.slice(0, equals);
  if (name === '') throw new CliError(`--set-arg ${argument} names no argument`, 'Write --set-arg NAME=value.');
  return [name, equals < 0 ? 'another value' : argument.slice(equals + 1)];
}

function readImage(image: string): string {
  const reference = parseReference(image);
  if (reference === null)
    throw new CliError(`--base-image ${image} is no image reference`, 'Write it as FROM does: node:22.');
  return withTag(reference);
}

function readBuilder(name: string): Builder {
  if (name === '') return builders.buildkit;
  const found = builderNames.find((each) => each === name);
  if (found !== undefined) return builders[found];
  const near = nearestWord(name, builderNames);
  throw new CliError(
    `there is no builder "${name}"`,
    near === null ? `Builders: ${builderNames.join(', ')}.` : `Did you mean "${near}"?`,
  );
}

/**
 * What stands behind `--files` beside its first word: `--files a b` hands `b` on as a word of its own. A folder that comes
 * first is the repository; every other word is a file.
 */
export function splitPositionals(
  positionals: readonly string[],
  values: OptionValues,
  cwd: string,
): { readonly paths: readonly string[]; readonly values: OptionValues } {
  if (values['files'] === undefined) return { paths: positionals, values };
  const [first, ...rest] = positionals;
  const isFolder =
    first !== undefined && statSync(resolve(cwd, first), { throwIfNoEntry: false })?.isDirectory() === true;
  const files = [...list(values, 'files'), ...(isFolder ? rest : positionals)];
  return { paths: isFolder ? [first] : [], values: { ...values, files } };
}
