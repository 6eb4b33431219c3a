import type { Budgets } from '../configuration/configuration.ts';
import { severities } from '../checks/finding.ts';
import type { BudgetExcess, ReportBudget } from '../report/budget-data.ts';
import type { Report } from '../report/report.ts';
import { formatBytes } from '../context/format-bytes.ts';
import { budgetBuilds, buildsOf, type BudgetBuild } from './budget-builds.ts';
import { bytesOf } from './measures.ts';
import { mostFirst } from './most-first.ts';
import { rebuildBudgets } from './rebuild-budgets.ts';

/** How a repository stands to its budgets: one for each that is configured, in the order findings, context, chain, rebuilds. */
export function checkBudgets(
  report: Pick<Report, 'builds' | 'findings' | 'impact'>,
  budgets: Budgets,
): readonly ReportBudget[] {
  const builds = budgetBuilds(report);
  return [
    ...findingBudgets(report, budgets.findings ?? {}),
    ...contextBudgets(builds, budgets.context ?? []),
    ...chainBudgets(builds, budgets.chain ?? []),
    ...rebuildBudgets(report, builds, budgets.rebuilds ?? []),
  ];
}

function findingBudgets(
  { findings }: Pick<Report, 'findings'>,
  limits: NonNullable<Budgets['findings']>,
): readonly ReportBudget[] {
  return severities.flatMap((severity): readonly ReportBudget[] => {
    const limit = limits[severity];
    if (limit === undefined) return [];
    const value = findings.filter((each) => each.severity === severity && each.acceptance === null).length;
    const subject = `findings of severity ${severity}`;
    const message = `there are ${value} ${subject}, ${value - limit} more than ${limit}`;
    const excess = { value, limit, message, path: '', line: null, builds: [] };
    return [
      {
        kind: 'findings',
        subject,
        max: String(limit),
        unit: 'findings',
        worst: value,
        excesses: value > limit ? [excess] : [],
      },
    ];
  });
}

function contextBudgets(
  builds: readonly BudgetBuild[],
  budgets: NonNullable<Budgets['context']>,
): readonly ReportBudget[] {
  return buildsOf(builds, budgets).map(({ budget, builds: own }) => {
    const limit = bytesOf(budget.max);
    const excesses = own
      .filter(({ contextBytes }) => contextBytes > limit)
      .map(({ id, name, dockerfile, contextBytes: value }): BudgetExcess => ({
        value,
        limit,
        message: `the context of ${name} holds ${formatBytes(value)}, ${formatBytes(value - limit)} more than ${formatBytes(limit)}`,
        path: dockerfile,
        line: null,
        builds: [id],
      }));
    return {
      kind: 'context',
      subject: `the context of ${budget.builds ?? 'each build'}`,
      max: String(budget.max),
      unit: 'bytes',
      worst: largest(own.map(({ contextBytes }) => contextBytes)),
      excesses: mostFirst(excesses),
    };
  });
}

function chainBudgets(builds: readonly BudgetBuild[], budgets: NonNullable<Budgets['chain']>): readonly ReportBudget[] {
  return buildsOf(builds, budgets).map(({ budget, builds: own }) => {
    const limit = budget.max;
    const excesses = own
      .filter(({ chain }) => chain.steps > limit)
      .map(({ id, name, dockerfile, chain }): BudgetExcess => ({
        value: chain.steps,
        limit,
        message: `a change of ${chain.file} rebuilds ${chain.steps} steps of ${name}, ${chain.steps - limit} more than ${limit}`,
        path: dockerfile,
        line: chain.line,
        builds: [id],
      }));
    return {
      kind: 'chain',
      subject: `the invalidation chain of ${budget.builds ?? 'each build'}`,
      max: String(limit),
      unit: 'steps',
      worst: largest(own.map(({ chain }) => chain.steps)),
      excesses: mostFirst(excesses),
    };
  });
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
