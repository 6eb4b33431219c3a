import { severities, type Finding, type Severity } from '../checks/finding.ts';
import type { Budgets, FailOn } from '../configuration/configuration.ts';
import type { ReportBudget } from '../report/budget-data.ts';
import type { Report } from '../report/report.ts';

/** Why a check of a repository fails; where both lists are empty, it does not. */
export interface Judgement {
  /** Open findings that are as severe as a check fails with. */
  readonly findings: readonly Finding[];
  /** Budgets that something is beyond of. */
  readonly budgets: readonly ReportBudget[];
}

/**
 * Whether a report passes. `failOn` is the least severe finding that fails; where a budget says how many findings of a
 * severity there may be, the budget decides, and one finding alone fails nothing.
 */
export function judge({ findings, budgets }: Report, failOn: FailOn, limits: Budgets['findings'] = {}): Judgement {
  return {
    findings: findings.filter(
      ({ acceptance, severity }) => acceptance === null && fails(severity, failOn) && limits[severity] === undefined,
    ),
    budgets: budgets.filter(({ excesses }) => excesses.length > 0),
  };
}

function fails(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && severities.indexOf(severity) <= severities.indexOf(failOn);
}
