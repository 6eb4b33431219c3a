import type { CacheGraph, CacheVertex, ContentLink } from './cache-graph.ts';
import type { ChangeSet, FileChange } from './change.ts';
import { statusOf, worse, type Sameness } from './status.ts';
import type { Cause, Verdict } from './verdict.ts';

/** A step names at most this many changed files among its causes. */
export const maxFileCauses = 20;

/**
 * What a change rebuilds, by one pass over the graph: a verdict for every step, in the plan's order.
 *
 * A vertex runs when its own definition changed, when a vertex it stands on by definition runs, or when what it takes by
 * content changed; it may run when one of these hangs on bytes that nobody can foresee (solver/edge.go,
 * recalcCurrentState). Linear in the size of the graph and the number of changed files.
 */
export function propagate(graph: CacheGraph, changes: ChangeSet): readonly Verdict[] {
  const world = changedWorld(graph, changes);
  for (const [id, vertex] of graph.vertices.entries()) judge(world, id, vertex);
  return graph.steps.map((vertices, step) => verdictOf(world, step, vertices));
}

interface ChangedWorld {
  readonly graph: CacheGraph;
  readonly states: Sameness[];
  /** Whether the vertex's own definition changed. */
  readonly edited: boolean[];
  /** Whether the vertex is another operation: edited, and not just an image that moved. */
  readonly replaced: boolean[];
  readonly causes: Cause[][];
  readonly changedFiles: number[];
  readonly instructions: ReadonlySet<number>;
  readonly buildArgs: ReadonlySet<string>;
  readonly baseImages: ReadonlySet<string>;
  readonly noCache: true | ReadonlySet<number>;
  /** Indexes of changed files in `graph.files`, ascending, and what happened to each. */
  readonly fileIndexes: readonly number[];
  readonly fileChanges: readonly FileChange[];
}

function changedWorld(graph: CacheGraph, changes: ChangeSet): ChangedWorld {
  const located = changes.files
    .map((change) => ({ change, index: indexOfFile(graph.files, change.path) }))
    .filter(({ index }) => index >= 0)
    .toSorted((one, other) => one.index - other.index);
  return {
    graph,
    states: [],
    edited: [],
    replaced: [],
    causes: [],
    changedFiles: [],
    instructions: new Set(changes.instructions),
    buildArgs: new Set(changes.buildArgs),
    baseImages: new Set(changes.baseImages),
    noCache: changes.noCache === true ? true : new Set(changes.noCache),
    fileIndexes: located.map(({ index }) => index),
    fileChanges: located.map(({ change }) => change),
  };
}

function judge(world: ChangedWorld, id: number, vertex: CacheVertex): void {
  const causes: Cause[] = [];
  let state = ownState(world, vertex, causes);
  world.edited[id] = state === 'changed';
  world.replaced[id] = causes.some(({ kind }) => kind !== 'base-image');
  if (isNoCache(world, vertex)) {
    state = 'changed';
    causes.push({ kind: 'no-cache' });
  }
  for (const input of vertex.definition) {
    const below = world.states[input] ?? 'same';
    if (below === 'same') continue;
    state = worse(state, below);
    causes.push(...passedOn(world, input, vertex.step, (step) => standsOn(vertex.kind, step)));
  }
  let files = 0;
  for (const link of vertex.content) {
    const taken = judgeContent(world, link, vertex.step, causes);
    state = worse(state, taken.state);
    files += taken.files;
  }
  world.states[id] = state;
  world.causes[id] = causes;
  world.changedFiles[id] = files;
}

/** The cause of a vertex that stands on another one by definition. */
export function standsOn(kind: CacheVertex['kind'], step: number): Cause {
  return kind === 'merge' ? { kind: 'step', step, isMerged: true } : { kind: 'step', step };
}

function ownState(world: ChangedWorld, vertex: CacheVertex, causes: Cause[]): Sameness {
  for (const instruction of vertex.definedBy) {
    if (world.instructions.has(instruction)) causes.push({ kind: 'instruction', instruction });
  }
  for (const name of vertex.buildArgs) {
    if (world.buildArgs.has(name)) causes.push({ kind: 'build-arg', name });
  }
  if (vertex.image !== null && world.baseImages.has(vertex.image)) {
    causes.push({ kind: 'base-image', reference: vertex.image });
  }
  return causes.length > 0 ? 'changed' : 'same';
}

function isNoCache(world: ChangedWorld, vertex: CacheVertex): boolean {
  const { noCache } = world;
  if (noCache === true) return vertex.noCacheStages.length > 0;
  return vertex.noCacheStages.some((stage) => noCache.has(stage));
}

