import type { Check } from './check.ts';
import type { CheckedRepository } from './checked-repository.ts';
import { checks as allChecks } from './checks.ts';
import type { FindingDraft } from './finding.ts';

/** What Layerfall's own checks find in a repository, check by check. */
export function* checkRepository(
  repository: CheckedRepository,
  checks: Iterable<Check> = allChecks.values(),
): Iterable<FindingDraft> {
  for (const { rule, severity, mend, find } of checks) {
    for (const found of find(repository)) {
      yield {
        rule,
        source: 'layerfall',
        severity: found.severity ?? severity,
        message: found.message,
        hint: found.hint ?? mend,
        path: found.path,
        range: found.range,
        builds: found.builds,
        cost: found.cost,
      };
    }
  }
}
