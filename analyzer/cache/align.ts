import type { KeyedPlan, KeyedVertex } from './key.ts';

/** A larger table than this is not filled: vertices are then paired in order alone. */
const maxCells = 4_000_000;

/**
 * For each vertex of a plan the one that was in its place before the change, so that what differs can be told; null for
 * what is new. `found`: those that it is loaded from, where there are any.
 *
 * Equal definitions in equal order come first (a longest common subsequence); what lies between two of them is paired in
 * order by kind.
 */
export function alignVertices(
  before: KeyedPlan,
  after: KeyedPlan,
  found: readonly ReadonlyMap<number, unknown>[],
): readonly (KeyedVertex | null)[] {
  const counterparts = after.vertices.map((_, id): KeyedVertex | null => {
    const [first] = found[id]?.keys() ?? [];
    return first === undefined ? null : (before.vertices[first] ?? null);
  });
  let lastBefore = -1;
  let lastAfter = -1;
  const anchors = [...commonAnchors(before, after), [before.vertices.length, after.vertices.length] as const];
  for (const [anchorBefore, anchorAfter] of anchors) {
    const free = before.vertices.slice(lastBefore + 1, anchorBefore);
    for (const vertex of after.vertices.slice(lastAfter + 1, anchorAfter)) {
      const place = free.findIndex((other) => isAlike(other, vertex));
      if (place < 0) continue;
      const [taken] = free.splice(0, place + 1).slice(-1);
      counterparts[vertex.id] ??= taken ?? null;
    }
    if (anchorAfter < after.vertices.length) counterparts[anchorAfter] ??= before.vertices[anchorBefore] ?? null;
    lastBefore = anchorBefore;
    lastAfter = anchorAfter;
  }
  return counterparts;
}

function isAlike(one: KeyedVertex, other: KeyedVertex): boolean {
  return one.kind === other.kind && one.ingredients[0]?.name === other.ingredients[0]?.name;
}

/** Pairs of places with equal definitions, ascending on both sides. */
function commonAnchors(before: KeyedPlan, after: KeyedPlan): readonly (readonly [number, number])[] {
  const one = before.vertices.map(definition);
  const other = after.vertices.map(definition);
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const head = Array.from({ length: start }, (_, place) => [place, place] as const);
  const middle = longestCommon(one.slice(start, one.length - end), other.slice(start, other.length - end));
  const tail = Array.from(
    { length: end },
    (_, place) => [one.length - end + place, other.length - end + place] as const,
  );
  return [...head, ...middle.map(([a, b]) => [a + start, b + start] as const), ...tail];
}

function definition(vertex: KeyedVertex): string {
  return vertex.definitions[0] ?? vertex.kind;
}

function longestCommon(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] {
  const width = other.length + 1;
  if (one.length * width > maxCells) return [];
  const lengths = new Uint32Array((one.length + 1) * width);
  for (let a = one.length - 1; a >= 0; a--) {
    for (let b = other.length - 1; b >= 0; b--) {
      const cell = a * width + b;
      lengths[cell] =
        one[a] === other[b]
          ? (lengths[cell + width + 1] ?? 0) + 1
          : Math.max(lengths[cell + width] ?? 0, lengths[cell + 1] ?? 0);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let a = 0, b = 0; a < one.length && b < other.length;) {
    const cell = a * width + b;
    if (one[a] === other[b]) pairs.push([a++, b++]);
    else if ((lengths[cell + width] ?? 0) >= (lengths[cell + 1] ?? 0)) a++;
    else b++;
  }
  return pairs;
}
