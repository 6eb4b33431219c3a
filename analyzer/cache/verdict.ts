import type { FileChange } from './change.ts';

/**
 * `cached`: loaded from a warm cache. `rebuilt`: runs. `output-dependent`: runs only if a re-run step above wrote other
 * bytes than before. `unused`: the target does not need it.
 */
export type Status = 'cached' | 'output-dependent' | 'rebuilt' | 'unused';

/** One reason for a step's verdict. `step` is the step that passed the change on. */
export type Cause =
  | { readonly kind: 'file'; readonly change: FileChange }
  /** It takes a file of the context that it did not take before, or no longer does; the file itself is what it was. */
  | { readonly kind: 'selection'; readonly path: string; readonly isTaken: boolean }
  /** What it copies is not in the build context: the build fails here. `path` is relative to the context. */
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'instruction'; readonly instruction: number }
  | { readonly kind: 'build-arg'; readonly name: string }
  | {
      readonly kind: 'base-image';
      readonly reference: string;
      /** Name of the build of the same repository that makes it; absent for an image from outside. */
      readonly build?: string;
    }
  | { readonly kind: 'no-cache' }
  /** Something that its key is made of differs; null where one side has none. */
  | {
      readonly kind: 'ingredient';
      readonly name: string;
      readonly before: string | null;
      readonly after: string | null;
      /** Where it comes from (index in `Dockerfile.instructions`); null: the base image or the builder. */
      readonly instruction: number | null;
    }
  /** Nothing like it was built before. */
  | { readonly kind: 'new' }
  /** An exported cache holds its key and not its layers, and a step that runs needs them. */
  | { readonly kind: 'not-exported' }
  /** It stands on a step that is rebuilt (the chain of a stage, or FROM another stage). */
  | {
      readonly kind: 'step';
      readonly step: number;
      /** It is only merged with that step, a linked copy whose own layer stays; absent: it is not. */
      readonly isMerged?: true;
    }
  /** It takes files whose bytes the definition of a changed step decides. */
  | { readonly kind: 'content'; readonly step: number }
  /** It takes files that a step may have written otherwise than before: `step` is that RUN (or image, or archive). */
  | {
      readonly kind: 'output';
      readonly step: number;
      /** What is taken of it, as a path in that step's file system; absent where it is not known. */
      readonly path?: string;
    };

export interface Verdict {
  /** Index in `Plan.steps`. */
  readonly step: number;
  readonly status: Status;
  /** Empty for `cached` and `unused`; the nearest causes, most direct first, at most `maxFileCauses` files among them. */
  readonly causes: readonly Cause[];
  /** How many changed files it takes: more than are named in `causes` when there are many. */
  readonly changedFiles: number;
}
