import type { Draft } from './draft.ts';
import type { Step } from './step.ts';

/** A step before its vertices have ids. */
export interface StepDraft {
  readonly kind: Step['kind'];
  readonly label: string;
  readonly stage: number | null;
  readonly instruction: number;
  readonly isOnbuild: boolean;
  /** The last one holds the file system after the step. */
  readonly drafts: readonly Draft[];
}

/** The steps of a build in the order in which they are converted. */
export interface StepLog {
  readonly add: (step: StepDraft) => void;
  readonly all: () => readonly StepDraft[];
}

/** An empty log. */
export function stepLog(): StepLog {
  const steps: StepDraft[] = [];
  return {
    add: (step) => {
      steps.push(step);
    },
    all: () => steps,
  };
}
