import { buildCheckPage } from '../../analyzer/checks/build-check-advice.ts';
import { exampleBlocks } from '../../analyzer/checks/check-markdown.ts';
import { checks } from '../../analyzer/checks/checks.ts';
import { compareFindings, costText } from '../../analyzer/checks/rank-findings.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { budgetRows, type BudgetRow } from './budget-rows.ts';
import { findingRows, joinRows, type FindingRow, type ReportFinding } from './finding-rows.ts';
import { visible } from './words.ts';

type ExplainedCheck = NonNullable<ReturnType<typeof checks.get>>;

/** The findings of a rule, before they know of each other. */
interface Ranked extends Pick<ReportFinding, 'cost' | 'rule' | 'severity' | 'source'> {
  readonly rows: readonly FindingRow[];
  readonly count: number;
}

interface RuleLink {
  readonly rule: string;
  /** Its place on the page. */
  readonly url: string;
}

/** Findings of one file, counted. */
export interface FindingFile {
  readonly path: string;
  readonly url: string;
  readonly count: number;
  /** Steps that its findings cost. */
  readonly steps: number;
  /** Rules, the most frequent first. */
  readonly rules: readonly (RuleLink & { readonly count: number })[];
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

export interface FindingGroup extends RuleLink {
  /** The tool that it was imported from; empty for BuildKit's rules and Layerfall's own. */
  readonly tool: string;
  /** What the rule is about, in its tool's documentation; empty when there is no such page. */
  readonly documentation: string;
  /** What the rule says of itself; null for rules that are explained elsewhere. */
  readonly explanation: RuleExplanation | null;
  readonly severity: ReportFinding['severity'];
  /** How many there are: rows may hold several. */
  readonly count: number;
  /** All its findings together. */
  readonly costs: string;
  /** What to do about each of them; empty where that differs. */
  readonly hint: string;
  /** The most costly first; `also`: other rules that say something of the same line. */
  readonly rows: readonly (FindingRow & { readonly also: readonly RuleLink[] })[];
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
  return {
    budgets: budgetRows(report),
    costs: groups.some(({ costs }) => costs !== ''),
    groups,
    files: findingFiles(groups),
    accepted: report.findings.flatMap((finding) => {
      const { acceptance, rule } = finding;
      if (acceptance === null) return [];
      return [
        { ...rowOf(finding), rule: visible(rule), by: acceptors[acceptance.by], reason: visible(acceptance.reason) },
      ];
    }),
  };
}

function findingFiles(groups: readonly FindingGroup[]): readonly FindingFile[] {
  const files = new Map<string, { url: string; count: number; steps: number; rules: Map<FindingGroup, number> }>();
  for (const group of groups) {
    for (const { path, url, cost, messages } of group.rows) {
      const start = url.split('#', 1)[0] ?? '';
      const file = files.get(path) ?? { url: start, count: 0, steps: 0, rules: new Map<FindingGroup, number>() };
      files.set(path, file);
      file.count += messages.length;
      file.steps += cost.steps;
      file.rules.set(group, (file.rules.get(group) ?? 0) + messages.length);
    }
  }
  return [...files]
    .map(([path, { url, count, steps, rules }]) => ({
      path,
      url,
      count,
      steps,
      rules: [...rules]
        .map(([group, times]) => ({ rule: group.rule, url: group.url, count: times }))
        .sort((a, b) => b.count - a.count),
    }))
    .sort((a, b) => b.steps - a.steps || b.count - a.count || (a.path < b.path ? -1 : 1));
}

const acceptors = { baseline: 'the baseline', comment: 'a comment', configuration: 'the configuration' } as const;

/** Findings that nobody accepts by rule: errors before warnings, then what costs most, then the most frequent. */
function findingGroups(report: Report, rowOf: (finding: ReportFinding) => FindingRow): readonly FindingGroup[] {
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
  const ranked = [...groups.values()]
    .map((group) => {
      const rows = joinRows(group.rows.toSorted(compareFindings));
      return { ...group, rows, count: group.rows.length, severity: rows[0]?.severity ?? 'info', cost: totalCost(rows) };
    })
    .sort((a, b) => compareFindings(a, b) || b.count - a.count || (a.rule < b.rule ? -1 : 1));
  const rulesOf = rulesByPlace(ranked);
  return ranked.map((group, index) => findingGroup(group, `#${ruleId(index)}`, rulesOf));
}

/** The place of a rule on the page, by its rank. */
const ruleId = (index: number): string => `rule-${index + 1}`;

/** Which rules say something of a line. */
function rulesByPlace(groups: readonly Ranked[]): ReadonlyMap<string, readonly RuleLink[]> {
  const rules = new Map<string, RuleLink[]>();
  for (const [index, { rule, rows }] of groups.entries()) {
    const link = { rule: visible(rule), url: `#${ruleId(index)}` };
    // What is said of a whole file is said of none of its lines.
    for (const place of new Set(rows.flatMap((row) => (row.code === '' ? [] : [row.place])))) {
      const links = rules.get(place);
      if (links === undefined) rules.set(place, [link]);
      else links.push(link);
    }
  }
  return rules;
}

function findingGroup(
  { rule, source, severity, count, rows, cost }: Ranked,
  url: string,
  rulesOf: ReadonlyMap<string, readonly RuleLink[]>,
): FindingGroup {
  const check = source === 'layerfall' ? checks.get(rule) : undefined;
  const hints = new Set(rows.map(({ hint }) => hint));
  const [hint = ''] = hints.size === 1 ? hints : [];
  return {
    rule: visible(rule),
    url,
    tool: toolOf(source),
    documentation: source === 'buildkit' ? buildCheckPage(rule) : '',
    explanation: check === undefined ? null : explanationOf(check),
    severity,
    count,
    costs: costText(cost),
    hint: hint === check?.mend ? '' : hint,
    rows: rows.map((row) => ({
      ...row,
      hint: row.hint === hint ? '' : row.hint,
      also: (rulesOf.get(row.place) ?? []).filter((other) => other.url !== url),
    })),
  };
}

function explanationOf({ title, why, mend, bad, good }: ExplainedCheck): RuleExplanation {
  return { title, why, mend, bad: exampleBlocks(bad), good: exampleBlocks(good) };
}

/** Steps add up; builds that several findings name are counted once for each, so they are left out. */
function totalCost(rows: readonly FindingRow[]): ReportFinding['cost'] {
  return { steps: rows.reduce((sum, { cost }) => sum + cost.steps, 0), builds: 1 };
}
