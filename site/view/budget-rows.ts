import { budgetAmount } from '../../analyzer/report/budget-amount.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { visible } from './words.ts';

export interface BudgetRow {
  readonly subject: string;
  /** The most there is, and the most there may be. */
  readonly worst: string;
  readonly max: string;
  readonly isKept: boolean;
  /** What is beyond it, the most first, at most `maxExcesses`. */
  readonly excesses: readonly { readonly place: string; readonly url: string; readonly message: string }[];
  readonly hidden: number;
}

/** As many as are read at a glance; `layerfall check --verbose` has all. */
const maxExcesses = 10;

/** How the repository stands to the budgets of its configuration, in their order. */
export function budgetRows({ budgets, builds }: Report): readonly BudgetRow[] {
  const slugOf = new Map(builds.map(({ id, slug }) => [id, slug]));
  return budgets.map(({ subject, max, unit, worst, excesses }) => ({
    subject: visible(subject),
    worst: budgetAmount(worst, unit),
    max: visible(max),
    isKept: excesses.length === 0,
    excesses: excesses.slice(0, maxExcesses).map(({ path, line, message, builds: [build = ''] }) => {
      const slug = slugOf.get(build);
      return {
        place: visible(line === null ? path : `${path}:${line}`),
        url: slug === undefined ? '' : `builds/${slug}.html${line === null ? '' : `#line=${line}`}`,
        message: visible(message),
      };
    }),
    hidden: Math.max(0, excesses.length - maxExcesses),
  }));
}
