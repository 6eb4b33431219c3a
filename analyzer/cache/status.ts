import type { Status } from './verdict.ts';

/** Whether a key, or a content, is what it was: the three values that travel along the build graph. */
export type Sameness = 'changed' | 'maybe' | 'same';

/** The worse of two: `changed` before `maybe` before `same`. */
export function worse(one: Sameness, other: Sameness): Sameness {
  if (one === 'changed' || other === 'changed') return 'changed';
  return one === 'maybe' || other === 'maybe' ? 'maybe' : 'same';
}

/** The better of two, for a match that either of two links may bring about. */
export function better(one: Sameness, other: Sameness): Sameness {
  if (one === 'same' || other === 'same') return 'same';
  return one === 'maybe' || other === 'maybe' ? 'maybe' : 'changed';
}

/** What a reader is told. */
export const statusOf: Readonly<Record<Sameness, Status>> = {
  same: 'cached',
  maybe: 'output-dependent',
  changed: 'rebuilt',
};
