import type { Report } from '../report/report.ts';

/** The report itself (report.schema.json), two spaces deep. */
export function writeJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
