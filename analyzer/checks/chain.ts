import type { Entry, Selector } from '../cache/selection.ts';
import type { Range } from '../dockerfile/range.ts';
import type { Step } from '../plan/step.ts';
import type { ExecVertex, Vertex } from '../plan/vertex.ts';
import type { CheckedBuild } from './checked-repository.ts';

/** A step that the result needs, with the vertex that holds the file system after it. */
export interface UsedStep {
  readonly step: Step;
  readonly vertex: Vertex;
}

/** The steps that the result needs, in the plan's order. */
export function* usedSteps({ plan }: CheckedBuild): Iterable<UsedStep> {
  for (const step of plan.steps) {
    const vertex = plan.vertices[step.vertices.at(-1) ?? -1];
    if (vertex !== undefined) yield { step, vertex };
  }
}

/** The RUNs that the result needs, in the plan's order. */
export function* runSteps(build: CheckedBuild): Iterable<{ readonly step: Step; readonly vertex: ExecVertex }> {
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind === 'RUN' && vertex.type === 'exec') yield { step, vertex };
  }
}

/**
 * Ids of the vertices that one stands on, the nearest first: down its stage, and through the stages that this starts from.
 * A linked copy and its merge are two.
 */
export function verticesBelow(build: CheckedBuild, id: number): readonly number[] {
  const below: number[] = [];
  for (let at = vertexBelow(build, id); at !== undefined; at = vertexBelow(build, at)) below.push(at);
  return below;
}

/** Id of the vertex whose file system one stands on; undefined for what stands on none. */
export function vertexBelow({ keyed }: CheckedBuild, id: number): number | undefined {
  return keyed.vertices[id]?.inputs.find(({ content }) => content === null)?.vertex;
}

/** What one source of a COPY, an ADD or a mount takes from the build's own context. */
export interface Taking {
  readonly selector: Selector;
  /** Files, folders and symlinks. */
  readonly entries: readonly Entry[];
}

/** What a vertex takes from contexts whose files are here. */
export function takings({ keyed }: CheckedBuild, id: number): readonly Taking[] {
  return (keyed.vertices[id]?.inputs ?? []).flatMap(({ vertex, content }) => {
    if (content === null || keyed.vertices[vertex]?.kind !== 'local') return [];
    return content.filter(({ opaque }) => opaque.length === 0);
  });
}

/** Whether some step may take files from a context: without any, there is nothing to say of what steps take. */
export function takesFiles({ keyed }: CheckedBuild): boolean {
  return keyed.vertices.some(({ kind }) => kind === 'local');
}

/** Builds that share a context share the lists. */
const indexed = new WeakMap<readonly Entry[], ReadonlyMap<string, Entry>>();

/** The files of a taking by their paths in the repository. */
export function entriesByPath({ entries }: Taking): ReadonlyMap<string, Entry> {
  const known = indexed.get(entries);
  if (known !== undefined) return known;
  const made = new Map(entries.flatMap((entry) => (entry.path === null ? [] : [[entry.path, entry]])));
  indexed.set(entries, made);
  return made;
}

/** Where the instruction of a vertex stands; null where it has none. */
export function rangeOf({ plan }: CheckedBuild, instruction: number | null): Range | null {
  return plan.dockerfile.instructions[instruction ?? -1]?.range ?? null;
}
