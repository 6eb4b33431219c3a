/** A chain of steps that several builds share, as they stand on each other. */
export interface SharedSteps {
  /** Key of its last step. */
  readonly key: string;
  /** Labels, the first to run first. */
  readonly steps: readonly string[];
  /** Indexes of the builds that take it, ascending. */
  readonly builds: readonly number[];
  /** What some of these builds go on to share. */
  readonly children: readonly SharedSteps[];
  /** Builds that share nothing more from here on, with how many steps of their own they make. */
  readonly ends: readonly { readonly build: number; readonly steps: number }[];
}

/** One step of one build: `parent` is the key of the step that it stands on. */
export interface KeyedStep {
  readonly key: string;
  readonly parent: string | null;
  readonly label: string;
  readonly build: number;
}

interface Node {
  readonly key: string;
  readonly label: string;
  readonly builds: Set<number>;
  readonly children: Node[];
}

/**
 * The forest of common prefixes: steps with the same cache key are one, and what at least two builds share is told; steps
 * that belong together (the same builds, one after the other) are one chain. Those that save most stand first.
 */
export function sharedSteps(steps: readonly KeyedStep[]): readonly SharedSteps[] {
  const nodes = new Map<string, Node>();
  for (const { key, label, build } of steps) {
    const node = nodes.get(key) ?? { key, label, builds: new Set(), children: [] };
    nodes.set(key, node);
    node.builds.add(build);
  }
  const roots: Node[] = [];
  const placed = new Set<string>();
  for (const { key, parent } of steps) {
    const node = nodes.get(key);
    if (node === undefined || placed.has(key)) continue;
    placed.add(key);
    const above = parent === null ? undefined : nodes.get(parent);
    (above?.children ?? roots).push(node);
  }
  return bySaving(roots.filter(({ builds }) => builds.size > 1).map((root) => chain(root, 0)));
}

/** How many steps need not run again because of it, all that stands on it counted too. */
export function savedSteps({ builds, children, steps }: SharedSteps): number {
  return (builds.length - 1) * steps.length + children.reduce((sum, child) => sum + savedSteps(child), 0);
}

/** Deeper, nobody follows: the depth of input must not become that of calls. */
const maxDepth = 60;

function chain(start: Node, depth: number): SharedSteps {
  let node = start;
  const steps = [start.label];
  for (;;) {
    const [next] = node.children;
    if (next === undefined || node.children.length > 1 || next.builds.size < node.builds.size) break;
    node = next;
    steps.push(node.label);
  }
  const shared = depth < maxDepth ? node.children.filter(({ builds }) => builds.size > 1) : [];
  const further = new Set(shared.flatMap(({ builds }) => [...builds]));
  const builds = [...node.builds].sort((a, b) => a - b);
  return {
    key: node.key,
    steps,
    builds,
    children: bySaving(shared.map((child) => chain(child, depth + 1))),
    ends: builds.filter((build) => !further.has(build)).map((build) => ({ build, steps: ownSteps(node, build) })),
  };
}

/** Steps that a build alone makes on top of a node. */
function ownSteps(top: Node, build: number): number {
  let count = 0;
  const pending = [...top.children];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!node.builds.has(build)) continue;
    count++;
    pending.push(...node.children);
  }
  return count;
}

function bySaving(chains: readonly SharedSteps[]): readonly SharedSteps[] {
  return chains
    .map((each) => ({ each, saved: savedSteps(each) }))
    .sort((a, b) => b.saved - a.saved || (a.each.key < b.each.key ? -1 : 1))
    .map(({ each }) => each);
}
