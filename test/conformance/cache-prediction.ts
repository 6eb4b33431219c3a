import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import { keyPlan } from '../../analyzer/cache/keyed-plan.ts';
import type { KeyedPlan } from '../../analyzer/cache/key.ts';
import { matchKeys } from '../../analyzer/cache/match-keys.ts';
import { statusOf } from '../../analyzer/cache/status.ts';
import type { Status } from '../../analyzer/cache/verdict.ts';
import type { FileTree } from '../../analyzer/context/file-tree.ts';
import { parseIgnoreFile, type IgnoreFile } from '../../analyzer/context/ignore-file.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { planDockerfile } from '../../analyzer/plan/plan-dockerfile.ts';
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

/** The keys of one build of an experiment. Throws when its Dockerfile is rejected. */
function keyBuild(files: Files, build: ExperimentBuild, moved: Readonly<Record<string, string>>): KeyedPlan {
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
  const outcome = planDockerfile(parseDockerfile(readText(tree, file) ?? ''), options);
  if (outcome.kind === 'rejected') throw new Error(`rejected: ${outcome.problem.message}`);
  const mainIgnore = readIgnoreFile(tree, [`${file}.dockerignore`, root === '' ? '.dockerignore' : `${root}/.dockerignore`]);
  const selections = contextSelections((name) => {
    if (name === 'context') return { tree, root, ignore: mainIgnore };
    const folder = build.contexts?.[name];
    return folder === undefined ? null : { tree, root: folder, ignore: readIgnoreFile(tree, [`${folder}/.dockerignore`]) };
  });
  return keyPlan(outcome.plan, { selections, imageIdentity: facts.identity });
}

/** What a warm builder does with the second build of an experiment: a status for every labelled step. */
export function predictExperiment(engine: string, experiment: Experiment): ReadonlyMap<string, Status> {
  const files = applyFiles(new Map(), experiment.files);
  const after = applyFiles(files, experiment.change.files ?? {});
  const build = experiment.build ?? {};
  const keyedBefore = keyBuild(files, build, {});
  const keyedAfter = keyBuild(after, { ...build, ...experiment.change.build }, experiment.change.images ?? {});
  const { states } = matchKeys(keyedBefore, keyedAfter);
  return new Map(
    keyedAfter.vertices
      .filter(({ kind, label }) => kind !== 'local' && kind !== 'source' && label !== '' && !label.startsWith('[internal]'))
      .map(({ id, label }) => [label, statusOf[states[id] ?? 'same']]),
  );
}
