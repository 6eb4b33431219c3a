import type { Acceptance, Finding } from '../checks/finding.ts';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import type { AcceptRule } from '../configuration/configuration.ts';
import { pathPatterns } from '../discover/path-patterns.ts';
import type { Notice, ReportDockerfile } from '../report/report.ts';
import { acceptComments, type AcceptComment } from './accept-comments.ts';
import { isHadolintRule } from './equivalent-rules.ts';

/** Who accepts findings. */
export interface Accepting {
  readonly dockerfiles: readonly Pick<ReportDockerfile, 'path' | 'text'>[];
  readonly accept: readonly AcceptRule[];
  /** Fingerprints of the findings that were there before. */
  readonly baseline: ReadonlySet<string>;
  /** Every rule that may be named. */
  readonly rules: readonly string[];
}

/** Findings with those marked that are accepted, in their order; and what wanted to accept and found nothing to. */
export interface Accepted {
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
}

/** Says of each finding whether it is accepted: by a comment, by the configuration, by the baseline, the first that does. */
export function acceptFindings(findings: readonly Finding[], accepting: Accepting): Accepted {
  const { dockerfiles, accept, baseline, rules } = accepting;
  const notices: Notice[] = [];
  const files = new Map(
    dockerfiles.map(({ path, text }) => {
      const { comments, faults } = acceptComments(text);
      for (const { range, message } of faults) notices.push({ path, range, message });
      return [path, { comments, lines: comments.length === 0 ? [] : text.split('\n') }];
    }),
  );
  const used = new Set<unknown>();
  const ruled = accept.map((rule) => ({ rule, means: rule.path === undefined ? null : pathPatterns([rule.path]) }));
  const acceptanceOf = (finding: Finding): Acceptance | null => {
    const { comments, lines } = files.get(finding.path) ?? { comments: [], lines: [] };
    const speaking = comments.filter((comment) => speaksFor(comment, finding, lines));
    for (const comment of speaking) {
      for (const rule of comment.rules) if (rule === finding.rule) used.add(markOf(finding.path, comment, rule));
    }
    const fitting = ruled.filter(({ rule, means }) => rule.rule === finding.rule && means?.(finding.path) !== false);
    for (const { rule } of fitting) used.add(rule);
    const [comment] = speaking;
    if (comment !== undefined) return { by: 'comment', reason: comment.reason };
    const [first] = fitting;
    if (first !== undefined) return { by: 'configuration', reason: first.rule.reason };
    return baseline.has(finding.fingerprint) ? { by: 'baseline', reason: '' } : null;
  };
  const marked = findings.map((finding) => ({ ...finding, acceptance: acceptanceOf(finding) }));
  for (const [path, { comments }] of files) {
    for (const comment of comments) {
      if (comment.form !== 'layerfall') continue;
      for (const rule of comment.rules) {
        if (used.has(markOf(path, comment, rule))) continue;
        notices.push({ path, range: comment.range, message: `This comment accepts ${unused(rule, rules)}` });
      }
    }
  }
  for (const rule of accept) {
    if (used.has(rule)) continue;
    const where = rule.path === undefined ? '' : `, in ${rule.path}`;
    notices.push({ path: '', range: null, message: `The configuration accepts ${unused(rule.rule, rules, where)}` });
  }
  return { findings: marked, notices };
}

function markOf(path: string, { range }: AcceptComment, rule: string): string {
  return JSON.stringify([path, range.start.line, rule]);
}

function speaksFor({ form, rules, lines }: AcceptComment, finding: Finding, text: readonly string[]): boolean {
  const line = finding.range?.start.line ?? null;
  if (lines !== null && (line === null || line < lines.first || line > lines.last)) return false;
  if (form === 'layerfall') return rules.includes(finding.rule);
  // BuildKit's own rules see to their comments themselves.
  if (form === 'check') return finding.source === 'layerfall' && rules.includes(finding.rule);
  const code = line === null ? '' : (text[line - 1] ?? '');
  return rules.some((rule) => isHadolintRule(rule, finding, code));
}

/** What came of a rule that was accepted for nothing. */
function unused(rule: string, rules: readonly string[], where = ''): string {
  if (rules.includes(rule)) return `"${rule}"${where}, which nothing breaks there.`;
  const near = nearestWord(rule, rules);
  return `"${rule}"${where}, and nothing here has a rule of that name.${near === null ? '' : ` Did you mean "${near}"?`}`;
}
