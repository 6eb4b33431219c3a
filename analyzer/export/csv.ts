import { countOwnLayers } from '../report/report-layers.ts';
import type { Report } from '../report/report.ts';

/** One line a build (RFC 4180). */
export function writeCsv(report: Report): string {
  const header = [
    'build',
    'dockerfile',
    'target',
    'context',
    'status',
    'stages',
    'steps',
    'layers',
    'context files',
    'context bytes',
  ];
  const rows = report.builds.map(({ build, dockerfile, outcome }) => {
    const start = [build.name, dockerfile, build.target];
    if (outcome.kind === 'rejected') return [...start, '', 'rejected', '', '', '', '', ''];
    const { context, layers, stages, steps } = outcome.plan;
    const own = countOwnLayers(layers);
    const used = steps.filter((step) => step.isUsed).length;
    return [...start, context.path, 'planned', stages.length, used, own, context.files, context.bytes];
  });
  return [header, ...rows].map((row) => row.map((cell) => csvCell(String(cell))).join(',')).join('\r\n') + '\r\n';
}

/** A cell that a spreadsheet would read as a formula gets an apostrophe in front: names come from anywhere. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
