import type { RepositoryGraphData } from '../../analyzer/report/repository-data.ts';

/**
 * Answers which nodes stand on what a node makes, through others too: by `image:…` or `build:…`, in the order of the graph.
 * A context is no image.
 */
export function imageTakers({ nodes, edges }: RepositoryGraphData): (node: string) => readonly string[] {
  const takers = new Map<string, string[]>();
  for (const { from, to, kind } of edges) {
    if (kind === 'context') continue;
    const list = takers.get(from);
    if (list === undefined) takers.set(from, [to]);
    else list.push(to);
  }
  return (node) => {
    const reached = new Set<string>();
    const pending = [...(takers.get(node) ?? [])];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      pending.push(...(takers.get(at) ?? []));
    }
    // In a circle it stands on itself: that tells nothing.
    reached.delete(node);
    return reached.size === 0 ? [] : nodes.flatMap(({ id }) => (reached.has(id) ? [id] : []));
  };
}
