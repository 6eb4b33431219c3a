import type { RebuildBudget } from '../configuration/configuration.ts';
import { pathPatterns } from '../discover/path-patterns.ts';
import type { BudgetExcess, ReportBudget } from '../report/budget-data.ts';
import type { FileEffect, Report } from '../report/report.ts';
import { meansBuild, reachedSteps, type BudgetBuild } from './budget-builds.ts';
import { stepsOf } from './measures.ts';
import { mostFirst } from './most-first.ts';

/** Budgets for files that no build takes: they limit nothing. */
export function idleRebuildBudgets(
  { files }: Report['impact'],
  budgets: readonly RebuildBudget[],
): readonly RebuildBudget[] {
  return budgets.filter((budget) => {
    const means = pathPatterns([budget.files]);
    return !files.some(({ path }) => means(path));
  });
}

/** How a repository stands to the budgets of what files may rebuild. */
export function rebuildBudgets(
  { impact }: Pick<Report, 'impact'>,
  builds: readonly BudgetBuild[],
  budgets: readonly RebuildBudget[],
): readonly ReportBudget[] {
  return budgets.map((budget) => {
    const means = pathPatterns([budget.files]);
    const meant = builds.filter(meansBuild(budget.builds));
    const byId = new Map(meant.map((build) => [build.id, build]));
    const effects = new Map<number, string[]>();
    for (const { path, effect } of impact.files) {
      if (!means(path)) continue;
      const paths = effects.get(effect) ?? [];
      effects.set(effect, paths);
      paths.push(path);
    }
    const measured = [...effects].flatMap(([effect, paths]) => {
      const parts = partsOf(impact.effects[effect], byId);
      return budget.of === 'repository'
        ? [wholeExcess(budget, paths, parts, meant)]
        : parts.map((part) => buildExcess(budget, paths, part));
    });
    return {
      kind: 'rebuilds',
      subject: `what a change of ${budget.files} rebuilds of ${subjectOf(budget)}`,
      max: String(budget.max),
      unit: 'steps',
      worst: measured.reduce((most, { value }) => Math.max(most, value), 0),
      excesses: mostFirst(measured.filter(({ value, limit }) => value > limit)),
    };
  });
}

function subjectOf({ builds, of = 'build' }: RebuildBudget): string {
  if (of === 'repository') return builds === undefined ? 'all builds' : `${builds} together`;
  return builds ?? 'each build';
}

interface Part {
  readonly build: BudgetBuild;
  readonly steps: number;
}

function partsOf(effect: FileEffect | undefined, builds: ReadonlyMap<string, BudgetBuild>): readonly Part[] {
  return (effect?.builds ?? []).flatMap((each) => {
    const build = builds.get(each.build);
    return build === undefined ? [] : [{ build, steps: reachedSteps(each, build.steps).length }];
  });
}

function buildExcess({ max }: RebuildBudget, paths: readonly string[], { build, steps }: Part): BudgetExcess {
  const limit = stepsOf(max, build.steps.size);
  const what = `rebuilds ${steps} of ${build.steps.size} steps of ${build.name}`;
  return excess(max, paths, what, { value: steps, limit, builds: [build.id] });
}

function wholeExcess(
  { max }: RebuildBudget,
  paths: readonly string[],
  parts: readonly Part[],
  builds: readonly BudgetBuild[],
): BudgetExcess {
  const value = parts.reduce((sum, { steps }) => sum + steps, 0);
  const all = builds.reduce((sum, { steps }) => sum + steps.size, 0);
  const what = `rebuilds ${value} of ${all} steps in ${parts.length} of ${builds.length} builds`;
  return excess(max, paths, what, { value, limit: stepsOf(max, all), builds: parts.map(({ build }) => build.id) });
}

function excess(
  max: RebuildBudget['max'],
  paths: readonly string[],
  what: string,
  { value, limit, builds }: Pick<BudgetExcess, 'builds' | 'limit' | 'value'>,
): BudgetExcess {
  const [path = ''] = paths;
  const others = paths.length === 1 ? '' : `, as of ${paths.length - 1} more of these files,`;
  const most = typeof max === 'number' ? String(limit) : `${limit}, which is ${max}`;
  const message = `a change${others} ${what}, ${value - limit} more than ${most}`;
  return { value, limit, message, path, line: null, builds };
}
