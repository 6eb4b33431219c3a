import type { KeyedPlan } from '../cache/key.ts';
import type { Entry } from '../cache/selection.ts';
import type { ContextView } from '../context/context-view.ts';
import { gitFolder, type FileTree } from '../context/file-tree.ts';
import type { BuildContext } from '../discover/build.ts';
import { ignoredLines } from './ignored-lines.ts';
import type { ReportContext } from './report.ts';

/** As many files as a page lists of one step: the rest is counted. */
const maxListed = 200;

/** Files that one step takes from the build context. */
export interface TakenFiles {
  readonly files: number;
  readonly bytes: number;
  readonly listed: readonly { readonly path: string; readonly bytes: number }[];
  /** Git's own folder, too: it is not among the files. */
  readonly takesGit: boolean;
}

/** What was counted of a list of entries: builds that share a context share the lists. */
const measured = new WeakMap<readonly Entry[], TakenFiles>();

/** What each step takes from the build context, by step. */
export function takenFiles(keyed: KeyedPlan, tree: FileTree): ReadonlyMap<number, TakenFiles> {
  const lists = new Map<number, (readonly Entry[])[]>();
  // By step, not by vertex: steps that are the same in two stages share theirs.
  for (const [step, vertices] of keyed.steps.entries()) {
    for (const id of vertices) {
      for (const input of keyed.vertices[id]?.inputs ?? []) {
        if (keyed.vertices[input.vertex]?.kind !== 'local') continue;
        const taken = lists.get(step) ?? [];
        lists.set(step, taken);
        for (const { entries } of input.content ?? []) taken.push(entries);
      }
    }
  }
  return new Map([...lists].map(([step, taken]) => [step, measureOnce(taken, tree)]));
}

function measureOnce(lists: readonly (readonly Entry[])[], tree: FileTree): TakenFiles {
  const [only] = lists;
  if (only === undefined || lists.length > 1) return measure(lists, tree);
  const known = measured.get(only) ?? measure(lists, tree);
  measured.set(only, known);
  return known;
}

function measure(lists: readonly (readonly Entry[])[], tree: FileTree): TakenFiles {
  const paths = new Set<string>();
  for (const entries of lists) {
    for (const { kind, path } of entries) if (path !== null && kind !== 'directory') paths.add(path);
  }
  const takesGit = paths.delete(gitFolder);
  const files = [...paths].map((path) => ({ path, bytes: tree.stat(path)?.size ?? 0 }));
  files.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
  return {
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    listed: files.slice(0, maxListed),
    takesGit,
  };
}

/** What a build's context holds and what its ignore file keeps out. `view` is null where the files are not here. */
export function reportContext(
  context: BuildContext,
  view: ContextView | null,
  taken: ReadonlyMap<number, TakenFiles>,
): ReportContext {
  const kept = view?.entries.filter(({ kind }) => kind !== 'directory' && kind !== 'git') ?? [];
  const steps = [...taken].toSorted(([a], [b]) => a - b);
  const ignored = view === null ? [] : ignoredLines(view);
  return {
    ...describe(context),
    ignoreFile: view?.ignore?.path ?? '',
    files: kept.length,
    bytes: kept.reduce((sum, entry) => sum + entry.size, 0),
    ignoredFiles: ignored.reduce((sum, { files }) => sum + files, 0),
    ignoredBytes: ignored.reduce((sum, { bytes }) => sum + bytes, 0),
    ignored,
    gitSteps: steps.flatMap(([step, { takesGit }]) => (takesGit ? [step] : [])),
    taken: steps.map(([step, { listed }]) => ({ step, files: listed })),
  };
}

function describe(context: BuildContext): { readonly path: string; readonly kind: ReportContext['kind'] } {
  switch (context.kind) {
    case 'directory':
      return { kind: 'directory', path: context.path };
    case 'remote':
      return { kind: 'remote', path: context.url };
    case 'unresolved':
      return { kind: 'unresolved', path: context.text };
  }
}
