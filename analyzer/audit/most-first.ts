import type { BudgetExcess } from '../report/budget-data.ts';

/** By how far they are beyond the limit, then by path, builds and message. */
export function mostFirst(excesses: readonly BudgetExcess[]): readonly BudgetExcess[] {
  const key = ({ path, builds, message }: BudgetExcess): string => JSON.stringify([path, builds, message]);
  return excesses.toSorted((a, b) => b.value - b.limit - (a.value - a.limit) || (key(a) < key(b) ? -1 : 1));
}
