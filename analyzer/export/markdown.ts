import type { Finding, Severity } from '../checks/finding.ts';
import { groupFindings, type FindingGroup } from '../checks/group-findings.ts';
import { costText } from '../checks/rank-findings.ts';
import type { Report } from '../report/report.ts';
import { budgetsMarkdown } from './budgets-markdown.ts';
import { code, counted, folded, html, shortened, table, text } from './markdown-text.ts';

/** GitHub drops a job summary of more than 1 MiB; what else a job says has to fit, too. */
const maxCharacters = 400_000;

/** As many rows of a table as people read. */
const maxRows = 50;

/** A summary for people, as GitHub and GitLab render it: what to mend, by what it costs; budgets; builds; what was not read. */
export function writeMarkdown(report: Report): string {
  const head = [`# ${text(report.title)}`, figuresLine(report), verdictLine(report)];
  const blocks = [
    ...findingBlocks(report),
    ...budgetsMarkdown(report.budgets),
    ...foldedTable(counted(report.builds.length, 'build'), buildHeader, buildRows(report)),
    ...acceptedBlocks(report),
    ...foldedTable(counted(report.notices.length, 'notice'), ['Where', 'What'], noticeRows(report)),
  ];
  return `${[...head, ...fitting(blocks, maxCharacters)].join('\n\n')}\n`;
}

/** Blocks from the first on, as long as they fit; and how many do not. */
function fitting(blocks: readonly string[], max: number): readonly string[] {
  let size = 0;
  const kept = blocks.findIndex((block) => (size += block.length) > max);
  if (kept < 0) return blocks;
  return [
    ...blocks.slice(0, kept),
    `… and ${blocks.length - kept} more parts than fit here: the report holds all of it.`,
  ];
}

function figuresLine({ figures, builds }: Report): string {
  if (builds.length === 0) return 'No Dockerfile was found.';
  const { dockerfiles, stages, steps, layers, baseImages, rejected } = figures;
  const refused = rejected === 0 ? '' : ` BuildKit refuses ${counted(rejected, 'Dockerfile')}.`;
  const made = [counted(stages, 'stage'), counted(steps, 'step'), counted(layers, 'layer')].join(', ');
  return `${counted(figures.builds, 'build')} of ${counted(dockerfiles, 'Dockerfile')}: ${made}, on ${counted(baseImages, 'base image')}.${refused}`;
}

function verdictLine({ findings, figures, budgets }: Report): string {
  const open = findings.filter(({ acceptance }) => acceptance === null);
  const count = (severity: Severity): number => open.filter((each) => each.severity === severity).length;
  const kinds = [counted(count('error'), 'error'), counted(count('warning'), 'warning'), `${count('info')} info`];
  const accepted = figures.accepted === 0 ? '' : `, ${figures.accepted} accepted`;
  const exceeded = budgets.filter(({ excesses }) => excesses.length > 0).length;
  const kept = budgets.length === 0 ? '' : ` ${exceeded} of ${counted(budgets.length, 'budget')} exceeded.`;
  return `**${counted(open.length, 'finding')}** (${kinds.join(', ')})${accepted}.${kept}`;
}

/** One folded part for each rule, the costliest first. */
function findingBlocks({ findings }: Report): readonly string[] {
  const groups = groupFindings(findings.filter(({ acceptance }) => acceptance === null));
  return groups.length === 0 ? [] : ['## Findings', ...groups.map(groupBlock)];
}

function groupBlock({ rule, source, severity, cost, findings }: FindingGroup): string {
  const tool = source === 'buildkit' || source === 'layerfall' ? '' : ` (${html(source)})`;
  const rebuilds = costText(cost) === '' ? '' : `, rebuilds ${costText(cost)}`;
  const summary = `${severity}: <code>${html(rule)}</code>${tool}: ${counted(findings.length, 'finding')}${rebuilds}`;
  const hints = new Set(findings.map(({ hint }) => hint));
  const [hint = ''] = hints;
  const rows = findings.map((finding) => [
    place(finding),
    text(shortened(hints.size === 1 ? finding.message : sentences(finding))),
    ...(rebuilds === '' ? [] : [costText(finding.cost)]),
  ]);
  return folded(summary, [
    ...(hints.size === 1 && hint !== '' ? [text(hint)] : []),
    ...cappedTable(['Where', 'What', ...(rebuilds === '' ? [] : ['Rebuilds'])], rows),
  ]);
}

function place({ path, range }: Pick<Finding, 'path' | 'range'>): string {
  return path === '' ? '' : code(shortened(range === null ? path : `${path}:${range.start.line}`));
}

function sentences({ message, hint }: Finding): string {
  return hint === '' ? message : `${message.replace(/\.$/, '')}. ${hint}`;
}

function acceptedBlocks({ findings }: Report): readonly string[] {
  const rows = findings.flatMap((finding) => {
    const { acceptance, rule } = finding;
    if (acceptance === null) return [];
    return [[code(rule), place(finding), acceptance.by, text(shortened(acceptance.reason))]];
  });
  return foldedTable(`${counted(rows.length, 'finding')} accepted`, ['Rule', 'Where', 'By', 'Why'], rows);
}

const buildHeader = ['Build', 'Dockerfile', 'Context', 'Stages', 'Steps', ''];

function buildRows({ builds }: Report): readonly Row[] {
  return builds.map(({ build, dockerfile, outcome }) => {
    const name = [code(shortened(build.name)), code(shortened(dockerfile))];
    if (outcome.kind === 'rejected') return [...name, '', '', '', `rejected: ${text(shortened(outcome.message))}`];
    const { context, stages, steps } = outcome.plan;
    const used = steps.filter((step) => step.isUsed).length;
    return [...name, code(shortened(context.path === '' ? '.' : context.path)), stages.length, used, ''];
  });
}

function noticeRows({ notices }: Report): readonly Row[] {
  return notices.map((notice) => [place(notice), text(shortened(notice.message))]);
}

type Row = readonly (number | string)[];

function foldedTable(summary: string, header: readonly string[], rows: readonly Row[]): readonly string[] {
  return rows.length === 0 ? [] : [folded(summary, cappedTable(header, rows))];
}

function cappedTable(header: readonly string[], rows: readonly Row[]): readonly string[] {
  const rest = rows.length > maxRows ? [`… and ${rows.length - maxRows} more.`] : [];
  return [table(header, rows.slice(0, maxRows)), ...rest];
}
