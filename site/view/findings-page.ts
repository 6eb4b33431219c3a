import type { Report } from '../../analyzer/report/report.ts';
import { visible } from './words.ts';

export interface FindingRow {
  readonly message: string;
  readonly hint: string;
  readonly place: string;
  readonly line: number;
  readonly path: string;
  readonly url: string;
  readonly severity: string;
  readonly builds: number;
}

export interface FindingGroup {
  readonly rule: string;
  /** What the rule is about, in its tool's documentation; empty when there is no such page. */
  readonly documentation: string;
  readonly rows: readonly FindingRow[];
}

/** Findings by rule, the most frequent first. */
export function findingGroups(report: Report): readonly FindingGroup[] {
  const slugOf = new Map(report.builds.map((build) => [build.id, build.slug]));
  const groups = new Map<string, FindingRow[]>();
  for (const finding of report.findings) {
    const rows = groups.get(finding.rule) ?? [];
    groups.set(finding.rule, rows);
    const line = finding.range?.start.line ?? 1;
    const slug = slugOf.get(finding.builds[0] ?? '');
    rows.push({
      message: visible(finding.message),
      hint: visible(finding.hint),
      place: visible(finding.range === null ? finding.path : `${finding.path}:${line}`),
      path: visible(finding.path),
      line,
      url: slug === undefined ? '' : `builds/${slug}.html#line=${line}`,
      severity: finding.severity,
      builds: finding.builds.length,
    });
  }
  return [...groups]
    .map(([rule, rows]) => ({ rule, documentation: documentation(rule), rows }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.rule < b.rule ? -1 : 1));
}

/** BuildKit's build checks are documented under their names in kebab-case. */
function documentation(rule: string): string {
  if (!/^[A-Z][A-Za-z]+$/.test(rule) || rule === 'InvalidBaseImagePlatform') return '';
  const name = rule.replace(/([a-z])([A-Z])|([A-Z]+)([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();
  return `https://docs.docker.com/reference/build-checks/${name}/`;
}
