import { shortDigests } from '../../analyzer/dockerfile/short-digests.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { toolOf } from './findings-page.ts';
import { visible } from './words.ts';

/** A finding as the page of its build tells it. */
export interface BuildFinding {
  readonly rule: string;
  /** The tool that it was imported from; empty for BuildKit's rules and Layerfall's own. */
  readonly tool: string;
  /** Where its rule is explained. */
  readonly url: string;
  readonly severity: Report['findings'][number]['severity'];
  readonly message: string;
  /** What to do about it; empty where the message says it. */
  readonly hint: string;
  readonly line: number | null;
  /** Why it is accepted; null where nobody does. */
  readonly accepted: string | null;
}

/** The findings of a build, but that it is rejected: its page begins with that. */
export function buildFindings({ findings }: Report, build: string): readonly BuildFinding[] {
  return findings
    .filter(({ builds, rule }) => builds.includes(build) && rule !== 'rejected')
    .map(({ rule, source, severity, message, hint, range, acceptance }) => ({
      rule: visible(rule),
      tool: toolOf(source),
      url: `findings.html#filter=${encodeURIComponent(visible(rule))}`,
      severity,
      message: shortDigests(visible(message)),
      hint: visible(hint),
      line: range?.start.line ?? null,
      accepted: acceptance === null ? null : visible(acceptance.reason),
    }));
}
