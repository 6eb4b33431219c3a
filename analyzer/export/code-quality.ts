import type { Severity } from '../checks/finding.ts';
import type { Report } from '../report/report.ts';
import { findingPlace } from './finding-place.ts';

const severities: Readonly<Record<Severity, 'critical' | 'info' | 'minor'>> = {
  error: 'critical',
  warning: 'minor',
  info: 'info',
};

/**
 * The findings that nobody accepted as GitLab's Code Quality report, which merge requests show beside the code.
 *
 * Source: docs.gitlab.com, Code Quality, "Code Quality report format".
 */
export function writeCodeQuality({ findings }: Report): string {
  const open = findings.filter(({ acceptance }) => acceptance === null);
  const entries = open.map((finding) => {
    const { file, range } = findingPlace(finding);
    const { rule, severity, message, hint, fingerprint } = finding;
    return {
      description: hint === '' ? message : `${message.replace(/\.$/, '')}. ${hint}`,
      check_name: rule,
      fingerprint,
      severity: severities[severity],
      // A line is required, also where the file as a whole is meant.
      location: { path: file, lines: { begin: range?.start.line ?? 1 } },
    };
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}
