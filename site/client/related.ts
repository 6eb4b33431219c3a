/** What of a graph is lit around a node: what it stands on, what stands on it, or both. */
export type Way = 'both' | 'down' | 'up';

/** Whether a text names one. */
export function isWay(text: string | null | undefined): text is Way {
  return text === 'up' || text === 'down' || text === 'both';
}

interface Link {
  readonly from: string;
  readonly to: string;
}

/** The node and everything upstream, downstream or both of it, as far as links lead one way. */
export function relatedNodes(links: readonly Link[], id: string, way: Way): ReadonlySet<string> {
  const found = new Set([id]);
  if (way !== 'up') follow(links, id, 'from', 'to', found);
  if (way !== 'down') follow(links, id, 'to', 'from', found);
  return found;
}

function follow(links: readonly Link[], id: string, near: 'from' | 'to', far: 'from' | 'to', found: Set<string>): void {
  const neighbours = new Map<string, string[]>();
  for (const link of links) {
    const list = neighbours.get(link[near]);
    if (list === undefined) neighbours.set(link[near], [link[far]]);
    else list.push(link[far]);
  }
  const seen = new Set([id]);
  const pending = [id];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const next of neighbours.get(at) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      found.add(next);
      pending.push(next);
    }
  }
}
