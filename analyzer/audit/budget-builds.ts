import { pathPatterns } from '../discover/path-patterns.ts';
import type { FileEffect, PlannedBuild, Report } from '../report/report.ts';

/** A build as budgets see it. */
export interface BudgetBuild {
  readonly id: string;
  readonly name: string;
  readonly dockerfile: string;
  /** 0 where the context is not here. */
  readonly contextBytes: number;
  /** Ids of the steps that can be rebuilt at all: those that the target needs, without FROM. */
  readonly steps: ReadonlySet<number>;
  readonly chain: InvalidationChain;
}

/** The most steps that a change of one context file rebuilds, or may rebuild. */
export interface InvalidationChain {
  readonly steps: number;
  /** The first such file; empty where no file rebuilds anything. */
  readonly file: string;
  /** Line of the Dockerfile where the chain begins. */
  readonly line: number | null;
}

const noChain: InvalidationChain = { steps: 0, file: '', line: null };

/** The planned builds of a report, by id. */
export function budgetBuilds({ builds, impact }: Pick<Report, 'builds' | 'impact'>): readonly BudgetBuild[] {
  const steps = new Map(
    builds.map(({ id, outcome }) => [
      id,
      outcome.kind === 'rejected' ? new Set<number>() : rebuildableSteps(outcome.plan),
    ]),
  );
  const chains = longestChains(impact, steps);
  return builds.flatMap(({ id, build, dockerfile, outcome }) => {
    if (outcome.kind === 'rejected') return [];
    const { plan } = outcome;
    const chain = chains.get(id);
    return [
      {
        id,
        name: build.name,
        dockerfile,
        contextBytes: plan.context.kind === 'directory' ? plan.context.bytes : 0,
        steps: steps.get(id) ?? new Set(),
        chain:
          chain === undefined
            ? noChain
            : { steps: chain.steps.length, file: chain.file, line: firstLine(plan, chain.steps) },
      },
    ];
  });
}

function rebuildableSteps({ steps }: PlannedBuild): ReadonlySet<number> {
  return new Set(steps.flatMap(({ id, isUsed, kind }) => (isUsed && kind !== 'FROM' ? [id] : [])));
}

/** The steps among some that a change rebuilds, or may rebuild. */
export function reachedSteps(
  { rebuilt, outputDependent }: FileEffect['builds'][number],
  steps: ReadonlySet<number>,
): readonly number[] {
  return [...rebuilt, ...outputDependent].filter((step) => steps.has(step));
}

function longestChains(
  { files, effects }: Report['impact'],
  stepsOf: ReadonlyMap<string, ReadonlySet<number>>,
): ReadonlyMap<string, { readonly file: string; readonly steps: readonly number[] }> {
  const chains = new Map<string, { file: string; steps: readonly number[] }>();
  const seen = new Set<number>();
  for (const { path, effect } of files) {
    // Files that rebuild the same: the first of them stands for all.
    if (seen.has(effect)) continue;
    seen.add(effect);
    for (const each of effects[effect]?.builds ?? []) {
      const steps = reachedSteps(each, stepsOf.get(each.build) ?? new Set());
      if (steps.length > (chains.get(each.build)?.steps.length ?? 0)) chains.set(each.build, { file: path, steps });
    }
  }
  return chains;
}

/** The line of the first of some steps; null for one that a base image of this repository brings. */
function firstLine({ steps, instructions }: PlannedBuild, ids: readonly number[]): number | null {
  const lines = ids.flatMap((id) => {
    const step = steps[id];
    const line = step === undefined ? undefined : instructions[step.instruction]?.range.start.line;
    return line === undefined ? [] : [line];
  });
  return lines.length === 0 ? null : lines.reduce((first, line) => Math.min(first, line));
}

/** Whether a pattern means a build: its Dockerfile, or its name. */
export function meansBuild(pattern: string | undefined): (build: BudgetBuild) => boolean {
  if (pattern === undefined) return () => true;
  const means = pathPatterns([pattern]);
  return ({ name, dockerfile }) => name === pattern || means(dockerfile.replace(/:\d+ \(inline\)$/, ''));
}

/** Each budget with the builds that it is for: of several that fit a build, the last. */
export function buildsOf<B extends { readonly builds?: string }>(
  builds: readonly BudgetBuild[],
  budgets: readonly B[],
): readonly { readonly budget: B; readonly builds: readonly BudgetBuild[] }[] {
  const tests = budgets.map((budget) => meansBuild(budget.builds));
  const own = budgets.map((budget) => ({ budget, builds: [] as BudgetBuild[] }));
  for (const build of builds) own[tests.findLastIndex((means) => means(build))]?.builds.push(build);
  return own;
}
