import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';
import type { Vertex } from '../plan/vertex.ts';
import { contextPath, repositoryPath, type ContextEntry, type ContextView } from '../context/context-view.ts';
import type { FileSelection, FileSelector } from '../context/file-selection.ts';
import { selectFiles } from '../context/select-files.ts';

/** What one copy or one mount of a step takes from a context. */
export interface ContextTaking {
  /** `context` for the main one, else the name of a named context. */
  readonly context: string;
  readonly kind: 'copy' | 'mount';
  readonly selector: FileSelector;
  /** null: the context's files are not here. */
  readonly selection: FileSelection | null;
}

/** What one step takes from build contexts. */
export interface StepUse {
  readonly step: Step;
  /** Where its instruction starts in the Dockerfile. */
  readonly line: number;
  /** Not empty. */
  readonly takings: readonly ContextTaking[];
}

/** Finds a context by its name; null where its files are not here. */
export type FindContext = (name: string) => ContextView | null;

/** The steps of a plan that take files from build contexts, in order, with what they take. */
export function contextUse(plan: Plan, findContext: FindContext): readonly StepUse[] {
  return plan.steps.flatMap((step): readonly StepUse[] => {
    const takings = step.vertices.flatMap((id) => {
      const vertex = plan.vertices[id];
      return vertex === undefined ? [] : takingsOf(plan, vertex, findContext);
    });
    const line = plan.dockerfile.instructions[step.instruction]?.range.start.line ?? 1;
    return takings.length === 0 ? [] : [{ step, line, takings }];
  });
}

/** Copies take by their source; mounts by the path they mount (solver/llbsolver/ops/file.go and exec.go, CacheMap). */
function takingsOf(plan: Plan, vertex: Vertex, findContext: FindContext): readonly ContextTaking[] {
  const take = (input: number, kind: 'copy' | 'mount', selector: FileSelector): readonly ContextTaking[] => {
    const source = plan.vertices[vertex.inputs[input]?.vertex ?? -1];
    if (source?.type !== 'source' || !source.identifier.startsWith('local://')) return [];
    const context = source.identifier.slice('local://'.length);
    const view = findContext(context);
    return [{ context, kind, selector, selection: view === null ? null : selectFiles(view, selector) }];
  };
  if (vertex.type === 'file') {
    return vertex.actions.flatMap((action) => {
      if (action.kind !== 'copy') return [];
      const { src, wildcard, followSymlink, include, exclude, required } = action;
      const selector = { path: absolute(src), wildcard, followLinks: followSymlink, include, exclude, required };
      return take(action.secondary, 'copy', selector);
    });
  }
  if (vertex.type !== 'exec') return [];
  return vertex.mounts.flatMap(({ input, selector }) => take(input, 'mount', plainSelector(selector)));
}

function plainSelector(path: string): FileSelector {
  return { path: absolute(path), wildcard: false, followLinks: true, include: [], exclude: [], required: [] };
}

function absolute(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}

/** Files and symlinks that a step takes, each once, sorted by context and path. Folders count when they are empty. */
export interface TakenEntry {
  readonly context: string;
  /** Relative to the context. */
  readonly path: string;
  readonly kind: ContextEntry['kind'];
  readonly mode: number;
  readonly size: number;
}

/** What a step takes, each file once, whichever of its sources it came by. */
export function takenEntries(use: StepUse, findContext: FindContext): readonly TakenEntry[] {
  const taken = new Map<string, TakenEntry>();
  for (const { context, selection } of use.takings) {
    const view = findContext(context);
    if (view === null) continue;
    const selected = selection?.entries ?? [];
    for (const [index, { path }] of selected.entries()) {
      const place = view.places.get(contextPath(view, path));
      const entry = place === undefined ? undefined : view.entries[place];
      if (entry === undefined) continue;
      if (entry.kind === 'directory' && selected[index + 1]?.path.startsWith(`${path}/`) === true) continue;
      const { kind, mode, size } = entry;
      taken.set(`${context}\0${entry.path}`, { context, path: entry.path, kind, mode, size });
    }
  }
  return [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/**
 * Files and symlinks of the main context that no step takes though nothing holds them back. `read` are paths of the
 * repository that the build reads by itself: the Dockerfile and the ignore file.
 */
export function unusedEntries(
  uses: readonly StepUse[],
  view: ContextView,
  read: readonly string[],
): readonly ContextEntry[] {
  const used = new Set(read);
  for (const { context, selection } of uses.flatMap((use) => use.takings)) {
    if (context !== 'context') continue;
    for (const { path } of selection?.entries ?? []) used.add(path);
    for (const link of selection?.links ?? []) used.add(link);
  }
  return view.entries.filter(({ kind, path }) => kind !== 'directory' && !used.has(repositoryPath(view, path)));
}
