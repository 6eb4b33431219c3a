import type { Report } from '../../analyzer/report/report.ts';
import { visible } from './words.ts';

type Severity = Report['findings'][number]['severity'];

export interface FindingRow {
  readonly message: string;
  readonly hint: string;
  readonly place: string;
  readonly line: number;
  readonly path: string;
  readonly url: string;
  readonly severity: Severity;
  readonly builds: number;
  /** The line itself; empty when the finding is about the whole file. */
  readonly code: string;
}

/** Findings of one file, counted. */
export interface FindingFile {
  readonly path: string;
  readonly url: string;
  readonly count: number;
  /** Rules, the most frequent first. */
  readonly rules: readonly { readonly rule: string; readonly count: number }[];
}

export interface FindingsPage {
  readonly groups: readonly FindingGroup[];
  /** The file with the most first. */
  readonly files: readonly FindingFile[];
  /** Those that somebody accepts, in the order of the report. */
  readonly accepted: readonly AcceptedRow[];
}

export interface AcceptedRow extends FindingRow {
  readonly rule: string;
  /** Who accepts it. */
  readonly by: string;
  /** Empty where none is given. */
  readonly reason: string;
}

export interface FindingGroup {
  readonly rule: string;
  /** What the rule is about, in its tool's documentation; empty when there is no such page. */
  readonly documentation: string;
  readonly rows: readonly FindingRow[];
}

/** The page of all findings, by rule and by file. */
export function findingsPage(report: Report): FindingsPage {
  const rowOf = findingRows(report);
  const groups = findingGroups(report, rowOf);
  const files = new Map<string, { url: string; count: number; rules: Map<string, number> }>();
  for (const { rule, rows } of groups) {
    for (const { path, url } of rows) {
      const file = files.get(path) ?? { url: url.split('#', 1)[0] ?? '', count: 0, rules: new Map<string, number>() };
      files.set(path, file);
      file.count++;
      file.rules.set(rule, (file.rules.get(rule) ?? 0) + 1);
    }
  }
  return {
    groups,
    files: [...files]
      .map(([path, { url, count, rules }]) => ({
        path,
        url,
        count,
        rules: [...rules].map(([rule, times]) => ({ rule, count: times })).sort((a, b) => b.count - a.count),
      }))
      .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1)),
    accepted: report.findings.flatMap((finding) => {
      const { acceptance, rule } = finding;
      if (acceptance === null) return [];
      return [{ ...rowOf(finding), rule, by: acceptors[acceptance.by], reason: visible(acceptance.reason) }];
    }),
  };
}

const acceptors = { baseline: 'the baseline', comment: 'a comment', configuration: 'the configuration' } as const;

/** Longer lines are cut: the build's page has all of it. */
const maxCode = 140;

const severities: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

type Finding = Report['findings'][number];

/** Findings that nobody accepts by rule: errors before warnings, the most frequent first. */
function findingGroups(report: Report, rowOf: (finding: Finding) => FindingRow): readonly FindingGroup[] {
  const groups = new Map<string, FindingRow[]>();
  for (const finding of report.findings) {
    if (finding.acceptance !== null) continue;
    const rows = groups.get(finding.rule) ?? [];
    groups.set(finding.rule, rows);
    rows.push(rowOf(finding));
  }
  return [...groups]
    .map(([rule, rows]) => ({ rule, documentation: documentation(rule), rows }))
    .sort((a, b) => severityOf(a) - severityOf(b) || b.rows.length - a.rows.length || (a.rule < b.rule ? -1 : 1));
}

function findingRows(report: Report): (finding: Finding) => FindingRow {
  const textOf = new Map(report.dockerfiles.map(({ path, text }) => [path, text.split('\n')]));
  const slugOf = new Map(report.builds.map((build) => [build.id, build.slug]));
  return ({ message, hint, path, range, severity, builds }) => {
    const line = range?.start.line ?? 1;
    const slug = slugOf.get(builds[0] ?? '');
    return {
      message: visible(message),
      hint: visible(hint),
      place: visible(range === null ? path : `${path}:${line}`),
      path: visible(path),
      line,
      url: slug === undefined ? '' : `builds/${slug}.html#line=${line}`,
      severity,
      builds: builds.length,
      code: range === null ? '' : codeLine(textOf.get(path)?.[line - 1] ?? ''),
    };
  };
}

const severityOf = ({ rows }: FindingGroup): number => Math.min(...rows.map(({ severity }) => severities[severity]));

function codeLine(line: string): string {
  const text = visible(line.trim());
  return text.length > maxCode ? `${text.slice(0, maxCode - 1)}…` : text;
}

/** BuildKit's build checks are documented under their names in kebab-case. */
function documentation(rule: string): string {
  if (!/^[A-Z][A-Za-z]+$/.test(rule) || rule === 'InvalidBaseImagePlatform') return '';
  const name = rule.replace(/([a-z])([A-Z])|([A-Z]+)([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();
  return `https://docs.docker.com/reference/build-checks/${name}/`;
}
