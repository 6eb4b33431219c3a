import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import { contextView } from '../../analyzer/context/context-view.ts';
import { builders, keyBuild, type Builder } from '../../analyzer/cache/builder.ts';
import type { KeyedPlan } from '../../analyzer/cache/key.ts';
import { keyRecords, matchKeys } from '../../analyzer/cache/match-keys.ts';
import type { Selections } from '../../analyzer/cache/selection.ts';
import { statusOf } from '../../analyzer/cache/status.ts';
import type { Status } from '../../analyzer/cache/verdict.ts';
import type { FileTree } from '../../analyzer/context/file-tree.ts';
import { parseIgnoreFile, type IgnoreFile } from '../../analyzer/context/ignore-file.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { baseImageFacts } from './base-image-facts.ts';
import type { Experiment, ExperimentBuild, ExperimentFile } from './record/experiment.ts';

type Files = ReadonlyMap<string, MemoryFile>;

/** The files of an experiment, and again after its change. Times and owners are no part of a tree. */
function applyFiles(files: Files, changes: Readonly<Record<string, ExperimentFile>>): Files {
  const result = new Map(files);
  for (const [path, change] of Object.entries(changes)) {
    const before = result.get(path);
    if (change === null) result.delete(path);
    else if (typeof change === 'string') {
      result.set(path, typeof before === 'object' && 'mode' in before ? { ...before, text: change } : change);
    } else if ('symlink' in change) result.set(path, change);
    else if ('mode' in change) {
      const text = change.text ?? (typeof before === 'string' ? before : textOf(before));
      result.set(path, { text, mode: Number.parseInt(change.mode, 8) });
    }
  }
  return result;
}

function textOf(file: MemoryFile | undefined): string {
  return typeof file === 'object' && 'text' in file ? file.text : '';
}

const decoder = new TextDecoder();

function readText(tree: FileTree, path: string): string | null {
  const bytes = tree.read(path);
  return bytes === null ? null : decoder.decode(bytes);
}

function readIgnoreFile(tree: FileTree, paths: readonly string[]): IgnoreFile | null {
  for (const path of paths) {
    const text = readText(tree, path);
    if (text !== null) return parseIgnoreFile(path, text);
  }
  return null;
}

/** A side of an experiment: the files, and whose owner was set. */
interface World {
  readonly files: Files;
  readonly owners: ReadonlyMap<string, number>;
  readonly moved: Readonly<Record<string, string>>;
}

/** The keys of one build of an experiment. Throws when its Dockerfile is rejected. */
function keyExperiment(builder: Builder, { files, owners, moved }: World, build: ExperimentBuild): KeyedPlan {
  const tree = memoryFileTree(files);
  const facts = baseImageFacts(moved);
  const file = build.file ?? 'Dockerfile';
  const root = build.context === undefined || build.context === '.' ? '' : build.context;
  const options = {
    baseImage: facts.config,
    ...(build.target === undefined ? {} : { target: build.target }),
    ...(build.args === undefined ? {} : { buildArgs: build.args }),
    ...(build.contexts === undefined ? {} : { namedContexts: build.contexts }),
    ...(build.noCacheFilter === undefined ? {} : { noCache: build.noCacheFilter.split(',') }),
  };
  const inContext = (folder: string): string => (folder === '' ? '.dockerignore' : `${folder}/.dockerignore`);
  const own = builder.readsOwnIgnoreFile ? [`${file}.dockerignore`] : [];
  const mainIgnore = readIgnoreFile(tree, [...own, inContext(root)]);
  const views = contextSelections((name) => {
    if (name === 'context') return contextView(tree, root, mainIgnore);
    const folder = build.contexts?.[name];
    return folder === undefined ? null : contextView(tree, folder, readIgnoreFile(tree, [inContext(folder)]));
  });
  // Buildah alone keeps the owner of what it copies; BuildKit's client sets it to root.
  const selections = builder.name === 'buildah' ? withOwners(views, owners) : views;
  const world = {
    selections,
    imageIdentity: facts.identity,
    ...(builder.name === 'docker-graphdriver' ? { network: 'NONE' as const } : {}),
  };
  const { outcome, keyed } = keyBuild(
    builder,
    parseDockerfile(readText(tree, file) ?? ''),
    options,
    world,
    build.labels,
  );
  if (outcome.kind === 'rejected') throw new Error(`rejected: ${outcome.problem.message}`);
  if (keyed === null) throw new Error('no keys');
  return keyed;
}

function withOwners(selections: Selections, owners: ReadonlyMap<string, number>): Selections {
  return (source, selector) => {
    const selection = selections(source, selector);
    if (selection === null) return null;
    const entries = selection.entries.map((entry) => {
      const owner = entry.path === null ? undefined : owners.get(entry.path);
      return owner === undefined ? entry : { ...entry, digest: `${entry.digest} owner ${owner}` };
    });
    return { entries };
  };
}

function ownersOf(changes: Readonly<Record<string, ExperimentFile>>): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  for (const [path, change] of Object.entries(changes)) {
    if (typeof change === 'object' && change !== null && 'chown' in change) owners.set(path, change.chown);
  }
  return owners;
}

/** The name under which an engine's recorded answers are predicted. */
const builderOf: Readonly<Record<string, Builder>> = {
  buildkit: builders.buildkit,
  docker: builders['docker-graphdriver'],
  classic: builders.classic,
  buildah: builders.buildah,
};

/** What a warm builder does with the second build of an experiment: a status for every labelled step. */
export function predictExperiment(engine: string, experiment: Experiment): ReadonlyMap<string, Status> {
  const builder = builderOf[engine];
  if (builder === undefined) throw new Error(`unknown engine ${engine}`);
  const { change, build = {} } = experiment;
  const files = applyFiles(new Map(), experiment.files);
  const before: World = { files, owners: ownersOf(experiment.files), moved: {} };
  const after: World = {
    files: applyFiles(files, change.files ?? {}),
    owners: new Map([...before.owners, ...ownersOf(change.files ?? {})]),
    moved: change.images ?? {},
  };
  const keyedAfter = keyExperiment(builder, after, { ...build, ...change.build });
  const { states } = matchKeys(keyRecords(keyExperiment(builder, before, build)), keyedAfter);
  return new Map(
    keyedAfter.vertices
      .filter(
        ({ kind, label }) => kind !== 'local' && kind !== 'source' && label !== '' && !label.startsWith('[internal]'),
      )
      .map(({ id, label }) => [label, statusOf[states[id] ?? 'same']]),
  );
}
