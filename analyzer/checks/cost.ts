import type { CacheGraph } from '../cache/cache-graph.ts';
import { noChange, type ChangeSet } from '../cache/change.ts';
import { propagate } from '../cache/propagate.ts';
import type { Status } from '../cache/verdict.ts';
import { noCost, type FindingCost } from './finding.ts';

/** What happens to a repository, as far as one build hears of it. */
export type Event = Partial<ChangeSet>;

/** Ids of the steps of a build that an event surely rebuilds, ascending. */
function rebuiltSteps(graph: CacheGraph, event: Event): readonly number[] {
  const verdicts = propagate(graph, { ...noChange, ...event });
  return verdicts.filter(({ status }) => status === 'rebuilt').map(({ step }) => step);
}

/** What an event does to one step. */
export function statusOf(graph: CacheGraph, event: Event, step: number): Status {
  return propagate(graph, { ...noChange, ...event })[step]?.status ?? 'unused';
}

/**
 * What an event costs one build because of how it is written: the steps that it rebuilds, without those that it would
 * rebuild in the `mended` build, too (null: none).
 */
export function costOf(graph: CacheGraph, event: Event, mended: CacheGraph | null): FindingCost {
  if (mended !== null) return compareCosts(graph, event, new Set(rebuiltSteps(mended, event)));
  const known = asked.get(graph) ?? new Map<string, FindingCost>();
  asked.set(graph, known);
  const key = JSON.stringify(event);
  const cost = known.get(key) ?? compareCosts(graph, event, new Set());
  known.set(key, cost);
  return cost;
}

/** Several findings of one build ask the same. */
const asked = new WeakMap<CacheGraph, Map<string, FindingCost>>();

function compareCosts(graph: CacheGraph, event: Event, kept: ReadonlySet<number>): FindingCost {
  const steps = rebuiltSteps(graph, event).filter((step) => !kept.has(step)).length;
  return steps === 0 ? noCost : { steps, builds: 1 };
}

/** The same graph, the steps of some vertices standing on others than they do. Inputs must have smaller ids. */
export function standingOn(graph: CacheGraph, definitions: ReadonlyMap<number, readonly number[]>): CacheGraph {
  return {
    ...graph,
    vertices: graph.vertices.map((vertex, id) => {
      const definition = definitions.get(id);
      return definition === undefined ? vertex : { ...vertex, definition };
    }),
  };
}

/** A file whose content changes. */
export function fileEdit(path: string): Event {
  return { files: [{ path, kind: 'content' }] };
}
