import { buildCheckAdvice } from '../checks/build-check-advice.ts';
import { noCost, type FindingDraft } from '../checks/finding.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';

/** The build checks that fired, and why Dockerfiles are rejected: one draft for each build. */
export function* planFindings(
  plans: readonly BuildPlan[],
  pathOf: (plan: BuildPlan) => string,
): Iterable<FindingDraft> {
  for (const plan of plans) {
    const { outcome, build } = plan;
    const common = { source: 'buildkit', path: pathOf(plan), builds: [build.id], cost: noCost };
    if (outcome.kind === 'rejected') {
      const { message, hint = '', range } = outcome.problem;
      yield { ...common, rule: 'rejected', severity: 'error', message, hint, range };
    }
    const warnings = outcome.kind === 'rejected' ? outcome.warnings : outcome.plan.warnings;
    for (const { rule, message, range } of warnings) {
      yield { ...common, rule, severity: 'warning', message, hint: buildCheckAdvice(rule), range };
    }
  }
}
