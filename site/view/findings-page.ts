import { buildCheckPage } from '../../analyzer/checks/build-check-advice.ts';
import { exampleBlocks } from '../../analyzer/checks/check-markdown.ts';
import { checks } from '../../analyzer/checks/checks.ts';
import { compareFindings, costText } from '../../analyzer/checks/rank-findings.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { budgetRows, type BudgetRow } from './budget-rows.ts';
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
  /** What is rebuilt because of it and would not be otherwise: `4 steps of 2 builds`; empty for nothing. */
  readonly costs: string;
  readonly cost: Finding['cost'];
  /** The line itself; empty when the finding is about the whole file. */
  readonly code: string;
}

/** Findings of one file, counted. */
export interface FindingFile {
  readonly path: string;
  readonly url: string;
  readonly count: number;
  /** Steps that its findings cost. */
  readonly steps: number;
  /** Rules, the most frequent first. */
  readonly rules: readonly { readonly rule: string; readonly count: number }[];
}

export interface FindingsPage {
  /** In the order of the configuration; empty where it has none. */
  readonly budgets: readonly BudgetRow[];
  /** Whether any of them costs a rebuild: without, nothing is told of it. */
  readonly costs: boolean;
  readonly groups: readonly FindingGroup[];
  /** The file whose findings cost most first, then the one with the most. */
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
  /** The tool that it was imported from; empty for BuildKit's rules and Layerfall's own. */
  readonly tool: string;
  /** What the rule is about, in its tool's documentation; empty when there is no such page. */
  readonly documentation: string;
  /** What the rule says of itself; null for rules that are explained elsewhere. */
  readonly explanation: RuleExplanation | null;
  readonly severity: Severity;
  /** All its findings together. */
  readonly costs: string;
  /** The most costly first. */
  readonly rows: readonly FindingRow[];
}

export interface RuleExplanation {
  readonly title: string;
  readonly why: string;
  readonly mend: string;
  readonly bad: readonly ExampleBlock[];
  readonly good: readonly ExampleBlock[];
}

/** A file of an example: its name and its text; empty where the name says all. */
type ExampleBlock = ReturnType<typeof exampleBlocks>[number];

/** The name of the tool that findings were imported from; empty for BuildKit's rules and Layerfall's own. */
export function toolOf(source: string): string {
  return source === 'buildkit' || source === 'layerfall' ? '' : visible(source);
}

/** The page of all findings, by rule and by file. */
export function findingsPage(report: Report): FindingsPage {
  const rowOf = findingRows(report);
  const groups = findingGroups(report, rowOf);
  const files = new Map<string, { url: string; count: number; steps: number; rules: Map<string, number> }>();
  for (const { rule, rows } of groups) {
    for (const { path, url, cost } of rows) {
      const file = files.get(path) ?? {
        url: url.split('#', 1)[0] ?? '',
        count: 0,
        steps: 0,
        rules: new Map<string, number>(),
      };
      files.set(path, file);
      file.count++;
      file.steps += cost.steps;
      file.rules.set(rule, (file.rules.get(rule) ?? 0) + 1);
    }
  }
  return {
    budgets: budgetRows(report),
    costs: groups.some(({ costs }) => costs !== ''),
    groups,
    files: [...files]
      .map(([path, { url, count, steps, rules }]) => ({
        path,
        url,
        count,
        steps,
        rules: [...rules].map(([rule, times]) => ({ rule, count: times })).sort((a, b) => b.count - a.count),
      }))
      .sort((a, b) => b.steps - a.steps || b.count - a.count || (a.path < b.path ? -1 : 1)),
    accepted: report.findings.flatMap((finding) => {
      const { acceptance, rule } = finding;
      if (acceptance === null) return [];
      return [
        { ...rowOf(finding), rule: visible(rule), by: acceptors[acceptance.by], reason: visible(acceptance.reason) },
      ];
    }),
  };
}

const acceptors = { baseline: 'the baseline', comment: 'a comment', configuration: 'the configuration' } as const;

/** Longer lines are cut: the build's page has all of it. */
const maxCode = 140;

type Finding = Report['findings'][number];

/** Findings that nobody accepts by rule: errors before warnings, then what costs most, then the most frequent. */
function findingGroups(report: Report, rowOf: (finding: Finding) => FindingRow): readonly FindingGroup[] {
  const groups = new Map<string, { rule: string; source: string; rows: FindingRow[] }>();
  for (const finding of report.findings) {
    if (finding.acceptance !== null) continue;
    const { rule, source } = finding;
    // Rules of two tools may have one name.
    const key = JSON.stringify([source, rule]);
    const group = groups.get(key) ?? { rule, source, rows: [] };
    groups.set(key, group);
    group.rows.push(rowOf(finding));
  }
  return [...groups.values()]
    .map(({ rule, source, rows }) => {
      const ranked = rows.toSorted(compareFindings);
      const severity: Severity = ranked[0]?.severity ?? 'info';
      return { group: findingGroup(rule, source, severity, ranked), ranks: { severity, cost: totalCost(rows) } };
    })
    .sort(
      (a, b) =>
        compareFindings(a.ranks, b.ranks) ||
        b.group.rows.length - a.group.rows.length ||
        (a.group.rule < b.group.rule ? -1 : 1),
    )
    .map(({ group }) => group);
}

function findingGroup(rule: string, source: string, severity: Severity, rows: readonly FindingRow[]): FindingGroup {
  const check = source === 'layerfall' ? checks.get(rule) : undefined;
  const explanation =
    check === undefined
      ? null
      : {
          title: check.title,
          why: check.why,
          mend: check.mend,
          bad: exampleBlocks(check.bad),
          good: exampleBlocks(check.good),
        };
  return {
    rule: visible(rule),
    tool: toolOf(source),
    documentation: source === 'buildkit' ? buildCheckPage(rule) : '',
    explanation,
    severity,
    costs: costText(totalCost(rows)),
    rows,
  };
}

/** Steps add up; builds that several findings name are counted once for each, so they are left out. */
function totalCost(rows: readonly FindingRow[]): Finding['cost'] {
  return { steps: rows.reduce((sum, { cost }) => sum + cost.steps, 0), builds: 1 };
}

function findingRows(report: Report): (finding: Finding) => FindingRow {
  const textOf = new Map(report.dockerfiles.map(({ path, text }) => [path, text.split('\n')]));
  const slugOf = new Map(report.builds.map((build) => [build.id, build.slug]));
  return ({ message, hint, path, range, severity, builds, cost }) => {
    const line = range?.start.line ?? 1;
    const slug = slugOf.get(builds[0] ?? '');
    return {
      message: visible(message),
      hint: visible(hint),
      place: visible(range === null ? path : `${path}:${line}`),
      path: visible(path),
      line,
      // Another file than a Dockerfile has no lines on a build's page.
      url: slug === undefined ? '' : `builds/${slug}.html${textOf.has(path) ? `#line=${line}` : ''}`,
      severity,
      builds: builds.length,
      costs: costText(cost),
      cost,
      code: range === null ? '' : codeLine(textOf.get(path)?.[line - 1] ?? ''),
    };
  };
}

function codeLine(line: string): string {
  const text = visible(line.trim());
  return text.length > maxCode ? `${text.slice(0, maxCode - 1)}…` : text;
}
