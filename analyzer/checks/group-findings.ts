import type { Finding, FindingCost, Severity } from './finding.ts';
import { compareFindings, rankFindings } from './rank-findings.ts';

/** Findings of one rule, those that cost most first. */
export interface FindingGroup {
  readonly rule: string;
  readonly source: string;
  /** The worst among them. */
  readonly severity: Severity;
  /** Of all of them. */
  readonly cost: FindingCost;
  readonly findings: readonly Finding[];
}

/** Findings by rule: the most severe rules first, then those that cost most, then what is found most often, then by name. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.source, finding.rule]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()]
    .map(makeGroup)
    .sort((a, b) => compareFindings(a, b) || b.findings.length - a.findings.length || (a.rule < b.rule ? -1 : 1));
}

function makeGroup(findings: readonly Finding[]): FindingGroup {
  const ranked = rankFindings(findings);
  const { rule = '', source = '', severity = 'info' } = ranked[0] ?? {};
  const steps = findings.reduce((sum, { cost }) => sum + cost.steps, 0);
  // A build that two findings cost something is one build.
  const builds = new Set(findings.filter(({ cost }) => cost.steps > 0).flatMap((finding) => finding.builds)).size;
  return { rule, source, severity, cost: { steps, builds }, findings: ranked };
}
