import { knownRules } from '../checks/known-rules.ts';
import type { Finding } from '../checks/finding.ts';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import type { Budgets, Configuration } from '../configuration/configuration.ts';
import { distinctNotices } from '../report/notices.ts';
import type { Notice, Report } from '../report/report.ts';
import { acceptFindings } from './accept-findings.ts';
import { checkBudgets } from './check-budgets.ts';
import { importFindings } from './import/import-findings.ts';
import type { ImportedResult } from './import/imported-result.ts';
import { idleRebuildBudgets } from './rebuild-budgets.ts';

/** What a repository's findings are judged by. */
export interface Audit {
  readonly configuration: Pick<Configuration, 'accept' | 'budgets' | 'checks'>;
  /** Fingerprints of the findings that were there before. */
  readonly baseline: readonly string[];
  /** What other tools found. */
  readonly imported: readonly ImportedResult[];
}

/**
 * The report with its findings judged: rules that are off left out, the others as severe as the configuration says, and
 * those marked that somebody accepts. Works on any report that was not judged yet.
 */
export function auditReport(report: Report, { configuration, baseline, imported }: Audit): Report {
  const { checks = {}, accept = [], budgets = {} } = configuration;
  const { findings: found, notices: leftOut } = importFindings(report, imported);
  const levelled = withLevels(found, new Map(Object.entries(checks)));
  const rules = [...new Set([...knownRules, ...found.map(({ rule }) => rule)])];
  const { findings, notices } = acceptFindings(levelled, {
    dockerfiles: report.dockerfiles,
    accept,
    baseline: new Set(baseline),
    rules,
  });
  const accepted = findings.filter(({ acceptance }) => acceptance !== null).length;
  return {
    ...report,
    figures: { ...report.figures, findings: findings.length - accepted, accepted },
    findings,
    budgets: checkBudgets({ ...report, findings }, budgets),
    notices: distinctNotices([
      ...report.notices,
      ...leftOut,
      ...notices,
      ...unknownRules(Object.keys(checks), rules),
      ...idleBudgets(report, budgets),
    ]),
  };
}

function idleBudgets({ impact }: Report, { rebuilds = [] }: Budgets): readonly Notice[] {
  return idleRebuildBudgets(impact, rebuilds).map(({ files }) => ({
    path: '',
    range: null,
    message: `The configuration has a budget for what a change of ${files} rebuilds, and no build takes such a file.`,
  }));
}

function withLevels(findings: readonly Finding[], levels: ReadonlyMap<string, string>): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = levels.get(finding.rule);
    if (level === undefined) return [finding];
    return level === 'error' || level === 'warning' || level === 'info' ? [{ ...finding, severity: level }] : [];
  });
}

function unknownRules(names: readonly string[], rules: readonly string[]): readonly Notice[] {
  return names
    .filter((name) => !rules.includes(name))
    .map((name) => {
      const near = nearestWord(name, rules);
      const hint = near === null ? '' : ` Did you mean "${near}"?`;
      return {
        path: '',
        range: null,
        message: `The configuration sets the check "${name}", and nothing here has a rule of that name.${hint}`,
      };
    });
}
