import { buildCheckAdvice } from '../checks/build-check-advice.ts';
import type { Finding } from '../checks/finding.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';

/**
 * The build checks that fired and the Dockerfiles that are rejected, one finding for each place however many builds share
 * it; by path, line, column, rule.
 */
export function planFindings(plans: readonly BuildPlan[], pathOf: (plan: BuildPlan) => string): readonly Finding[] {
  const findings = new Map<string, Finding>();
  const add = (finding: Finding, build: string): void => {
    const key = JSON.stringify([finding.rule, finding.path, finding.range, finding.message]);
    const known = findings.get(key);
    findings.set(key, { ...finding, builds: [...new Set([...(known?.builds ?? []), build])].sort() });
  };
  for (const plan of plans) {
    const path = pathOf(plan);
    const { outcome, build } = plan;
    if (outcome.kind === 'rejected') {
      const { message, hint = '', range } = outcome.problem;
      add(
        { rule: 'rejected', source: 'buildkit', severity: 'error', message, hint, path, range, builds: [] },
        build.id,
      );
    }
    const warnings = outcome.kind === 'rejected' ? outcome.warnings : outcome.plan.warnings;
    for (const { rule, message, range } of warnings) {
      const hint = buildCheckAdvice(rule);
      add({ rule, source: 'buildkit', severity: 'warning', message, hint, path, range, builds: [] }, build.id);
    }
  }
  return [...findings.values()].sort(byPlace);
}

function byPlace(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  const from = a.range?.start ?? { line: 0, column: 0 };
  const other = b.range?.start ?? { line: 0, column: 0 };
  if (from.line !== other.line) return from.line - other.line;
  if (from.column !== other.column) return from.column - other.column;
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1;
  return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
}
