import type { FindingDraft } from './finding.ts';

/**
 * One finding for each rule, place and message, however many builds share it; its cost is that of all of them. By path,
 * line, column, rule, message.
 */
export function mergeFindings(drafts: Iterable<FindingDraft>): readonly FindingDraft[] {
  const merged = new Map<string, FindingDraft>();
  for (const draft of drafts) {
    const key = JSON.stringify([draft.rule, draft.path, draft.range, draft.message]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? { ...draft, builds: draft.builds.toSorted() } : joined(known, draft));
  }
  return [...merged.values()].sort(byPlace);
}

/** A build that both name is counted once. */
function joined(known: FindingDraft, draft: FindingDraft): FindingDraft {
  const isNew = draft.builds.some((build) => !known.builds.includes(build));
  return {
    ...known,
    builds: [...new Set([...known.builds, ...draft.builds])].sort(),
    cost: isNew
      ? { steps: known.cost.steps + draft.cost.steps, builds: known.cost.builds + draft.cost.builds }
      : known.cost,
  };
}

/** By path, line, column, rule, message. */
export function byPlace(a: FindingDraft, b: FindingDraft): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  const from = a.range?.start ?? { line: 0, column: 0 };
  const other = b.range?.start ?? { line: 0, column: 0 };
  if (from.line !== other.line) return from.line - other.line;
  if (from.column !== other.column) return from.column - other.column;
  if (a.rule !== b.rule) return a.rule < b.rule ? -1 : 1;
  return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
}
