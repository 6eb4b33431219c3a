import type { Finding, Severity } from '../checks/finding.ts';
import { groupFindings, type FindingGroup } from '../checks/group-findings.ts';
import { costText } from '../checks/rank-findings.ts';
import { painter, type Paint } from '../plan/paint.ts';
import { plainLine } from '../plan/plain-line.ts';
import { budgetAmount } from '../report/budget-amount.ts';
import type { BudgetExcess, ReportBudget } from '../report/budget-data.ts';
import type { Report } from '../report/report.ts';
import type { Judgement } from './judgement.ts';

/** How findings are printed. */
export interface CheckTextOptions {
  readonly isColored: boolean;
  /** All findings of a rule, however many, and those that are accepted. */
  readonly isVerbose: boolean;
}

/** As many findings of a rule, and excesses of a budget, as are read at a glance. */
const maxRows = 10;

/** The findings and budgets of a report to be read in a terminal, and what they come to. */
export function checkText(report: Report, judgement: Judgement, options: CheckTextOptions): string {
  const paint = painter(options.isColored);
  const max = options.isVerbose ? Number.POSITIVE_INFINITY : maxRows;
  const open = report.findings.filter(({ acceptance }) => acceptance === null);
  const accepted = report.findings.filter(({ acceptance }) => acceptance !== null);
  const sections = [
    ...groupFindings(open).map((group) => groupText(group, max, paint)),
    ...(options.isVerbose && accepted.length > 0 ? [acceptedText(accepted, paint)] : []),
    ...(report.budgets.length > 0 ? [budgetsText(report.budgets, max, paint)] : []),
    summary(report, judgement, paint),
  ];
  return sections.join('\n');
}

function groupText({ rule, source, severity, cost, findings }: FindingGroup, max: number, paint: Paint): string {
  const from = source === 'layerfall' || source === 'buildkit' ? '' : ` (${plainLine(source)})`;
  const head = `${severityText(severity, paint)} ${paint.strong(plainLine(rule))}${from}${rebuilds(cost, ': ')}`;
  const hints = new Set(findings.map(({ hint }) => hint));
  const [hint = ''] = hints;
  const rows = findings
    .slice(0, max)
    .flatMap((finding) => [
      `  ${placeOf(finding)}  ${plainLine(finding.message)}${findings.length > 1 ? paint.faint(rebuilds(finding.cost, '  ')) : ''}`,
      ...(hints.size > 1 && finding.hint !== '' ? [paint.faint(`    ${plainLine(finding.hint)}`)] : []),
    ]);
  const rest =
    findings.length > max ? [paint.faint(`  … and ${findings.length - max} more (--verbose shows all)`)] : [];
  const shared = hints.size === 1 && hint !== '' ? [paint.faint(`  ${plainLine(hint)}`)] : [];
  return [head, ...rows, ...rest, ...shared, ''].join('\n');
}

function severityText(severity: Severity, { error, warning, faint }: Paint): string {
  return severity === 'error' ? error('error') : severity === 'warning' ? warning('warning') : faint('info');
}

function rebuilds(cost: Finding['cost'], before: string): string {
  const text = costText(cost);
  return text === '' ? '' : `${before}rebuilds ${text}`;
}

function placeOf({ path, range }: Pick<Finding, 'path' | 'range'>): string {
  const place = range === null ? '' : `:${range.start.line}:${range.start.column}`;
  return `${plainLine(path)}${place}`;
}

function acceptedText(findings: readonly Finding[], paint: Paint): string {
  const rows = findings.map((finding) => {
    const { by = '', reason = '' } = finding.acceptance ?? {};
    const why = reason === '' ? by : `${by}: ${plainLine(reason)}`;
    return `  ${placeOf(finding)}  ${plainLine(finding.rule)}  ${paint.faint(`(${why})`)}`;
  });
  return [paint.strong('Accepted'), ...rows, ''].join('\n');
}

function budgetsText(budgets: readonly ReportBudget[], max: number, paint: Paint): string {
  const rows = budgets.flatMap((budget) => {
    const { subject, excesses } = budget;
    const line = `${plainLine(subject)}: ${budgetAmount(budget.worst, budget.unit)}, at most ${plainLine(budget.max)}`;
    if (excesses.length === 0) return [`  kept      ${line}`];
    const rest = excesses.length > max ? [paint.faint(`    … and ${excesses.length - max} more`)] : [];
    return [`  ${paint.error('exceeded')}  ${line}`, ...excesses.slice(0, max).map(excessText), ...rest];
  });
  return [paint.strong('Budgets'), ...rows, ''].join('\n');
}

function excessText({ path, line, message }: BudgetExcess): string {
  const place = path === '' ? '' : `${plainLine(path)}${line === null ? '' : `:${line}`}  `;
  return `    ${place}${plainLine(message)}`;
}

function summary({ figures, findings, budgets }: Report, judgement: Judgement, paint: Paint): string {
  const open = findings.filter(({ acceptance }) => acceptance === null);
  const count = (severity: Severity): number => open.filter((each) => each.severity === severity).length;
  const kinds = [
    ...(count('error') > 0 ? [counted(count('error'), 'error')] : []),
    ...(count('warning') > 0 ? [counted(count('warning'), 'warning')] : []),
    ...(count('info') > 0 ? [`${count('info')} info`] : []),
  ];
  const accepted = figures.accepted > 0 ? `; ${figures.accepted} accepted` : '';
  const found = open.length === 0 ? 'No findings' : `${counted(open.length, 'finding')}: ${kinds.join(', ')}`;
  const where = ` in ${counted(figures.builds, 'build')} of ${counted(figures.dockerfiles, 'Dockerfile')}`;
  const exceeded = judgement.budgets.length;
  const kept = budgets.length === 0 ? '' : ` ${exceeded} of ${counted(budgets.length, 'budget')} exceeded.`;
  const failing = judgement.findings.length + exceeded > 0;
  return `${failing ? paint.error('Failed.') : 'Passed.'} ${found}${where}${accepted}.${kept}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
