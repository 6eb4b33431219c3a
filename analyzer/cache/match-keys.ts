import { compareContents, type CompareOpaque, type Content, type OpaquePart } from './content.ts';
import { joinKey, type InputLink, type KeyedPlan, type KeyedVertex } from './key.ts';
import { better, worse, type Sameness } from './status.ts';

/** How the vertices of a plan stand to a cache that was filled by another one. */
export interface KeyMatch {
  /** For each vertex of the plan after: whether the cache has it. */
  readonly states: readonly Sameness[];
  /** For each vertex after, the vertices before that it may be loaded from. */
  readonly found: readonly ReadonlyMap<number, Sameness>[];
  readonly compareOpaque: CompareOpaque;
}

/**
 * Which vertices of a plan a cache holds that another plan filled (solver/edge.go): one is found when an earlier one has
 * the same definition and hangs the same way on the same inputs, by definition or, where it takes by content, by content.
 *
 * Candidates are looked up by definition and by the record of the first input, so that the work grows with the number of
 * vertices and not with its square.
 */
export function matchKeys(records: KeyRecords, after: KeyedPlan): KeyMatch {
  const states: Sameness[] = [];
  const found: ReadonlyMap<number, Sameness>[] = [];
  /** For each vertex after: record → whether it is that record. */
  const matches: ReadonlyMap<number, Sameness>[] = [];
  const compareOpaque = opaqueComparison(records, after, matches);
  const isRepeated = repeatedVertices(after);
  for (const vertex of after.vertices) {
    const likely: Found[] = [];
    const farFetched: Found[] = [];
    for (const candidate of vertex.isNoCache ? [] : candidates(records, vertex, matches)) {
      let isFar = !areOfOneKind(candidate, vertex);
      const compare: CompareOpaque = (ones, others) => {
        const compared = compareOpaque(ones, others);
        if (compared === 'other') isFar = true;
        return compared;
      };
      const whole = matchVertex(candidate, vertex, records.of, matches, compare);
      const match = whole === 'same' && vertex.isUncertain ? 'maybe' : whole;
      (isFar ? farFetched : likely).push({ candidate: candidate.id, match });
    }
    // That some other step's RUN wrote the same is only thought of where there is nothing to compare with. A copy of files
    // that are known is nothing to compare one with whose files are not.
    const considered = likely.length > 0 ? likely : farFetched;
    const vertexMatches = new Map<number, Sameness>();
    const vertexFound = new Map<number, Sameness>();
    let state: Sameness = 'changed';
    for (const { candidate, match } of considered) {
      if (match === 'changed') continue;
      const record = records.of[candidate] ?? -1;
      vertexMatches.set(record, better(vertexMatches.get(record) ?? 'changed', match));
      vertexFound.set(candidate, match);
      state = better(state, match);
    }
    states.push(vertex.kind === 'local' || isRepeated.has(vertex.id) ? 'same' : state);
    found.push(vertexFound);
    matches.push(vertexMatches);
  }
  return { states, found, compareOpaque };
}

/** Vertices that an earlier one of the same plan stands for, where the builder looks there. */
function repeatedVertices(plan: KeyedPlan): ReadonlySet<number> {
  const repeated = new Set<number>();
  if (!plan.findsOwnSteps) return repeated;
  const seen = new Set<number>();
  for (const [id, record] of keyRecords(plan).of.entries()) {
    if (seen.has(record) && plan.vertices[id]?.isNoCache === false) repeated.add(id);
    seen.add(record);
  }
  return repeated;
}

/** How outputs that nobody can foresee stand to each other, by the records that their vertices have matched so far. */
function opaqueComparison(
  records: KeyRecords,
  after: KeyedPlan,
  matches: readonly ReadonlyMap<number, Sameness>[],
): CompareOpaque {
  const comparePart = (one: OpaquePart, other: OpaquePart): ReturnType<CompareOpaque> => {
    if (one.path !== other.path || one.at !== other.at || one.output !== other.output) return 'other';
    if (matches[other.vertex]?.get(records.of[one.vertex] ?? -1) === 'same') return 'same';
    const writer = after.vertices[other.vertex];
    const past = records.plan.vertices[one.vertex];
    if (writer === undefined || past === undefined) return 'other';
    const isSameImage = writer.image !== null && writer.image === past.image;
    const isSameWriter = isSameImage || (writer.definitions[0] ?? '') === (past.definitions[0] ?? ' ');
    return isSameWriter ? 'rerun' : 'other';
  };
  return (ones, others) => {
    if (ones.length !== others.length) return 'other';
    let result: 'rerun' | 'same' = 'same';
    for (const [place, one] of ones.entries()) {
      const other = others[place];
      const compared = other === undefined ? 'other' : comparePart(one, other);
      if (compared === 'other') return 'other';
      if (compared === 'rerun') result = 'rerun';
    }
    return result;
  };
}

