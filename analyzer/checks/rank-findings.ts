import type { Finding, Severity } from './finding.ts';

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Findings as they are shown: the most severe first, then what costs most steps, then most builds; else as they were. */
export function rankFindings<T extends Pick<Finding, 'cost' | 'severity'>>(findings: readonly T[]): readonly T[] {
  return findings.toSorted(compareFindings);
}

/** Negative where the first is shown before the second. */
export function compareFindings(a: Pick<Finding, 'cost' | 'severity'>, b: Pick<Finding, 'cost' | 'severity'>): number {
  return order[a.severity] - order[b.severity] || b.cost.steps - a.cost.steps || b.cost.builds - a.cost.builds;
}

/** What a finding costs, in words: `4 steps of 2 builds`; empty for no rebuild. */
export function costText({ steps, builds }: Finding['cost']): string {
  if (steps === 0) return '';
  const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  return builds > 1 ? `${counted(steps, 'step')} of ${builds} builds` : counted(steps, 'step');
}
