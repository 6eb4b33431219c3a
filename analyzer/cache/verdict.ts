import type { FileChange } from './change.ts';

/**
 * `cached`: loaded from a warm cache. `rebuilt`: runs. `output-dependent`: runs only if a re-run RUN above wrote other
 * bytes than before. `unused`: the target does not need it.
 */
export type Status = 'cached' | 'output-dependent' | 'rebuilt' | 'unused';

/** One reason for a step's verdict. `step` causes name the step that passed the change on. */
export type Cause =
  | { readonly kind: 'file'; readonly change: FileChange }
  | { readonly kind: 'instruction'; readonly instruction: number }
  | { readonly kind: 'build-arg'; readonly name: string }
  | { readonly kind: 'base-image'; readonly reference: string }
  | { readonly kind: 'no-cache' }
  /** It stands on a step that is rebuilt (the chain of a stage, or FROM another stage). */
  | { readonly kind: 'step'; readonly step: number }
  /** It takes files that a rebuilt step provably changed. */
  | { readonly kind: 'content'; readonly step: number }
  /** It takes files that a RUN may have written: `step` is that RUN. */
  | { readonly kind: 'output'; readonly step: number };

export interface Verdict {
  /** Index in `Plan.steps`. */
  readonly step: number;
  readonly status: Status;
  /** Empty for `cached` and `unused`; the nearest causes, most direct first. */
  readonly causes: readonly Cause[];
}
