import { costText } from '../../analyzer/checks/rank-findings.ts';
import { shortDigests } from '../../analyzer/dockerfile/short-digests.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { findingCode } from './finding-code.ts';
import { visible } from './words.ts';

export type ReportFinding = Report['findings'][number];

/** What a rule says of one place, all of it. */
export interface FindingRow {
  /** Several where the rule says several things of one line. */
  readonly messages: readonly string[];
  readonly hint: string;
  /** `path:line`; the path alone where it is about the whole file. */
  readonly place: string;
  readonly path: string;
  readonly url: string;
  readonly severity: ReportFinding['severity'];
  readonly builds: number;
  /** What is rebuilt because of it and would not be otherwise: `4 steps of 2 builds`; empty for nothing. */
  readonly costs: string;
  readonly cost: ReportFinding['cost'];
  /** The instruction itself; empty when the finding is about the whole file. */
  readonly code: string;
}

/** Makes the row of a finding, as it stands alone. */
export function findingRows(report: Report): (finding: ReportFinding) => FindingRow {
  const textOf = new Map(report.dockerfiles.map(({ path, text }) => [path, text.split('\n')]));
  const slugOf = new Map(report.builds.map((build) => [build.id, build.slug]));
  return ({ message, hint, path, range, severity, builds, cost }) => {
    const line = range?.start.line ?? 1;
    const slug = slugOf.get(builds[0] ?? '');
    return {
      messages: [shortDigests(visible(message))],
      hint: visible(hint),
      place: visible(range === null ? path : `${path}:${line}`),
      path: visible(path),
      // Another file than a Dockerfile has no lines on a build's page.
      url: slug === undefined ? '' : `builds/${slug}.html${textOf.has(path) ? `#line=${line}` : ''}`,
      severity,
      builds: builds.length,
      costs: costText(cost),
      cost,
      code: range === null ? '' : findingCode(textOf.get(path) ?? [], line, message),
    };
  };
}

/** Rows of one rule; what it says of one line, and what costs nothing, in one row. */
export function joinRows(rows: readonly FindingRow[]): readonly FindingRow[] {
  const joined = new Map<string, FindingRow>();
  for (const [index, row] of rows.entries()) {
    const { place, hint, url, severity, builds, cost } = row;
    const key = JSON.stringify([place, hint, url, severity, builds, cost.steps === 0 ? '' : index]);
    const same = joined.get(key);
    joined.set(key, same === undefined ? row : { ...same, messages: [...same.messages, ...row.messages] });
  }
  return [...joined.values()];
}
