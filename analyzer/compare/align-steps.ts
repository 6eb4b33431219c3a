/** Two lists side by side: indexes into them; null where the other has nothing like it. */
export type Pair = readonly [base: number | null, head: number | null];

/** More cells than any Dockerfile needs; beyond it lists are paired by place. */
const maxCells = 4_000_000;

/**
 * Pairs two lists of texts so that as many equal ones as can be stand side by side, in order (the longest common
 * subsequence). Between two such pairs what differs stands side by side where both have something `alike`.
 */
export function alignTexts(
  base: readonly string[],
  head: readonly string[],
  alike: (base: number, head: number) => boolean,
): readonly Pair[] {
  const pairs: Pair[] = [];
  let from = 0;
  let at = 0;
  const fill = (toBase: number, toHead: number): void => {
    while (from < toBase && at < toHead) {
      if (alike(from, at)) pairs.push([from++, at++]);
      else if (toBase - from > toHead - at) pairs.push([from++, null]);
      else if (toBase - from < toHead - at) pairs.push([null, at++]);
      else {
        pairs.push([from++, null]);
        pairs.push([null, at++]);
      }
    }
    while (from < toBase) pairs.push([from++, null]);
    while (at < toHead) pairs.push([null, at++]);
  };
  for (const [one, other] of common(base, head)) {
    fill(one, other);
    pairs.push([from++, at++]);
  }
  fill(base.length, head.length);
  return pairs;
}

/** Index pairs of the longest common subsequence. */
function common(base: readonly string[], head: readonly string[]): readonly (readonly [number, number])[] {
  const width = head.length + 1;
  if (base.length * width > maxCells) {
    return base.flatMap((text, index) => (head[index] === text ? [[index, index] as const] : []));
  }
  const lengths = new Uint32Array((base.length + 1) * width);
  const lengthAt = (one: number, other: number): number => lengths[one * width + other] ?? 0;
  for (let one = base.length - 1; one >= 0; one--) {
    for (let other = head.length - 1; other >= 0; other--) {
      lengths[one * width + other] =
        base[one] === head[other]
          ? lengthAt(one + 1, other + 1) + 1
          : Math.max(lengthAt(one + 1, other), lengthAt(one, other + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let one = 0, other = 0; one < base.length && other < head.length;) {
    if (base[one] === head[other]) pairs.push([one++, other++]);
    else if (lengthAt(one + 1, other) >= lengthAt(one, other + 1)) one++;
    else other++;
  }
  return pairs;
}
