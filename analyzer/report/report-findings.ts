import type { Finding, FindingDraft } from '../checks/finding.ts';
import { fingerprints } from '../checks/fingerprints.ts';
import { mergeFindings } from '../checks/merge-findings.ts';

/** All that was found, as the report holds it. `textOf` answers a Dockerfile's text; null where it is not one. */
export function reportFindings(
  drafts: Iterable<FindingDraft>,
  textOf: (path: string) => string | null,
): readonly Finding[] {
  const merged = mergeFindings(drafts);
  const marks = fingerprints(merged, (path) => textOf(path)?.split('\n') ?? null);
  return merged.map((draft, index) => ({ ...draft, fingerprint: marks[index] ?? '', acceptance: null }));
}
