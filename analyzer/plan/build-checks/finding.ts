import type { Range } from '../../dockerfile/range.ts';

/** A build check that fired, before it is known whether the file switches it off. */
export interface Finding {
  /** BuildKit's name of the rule (frontend/dockerfile/linter/ruleset.go). */
  readonly rule: string;
  /** BuildKit's message, word for word: people look it up. */
  readonly message: string;
}

/** A finding of a check that looks at the whole file. */
export interface PlacedFinding extends Finding {
  readonly range: Range;
}
