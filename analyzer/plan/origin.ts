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

/** Every instruction and build argument that an origin is made of. Linear in the number of distinct parts. */
export function flattenOrigins(origins: Iterable<Origin>): FlatOrigin {
  const seen = new Set<Origin>();
  const instructions = new Set<number>();
  const buildArgs = new Set<string>();
  const open: Origin[] = [...origins];
  for (let origin = open.pop(); origin !== undefined; origin = open.pop()) {
    if (seen.has(origin)) continue;
    seen.add(origin);
    if (origin.instruction !== null) instructions.add(origin.instruction);
    if (origin.buildArg !== null) buildArgs.add(origin.buildArg);
    for (const part of origin.parts) open.push(part);
  }
  return { instructions: sortedNumbers(instructions), buildArgs: [...buildArgs].toSorted(byCodeUnit) };
}

/** Both of two flat origins; answers one of them unchanged where it holds all. */
export function unionOrigins(one: FlatOrigin, other: FlatOrigin): FlatOrigin {
  return {
    instructions: union(one.instructions, other.instructions, sortedNumbers),
    buildArgs: union(one.buildArgs, other.buildArgs, (values) => [...values].toSorted(byCodeUnit)),
  };
}

function union<T>(one: readonly T[], other: readonly T[], sort: (values: Iterable<T>) => readonly T[]): readonly T[] {
  if (other.length === 0) return one;
  if (one.length === 0) return other;
  return sort(new Set([...one, ...other]));
}

function sortedNumbers(values: Iterable<number>): number[] {
  return [...values].toSorted((a, b) => a - b);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