function judgeContent(
  world: ChangedWorld,
  link: ContentLink,
  step: number | null,
  causes: Cause[],
): { readonly state: Sameness; readonly files: number } {
  let state: Sameness = 'same';
  const changed = changedWithin(world.fileIndexes, link.files);
  if (changed.length > 0) state = areDecisive(world, link, changed) ? 'changed' : 'maybe';
  for (const position of changed.slice(0, maxFileCauses)) {
    const change = world.fileChanges[position];
    if (change !== undefined) causes.push({ kind: 'file', change });
  }
  for (const known of link.known) {
    if (world.edited[known] !== true) continue;
    state = 'changed';
    causes.push(...passedOn(world, known, step, (passer) => ({ kind: 'content', step: passer })));
  }
  for (const unknown of link.unknown) {
    if ((world.states[unknown] ?? 'same') === 'same') continue;
    state = worse(state, 'maybe');
    causes.push(...passedOn(world, unknown, step, (passer) => ({ kind: 'output', step: passer })));
  }
  for (const beside of link.beside) {
    if (world.edited[beside] !== true) continue;
    state = worse(state, 'maybe');
    causes.push(...passedOn(world, beside, step, (passer) => ({ kind: 'output', step: passer })));
  }
  return { state, files: changed.length };
}

/**
 * Whether changed files surely make other content of what a link takes. One that comes or goes may have been there, or be
 * there still, by the hand of another RUN or image that the edit brings: the rule of `compareContents`.
 */
function areDecisive(world: ChangedWorld, link: ContentLink, changed: readonly number[]): boolean {
  if (!link.unknown.some((unknown) => world.replaced[unknown] === true)) return true;
  return changed.some((position) => {
    const kind = world.fileChanges[position]?.kind;
    return kind !== 'added' && kind !== 'deleted';
  });
}

/** The step that shows a vertex, as a cause; a vertex that no step shows, or of the same step, hands its own causes on. */
function passedOn(world: ChangedWorld, input: number, step: number | null, cause: (step: number) => Cause): Cause[] {
  const passer = world.graph.vertices[input]?.step ?? null;
  return passer === null || passer === step ? (world.causes[input] ?? []) : [cause(passer)];
}

function verdictOf(world: ChangedWorld, step: number, vertices: readonly number[]): Verdict {
  if (vertices.length === 0) return { step, status: 'unused', causes: [], changedFiles: 0 };
  let state: Sameness = 'same';
  let changedFiles = 0;
  const causes: Cause[] = [];
  for (const id of vertices) {
    state = worse(state, world.states[id] ?? 'same');
    changedFiles += world.changedFiles[id] ?? 0;
    causes.push(...(world.causes[id] ?? []));
  }
  return { step, status: statusOf[state], causes: directFirst(causes), changedFiles };
}

/** The most direct cause of all is the smallest. */
const directness: Readonly<Record<Cause['kind'], number>> = {
  missing: 0,
  file: 0,
  selection: 0,
  instruction: 1,
  'build-arg': 2,
  'base-image': 3,
  'no-cache': 4,
  ingredient: 5,
  new: 6,
  'not-exported': 6,
  content: 7,
  step: 8,
  output: 9,
};

/** The most direct causes first, each once; at most `maxFileCauses` files. */
export function directFirst(causes: readonly Cause[]): readonly Cause[] {
  if (causes.length < 2) return causes;
  const [first, second] = causes;
  if (causes.length === 2 && first !== undefined && second !== undefined && first.kind !== second.kind) {
    return directness[first.kind] < directness[second.kind] ? causes : [second, first];
  }
  const seen = new Set<string>();
  const distinct: Cause[] = [];
  let files = 0;
  for (const cause of causes) {
    const key = causeKey(cause);
    if (seen.has(key)) continue;
    seen.add(key);
    const isFile = cause.kind === 'file' || cause.kind === 'selection';
    if (!isFile || ++files <= maxFileCauses) distinct.push(cause);
  }
  return distinct.length < 2 ? distinct : distinct.sort((one, other) => directness[one.kind] - directness[other.kind]);
}

/** Equal for equal causes; a sort of text that costs less than JSON. */
function causeKey(cause: Cause): string {
  switch (cause.kind) {
    case 'file':
      return `f${cause.change.kind} ${cause.change.path}`;
    case 'selection':
      return `s${cause.path}`;
    case 'missing':
      return `m${cause.path}`;
    case 'instruction':
      return `i${cause.instruction}`;
    case 'build-arg':
      return `a${cause.name}`;
    case 'base-image':
      return `b${cause.reference}`;
    case 'ingredient':
      return `g${JSON.stringify(cause)}`;
    case 'content':
    case 'step':
      return `${cause.kind}${cause.step}`;
    case 'output':
      return `o${cause.step} ${cause.path ?? ''}`;
    case 'new':
    case 'no-cache':
    case 'not-exported':
      return cause.kind;
  }
}

/** Index of a path in a sorted list; -1 when it is not there. */
export function indexOfFile(files: readonly string[], path: string): number {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((files[middle] ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return files[low] === path ? low : -1;
}

/** Positions in `indexes` (ascending) of those that lie within `ranges` (`[from, to, …]`, ascending). */
function changedWithin(indexes: readonly number[], ranges: readonly number[]): readonly number[] {
  if (indexes.length === 0 || ranges.length === 0) return [];
  const within: number[] = [];
  let range = 0;
  for (const [position, index] of indexes.entries()) {
    while (range < ranges.length && index >= (ranges[range + 1] ?? 0)) range += 2;
    if (range >= ranges.length) break;
    if (index >= (ranges[range] ?? 0)) within.push(position);
  }
  return within;
}
