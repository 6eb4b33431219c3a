/**
 * Where a value comes from: the instructions whose text shaped it and the build arguments whose value did.
 *
 * Origins share their parts: a value built from another one points to it. `ENV PATH=$PATH:/x` a thousand times over
 * stays a thousand small objects, and only what a vertex needs is flattened.
 */
export interface Origin {
  /** Index in `Dockerfile.instructions`; null for none. */
  readonly instruction: number | null;
  readonly buildArg: string | null;
  readonly parts: readonly Origin[];
}

/** What nothing in the Dockerfile or on the command line shaped. */
export const noOrigin: Origin = { instruction: null, buildArg: null, parts: [] };

/** An origin of one instruction (null: none), one build argument (null: none) and the origins of what it is made of. */
export function makeOrigin(
  instruction: number | null,
  buildArg: string | null = null,
  parts: readonly Origin[] = [],
): Origin {
  const kept = parts.filter((part) => part !== noOrigin);
  if (instruction === null && buildArg === null) {
    if (kept.length === 0) return noOrigin;
    const [only] = kept;
    if (kept.length === 1 && only !== undefined) return only;
  }
  return { instruction, buildArg, parts: kept };
}

/** Both lists sorted and without repeats. */
export interface FlatOrigin {
  readonly instructions: readonly number[];
  readonly buildArgs: readonly string[];
}

/** Every instruction and build argument that origins are made of. Linear in the number of distinct parts. */
export function flattenOrigins(origins: Iterable<Origin>): FlatOrigin {
  const instructions: number[] = [];
  const buildArgs: string[] = [];
  // Only what is made of others can be met twice at length.
  const seen = new Set<Origin>();
  const open: Origin[] = [];
  const visit = (origin: Origin): void => {
    if (origin.instruction !== null) instructions.push(origin.instruction);
    if (origin.buildArg !== null) buildArgs.push(origin.buildArg);
    if (origin.parts.length > 0 && !seen.has(origin)) {
      seen.add(origin);
      open.push(origin);
    }
  };
  for (const origin of origins) visit(origin);
  for (let origin = open.pop(); origin !== undefined; origin = open.pop()) origin.parts.forEach(visit);
  return { instructions: sortedOnce(instructions, byNumber), buildArgs: sortedOnce(buildArgs, byCodeUnit) };
}

function sortedOnce<T>(values: T[], compare: (a: T, b: T) => number): readonly T[] {
  if (values.length < 2) return values;
  values.sort(compare);
  return values.filter((value, place) => place === 0 || value !== values[place - 1]);
}

/** Both of two flat origins; linear, and nothing new is made where one of them is empty. */
export function unionOrigins(one: FlatOrigin, other: FlatOrigin): FlatOrigin {
  return {
    instructions: union(one.instructions, other.instructions, byNumber),
    buildArgs: union(one.buildArgs, other.buildArgs, byCodeUnit),
  };
}

function union<T>(one: readonly T[], other: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  if (other.length === 0) return one;
  if (one.length === 0) return other;
  const result: T[] = [];
  let left = 0;
  let right = 0;
  for (;;) {
    const a = one[left];
    const b = other[right];
    if (a === undefined) return result.concat(other.slice(right));
    if (b === undefined) return result.concat(one.slice(left));
    const order = compare(a, b);
    result.push(order <= 0 ? a : b);
    if (order <= 0) left++;
    if (order >= 0) right++;
  }
}

function byNumber(a: number, b: number): number {
  return a - b;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
