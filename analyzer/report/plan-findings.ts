import { buildCheckAdvice } from '../checks/build-check-advice.ts';
import { noCost, type FindingDraft } from '../checks/finding.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';

/** The build checks that fired on a build, and why its Dockerfile is rejected. `path` names the Dockerfile. */
export function* planFindings({ outcome, build }: BuildPlan, path: string): Iterable<FindingDraft> {
  const common = { source: 'buildkit', path, builds: [build.id], cost: noCost };
  if (outcome.kind === 'rejected') {
    const { message, hint = '', range } = outcome.problem;
    yield { ...common, rule: 'rejected', severity: 'error', message, hint, range };
  }
  const warnings = outcome.kind === 'rejected' ? outcome.warnings : outcome.plan.warnings;
  for (const { rule, message, range } of warnings) {
    yield { ...common, rule, severity: 'warning', message, hint: buildCheckAdvice(rule), range };
  }
}
