import { costText, rankFindings } from '../checks/rank-findings.ts';
import type { Report } from '../report/report.ts';
import { code, table, text } from './markdown-text.ts';

/** A summary for people, as GitHub and GitLab render it: figures, builds, findings, what could not be read. */
export function writeMarkdown(report: Report): string {
  const { figures } = report;
  return [
    `# ${text(report.title)}`,
    '',
    table(
      ['Dockerfiles', 'Builds', 'Stages', 'Steps', 'Layers', 'Base images', 'Findings', 'Rejected'],
      [
        [
          figures.dockerfiles,
          figures.builds,
          figures.stages,
          figures.steps,
          figures.layers,
          figures.baseImages,
          figures.findings,
          figures.rejected,
        ],
      ],
    ),
    ...section('Builds', builds(report)),
    ...section('Findings', findings(report)),
    ...section('Not read', notices(report)),
    '',
  ].join('\n');
}

function section(title: string, body: string): readonly string[] {
  return body === '' ? [] : ['', `## ${title}`, '', body];
}

function builds({ builds: list }: Report): string {
  if (list.length === 0) return 'No Dockerfile was found.';
  const rows = list.map(({ build, dockerfile, outcome }) => {
    const name = [code(build.name), code(dockerfile)];
    if (outcome.kind === 'rejected') return [...name, '', '', '', `rejected: ${text(outcome.message)}`];
    const { context, stages, steps } = outcome.plan;
    const used = steps.filter((step) => step.isUsed).length;
    return [...name, code(context.path === '' ? '.' : context.path), stages.length, used, ''];
  });
  return table(['Build', 'Dockerfile', 'Context', 'Stages', 'Steps', ''], rows);
}

function findings(report: Report): string {
  const list = rankFindings(report.findings.filter(({ acceptance }) => acceptance === null));
  if (list.length === 0) return '';
  const rows = list.map(({ rule, path, range, message, cost }) => {
    const line = range === null ? '' : `:${range.start.line}`;
    return [code(rule), code(`${path}${line}`), text(message), costText(cost)];
  });
  return table(['Rule', 'Where', 'What', 'Rebuilds'], rows);
}

function notices({ notices: list }: Report): string {
  return list.map(({ path, message }) => `- ${path === '' ? '' : `${code(path)}: `}${text(message)}`).join('\n');
}