interface Found {
  readonly candidate: number;
  readonly match: Sameness;
}

/** Whether two vertices take what is known from a context, or what nobody can foresee, in the same places. */
function areOfOneKind(before: KeyedVertex, after: KeyedVertex): boolean {
  return after.inputs.every(({ content }, place) => {
    const other = before.inputs[place]?.content;
    return content === null || content.every(({ isExact }, part) => isExact === other?.[part]?.isExact);
  });
}

function matchVertex(
  before: KeyedVertex,
  after: KeyedVertex,
  recordOf: readonly number[],
  matches: readonly ReadonlyMap<number, Sameness>[],
  compareOpaque: CompareOpaque,
): Sameness {
  if (before.inputs.length !== after.inputs.length) return 'changed';
  let match: Sameness = 'same';
  for (const [place, link] of after.inputs.entries()) {
    const other = before.inputs[place];
    if (other === undefined) return 'changed';
    match = worse(match, matchInput(other, link, recordOf, matches, compareOpaque));
    if (match === 'changed') return 'changed';
  }
  return match;
}

function matchInput(
  before: InputLink,
  after: InputLink,
  recordOf: readonly number[],
  matches: readonly ReadonlyMap<number, Sameness>[],
  compareOpaque: CompareOpaque,
): Sameness {
  const isSameLink = before.selector === after.selector && before.output === after.output;
  const byDefinition = isSameLink
    ? (matches[after.vertex]?.get(recordOf[before.vertex] ?? -1) ?? 'changed')
    : 'changed';
  if (byDefinition === 'same' || before.content === null || after.content === null) return byDefinition;
  return better(byDefinition, matchContents(before.content, after.content, compareOpaque));
}

/** Contents of several selectors hash one after the other, in the order of their paths. */
export function matchContents(
  before: readonly Content[],
  after: readonly Content[],
  compareOpaque: CompareOpaque,
): Sameness {
  if (before.length !== after.length) return 'changed';
  let match: Sameness = 'same';
  for (const [place, content] of after.entries()) {
    const other = before[place];
    if (other === undefined) return 'changed';
    match = worse(match, compareContents(other, content, compareOpaque));
  }
  return match;
}

/** A plan's keys, ready to be looked up. */
export interface KeyRecords {
  readonly plan: KeyedPlan;
  /** The record of each vertex: equal numbers, equal keys. */
  readonly of: readonly number[];
  /** Vertices by definition and by the record of the first input that they stand on by definition. */
  readonly index: ReadonlyMap<string, readonly KeyedVertex[]>;
}

/** Prepares a plan's keys for `matchKeys`. */
export function keyRecords(plan: KeyedPlan): KeyRecords {
  const of: number[] = [];
  const numbers = new Map<string, number>();
  const index = new Map<string, KeyedVertex[]>();
  for (const vertex of plan.vertices) {
    const links = vertex.inputs.map((link) => joinKey([String(of[link.vertex]), String(link.output), link.selector]));
    const own = vertex.definitions[0] ?? `${vertex.kind} ${vertex.id}`;
    const key = joinKey([own, ...links]);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    of.push(number);
    const chain = chainInput(vertex);
    const start = chain === null ? '' : String(of[chain]);
    for (const definition of vertex.definitions) {
      const place = joinKey([definition, start]);
      const list = index.get(place);
      if (list === undefined) index.set(place, [vertex]);
      else list.push(vertex);
    }
  }
  return { plan, of, index };
}

/** The vertices that one could be loaded from, as far as its definition and its first input tell. */
function candidates(
  { index }: KeyRecords,
  vertex: KeyedVertex,
  matches: readonly ReadonlyMap<number, Sameness>[],
): Iterable<KeyedVertex> {
  const chain = chainInput(vertex);
  const starts = chain === null ? [''] : [...(matches[chain]?.keys() ?? [])].map(String);
  const given = new Set<KeyedVertex>();
  for (const definition of vertex.definitions) {
    for (const start of starts) {
      for (const candidate of index.get(joinKey([definition, start])) ?? []) given.add(candidate);
    }
  }
  return given;
}

/** The first input that a vertex hangs on by definition alone; null for none. */
function chainInput(vertex: KeyedVertex): number | null {
  return vertex.inputs.find(({ content }) => content === null)?.vertex ?? null;
}
