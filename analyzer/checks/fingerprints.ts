import { digestParts } from '../cache/vertex-digests.ts';
import type { FindingDraft } from './finding.ts';

/** As many hexadecimal digits as tell any two findings of a repository apart. */
const length = 24;

/**
 * A fingerprint for each finding, in their order: of its rule, its file and the text of its lines, so that it stays what it
 * was when lines move or a message counts something else; and of its number among those that are equal in these.
 *
 * `linesOf` answers the lines of a file; null where it is not there.
 */
export function fingerprints(
  findings: readonly FindingDraft[],
  linesOf: (path: string) => readonly string[] | null,
): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map(({ source, rule, path, range }) => {
    const lines = range === null ? [] : (linesOf(path)?.slice(range.start.line - 1, range.end.line) ?? []);
    // Indentation and the ends of lines are no part of what a line says.
    const parts = [source, rule, path, ...lines.map((line) => line.trim())];
    const key = JSON.stringify(parts);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return digestParts([...parts, String(count)]).slice(0, length);
  });
}
