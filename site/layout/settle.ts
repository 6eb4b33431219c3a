/** Something that stands in a column: a box, or the place where a link passes between boxes. */
export interface Resident {
  readonly id: string;
  /** Pixels. */
  readonly height: number;
}

export interface Tie {
  readonly from: string;
  readonly to: string;
  /** How strongly it pulls its ends level. */
  readonly weight: number;
}

/** As often as it takes until nothing moves that an eye could see. */
const rounds = 40;

/**
 * Where the residents of each column stand so that ties run as level as they can: close together, in the order given, none
 * over another. Answers their tops, from 0, in whole pixels; the same input, the same places.
 *
 * Each round puts every resident level with the middle of those it is tied to, as near as the order of its column lets it
 * (the pool of adjacent violators, which is exact for least squares).
 */
export function settle(
  columns: readonly (readonly Resident[])[],
  ties: readonly Tie[],
  gap: number,
): ReadonlyMap<string, number> {
  const middles = new Map<string, number>();
  for (const column of columns) {
    let top = 0;
    for (const { id, height } of column) {
      middles.set(id, top + height / 2);
      top += height + gap;
    }
  }
  const pulls = pullsOf(ties);
  for (let round = 0; round < rounds; round++) {
    // To and fro, so that neither end of the graph decides alone.
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) place(column, pulls, middles, gap);
  }
  const tops = columns.flat().map(({ id, height }) => [id, (middles.get(id) ?? 0) - height / 2] as const);
  const least = tops.reduce((min, [, top]) => Math.min(min, top), Number.POSITIVE_INFINITY);
  return new Map(tops.map(([id, top]) => [id, Math.round(top - least)]));
}

type Pulls = ReadonlyMap<string, readonly { readonly other: string; readonly weight: number }[]>;

function pullsOf(ties: readonly Tie[]): Pulls {
  const pulls = new Map<string, { other: string; weight: number }[]>();
  const add = (id: string, other: string, weight: number): void => {
    const list = pulls.get(id);
    if (list === undefined) pulls.set(id, [{ other, weight }]);
    else list.push({ other, weight });
  };
  for (const { from, to, weight } of ties) {
    add(from, to, weight);
    add(to, from, weight);
  }
  return pulls;
}

interface Pool {
  /** Where the middle of its first resident wants to be, taken over all of its residents. */
  place: number;
  weight: number;
  count: number;
}

function place(column: readonly Resident[], pulls: Pulls, middles: Map<string, number>, gap: number): void {
  const pools: Pool[] = [];
  const offsets: number[] = [];
  for (const [index, { id, height }] of column.entries()) {
    const above = column[index - 1];
    offsets.push(above === undefined ? 0 : (offsets[index - 1] ?? 0) + (above.height + height) / 2 + gap);
    let pool: Pool = { ...wanted(id, pulls, middles), count: 1 };
    pool.place -= offsets[index] ?? 0;
    for (let last = pools.at(-1); last !== undefined && last.place >= pool.place; last = pools.at(-1)) {
      const weight = last.weight + pool.weight;
      const middle = (last.place * last.weight + pool.place * pool.weight) / weight;
      pool = { place: middle, weight, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  let at = 0;
  for (const { place: middle, count } of pools) {
    for (let each = 0; each < count; each++, at++) middles.set(column[at]?.id ?? '', middle + (offsets[at] ?? 0));
  }
}

function wanted(id: string, pulls: Pulls, middles: ReadonlyMap<string, number>): { place: number; weight: number } {
  let sum = 0;
  let weight = 0;
  for (const pull of pulls.get(id) ?? []) {
    sum += (middles.get(pull.other) ?? 0) * pull.weight;
    weight += pull.weight;
  }
  // What nothing ties stays where it is, and gives way.
  return weight === 0 ? { place: middles.get(id) ?? 0, weight: 0.01 } : { place: sum / weight, weight };
}
