import { MultiDirectedGraph } from 'graphology';

/** One build that another takes something of. */
export interface Feed {
  readonly from: string;
  readonly to: string;
}

export interface BuildOrder {
  /** Every id that stands in no circle and behind none, those that others need first; ties in order of the ids. */
  readonly order: readonly string[];
  /** The same in waves: all of one can be built at once. */
  readonly waves: readonly (readonly string[])[];
  /** Ids that feed each other in a circle, each circle sorted. */
  readonly cycles: readonly (readonly string[])[];
}

/** The order in which to build images that feed each other. */
export function buildOrder(ids: readonly string[], feeds: readonly Feed[]): BuildOrder {
  const graph = new MultiDirectedGraph();
  for (const id of [...ids].sort()) graph.addNode(key(id), { id });
  for (const [index, { from, to }] of feeds.entries()) {
    if (graph.hasNode(key(from)) && graph.hasNode(key(to))) graph.addEdgeWithKey(`${index}`, key(from), key(to));
  }
  const waves: string[][] = [];
  const waiting = new Map(graph.nodes().map((node) => [node, new Set(graph.inNeighbors(node))]));
  for (;;) {
    const wave = [...waiting].filter(([, needs]) => needs.size === 0).map(([node]) => node);
    if (wave.length === 0) break;
    for (const node of wave) {
      waiting.delete(node);
      for (const next of graph.outNeighbors(node)) waiting.get(next)?.delete(node);
    }
    waves.push(wave.map(idOf));
  }
  return { order: waves.flat(), waves, cycles: circles(graph, new Set(waiting.keys())) };
}

/** Circles among the nodes that never became free: sets in which each reaches every other. */
function circles(graph: MultiDirectedGraph, stuck: ReadonlySet<string>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const done = new Set<string>();
  for (const node of stuck) {
    if (done.has(node)) continue;
    const ahead = reach(node, stuck, (each) => graph.outNeighbors(each));
    const behind = reach(node, stuck, (each) => graph.inNeighbors(each));
    const circle = [...ahead].filter((each) => behind.has(each));
    if (circle.length === 0) continue;
    for (const each of circle) done.add(each);
    found.push(circle.map(idOf).sort());
  }
  return found;
}

/** Every node that steps from `start` lead to; `start` itself only by a circle. */
function reach(
  start: string,
  within: ReadonlySet<string>,
  neighbors: (node: string) => readonly string[],
): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [start];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const next of neighbors(node)) {
      if (!within.has(next) || reached.has(next)) continue;
      reached.add(next);
      pending.push(next);
    }
  }
  return reached;
}

/** Ids come from files: a prefix keeps `constructor` and the like from meaning anything to the graph's own objects. */
const key = (id: string): string => `build:${id}`;
const idOf = (node: string): string => node.slice('build:'.length);
