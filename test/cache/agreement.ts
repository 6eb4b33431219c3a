import { builders, keyBuild } from '../../analyzer/cache/builder.ts';
import { compareKeys } from '../../analyzer/cache/compare-keys.ts';
import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import type { KeyedPlan } from '../../analyzer/cache/key.ts';
import { cacheGraph } from '../../analyzer/cache/make-cache-graph.ts';
import { keyRecords } from '../../analyzer/cache/match-keys.ts';
import { propagate } from '../../analyzer/cache/propagate.ts';
import type { Status } from '../../analyzer/cache/verdict.ts';
import { contextView } from '../../analyzer/context/context-view.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { changeSet, editedDockerfile, type GeneratedChange } from './generated-change.ts';

interface KeyOptions {
  readonly files: ReadonlyMap<string, string>;
  readonly moved: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly noCache: readonly string[];
}

function keys(dockerfile: string, { files, moved, buildArgs, noCache }: KeyOptions): KeyedPlan | null {
  const view = contextView(memoryFileTree(files), '', null);
  const world = {
    selections: contextSelections(() => view),
    imageIdentity: (reference: string) => ({ digest: '', chainId: moved.includes(reference) ? 'moved' : reference }),
  };
  return keyBuild(builders.buildkit, parseDockerfile(dockerfile), { buildArgs, noCache }, world).keyed;
}

/** The verdict on each step, asked in both ways; null where the Dockerfile is rejected. */
export function bothWays(generated: GeneratedChange): {
  readonly compared: readonly Status[];
  readonly propagated: readonly Status[];
} | null {
  const before = new Map(Object.entries(generated.files));
  const after = new Map(before);
  const union = new Map(before);
  for (const [path, text] of Object.entries(generated.fileChanges)) {
    if (text === null) after.delete(path);
    else after.set(path, text);
    if (!union.has(path)) union.set(path, text ?? '');
  }
  const unchanged = { moved: [], buildArgs: {}, noCache: [] };
  const buildArgs = Object.fromEntries(generated.buildArgs.map((name) => [name, 'another']));
  const noCache = generated.noCache.map((stage) => `s${stage}`);
  const keysBefore = keys(generated.dockerfile, { files: before, ...unchanged });
  const keysAfter = keys(editedDockerfile(generated).text, {
    files: after,
    moved: generated.baseImages,
    buildArgs,
    noCache,
  });
  const keysOfAll = keys(generated.dockerfile, { files: union, ...unchanged });
  if (keysBefore === null || keysAfter === null || keysOfAll === null) return null;
  return {
    compared: compareKeys(keyRecords(keysBefore), keysAfter).steps.map(({ status }) => status),
    propagated: propagate(cacheGraph(keysOfAll), changeSet(generated)).map(({ status }) => status),
  };
}
