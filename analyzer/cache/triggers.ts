import type { CacheGraph, ContentLink } from './cache-graph.ts';
import { ascending } from './file-system.ts';

/** What, changed, rebuilds a step. */
export interface TriggerSet {
  /** Paths of context files, sorted. */
  readonly files: readonly string[];
  /** Indexes in `Dockerfile.instructions`, ascending. */
  readonly instructions: readonly number[];
  /** Sorted. */
  readonly buildArgs: readonly string[];
  /** Normalised references, sorted. */
  readonly images: readonly string[];
}

/** `certain`: a change of it rebuilds the step. `possible`: it does if a step on the way then writes something else. */
export interface Triggers {
  readonly certain: TriggerSet;
  readonly possible: TriggerSet;
}

interface Found {
  readonly files: Set<number>;
  readonly instructions: Set<number>;
  readonly buildArgs: Set<string>;
  readonly images: Set<string>;
}

/** Everything that would rebuild one step of a graph: the same links that `propagate` follows, from the other end. */
export function triggersOf(graph: CacheGraph, step: number): Triggers {
  const certain = emptyFound();
  const possible = emptyFound();
  const reached = new Map<number, 'certain' | 'possible'>();
  const pending: { readonly vertex: number; readonly isCertain: boolean }[] = (graph.steps[step] ?? []).map(
    (vertex) => ({
      vertex,
      isCertain: true,
    }),
  );
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { vertex: id, isCertain } = next;
    const vertex = graph.vertices[id];
    const before = reached.get(id);
    if (vertex === undefined || before === 'certain' || (before === 'possible' && !isCertain)) continue;
    reached.set(id, isCertain ? 'certain' : 'possible');
    const found = isCertain ? certain : possible;
    addOwn(graph, id, found);
    for (const input of vertex.definition) pending.push({ vertex: input, isCertain });
    for (const link of vertex.content) {
      addContent(graph, link, found, possible);
      for (const unknown of link.unknown) pending.push({ vertex: unknown, isCertain: false });
    }
  }
  return { certain: sorted(graph, certain), possible: sorted(graph, without(possible, certain)) };
}

function emptyFound(): Found {
  return { files: new Set(), instructions: new Set(), buildArgs: new Set(), images: new Set() };
}

function addOwn(graph: CacheGraph, id: number, found: Found): void {
  const vertex = graph.vertices[id];
  if (vertex === undefined) return;
  for (const instruction of vertex.definedBy) found.instructions.add(instruction);
  for (const name of vertex.buildArgs) found.buildArgs.add(name);
  // What is pinned by digest cannot come to name other content.
  if (vertex.image !== null && !vertex.image.includes('@')) found.images.add(vertex.image);
}

function addContent(graph: CacheGraph, link: ContentLink, found: Found, possible: Found): void {
  for (let place = 0; place + 1 < link.files.length; place += 2) {
    for (let index = link.files[place] ?? 0; index < (link.files[place + 1] ?? 0); index++) found.files.add(index);
  }
  for (const known of link.known) addOwn(graph, known, found);
  for (const beside of link.beside) addOwn(graph, beside, possible);
}

function without(found: Found, other: Found): Found {
  return {
    files: difference(found.files, other.files),
    instructions: difference(found.instructions, other.instructions),
    buildArgs: difference(found.buildArgs, other.buildArgs),
    images: difference(found.images, other.images),
  };
}

function difference<T>(values: ReadonlySet<T>, others: ReadonlySet<T>): Set<T> {
  return new Set([...values].filter((value) => !others.has(value)));
}

function sorted(graph: CacheGraph, found: Found): TriggerSet {
  return {
    files: ascending(found.files).flatMap((index) => graph.files[index] ?? []),
    instructions: ascending(found.instructions),
    buildArgs: [...found.buildArgs].toSorted(),
    images: [...found.images].toSorted(),
  };
}
