import type { Verdict } from '../../analyzer/cache/verdict.ts';
import { byId } from './page-data.ts';

/** Whether a change reaches a step: it runs, or may run. */
export const isReached = ({ status }: Verdict): boolean => status === 'rebuilt' || status === 'output-dependent';

/** The way through the steps that a change reaches, in the order of the build. */
export interface ReachedSteps {
  /** Tells which of them is selected, and offers the way to the next and the previous where there is one to go. */
  readonly show: (verdicts: readonly Verdict[], selected: number | null) => void;
  /** Goes to the next (`1`) or previous (`-1`), from the last on to the first again. */
  readonly move: (by: -1 | 1) => void;
}

/** Leads there by the buttons of the what-if bar; `go` shows the step. */
export function reachedSteps(go: (step: number) => void): ReachedSteps {
  const group = byId('reached', HTMLElement);
  const place = byId('reached-place', HTMLElement);
  let steps: readonly number[] = [];
  let at: number | null = null;

  function show(verdicts: readonly Verdict[], selected: number | null): void {
    steps = verdicts.filter(isReached).map(({ step }) => step);
    at = selected;
    if (group !== null) group.hidden = steps.length === 0;
    const index = selected === null ? -1 : steps.indexOf(selected);
    if (place !== null) place.textContent = index < 0 ? '' : `${index + 1} of ${steps.length}`;
  }

  function move(by: -1 | 1): void {
    const from = at;
    const next =
      by === 1
        ? (steps.find((step) => from !== null && step > from) ?? steps[0])
        : (steps.findLast((step) => from !== null && step < from) ?? steps.at(-1));
    if (next !== undefined) go(next);
  }

  byId('reached-next', HTMLButtonElement)?.addEventListener('click', () => move(1));
  byId('reached-previous', HTMLButtonElement)?.addEventListener('click', () => move(-1));
  return { show, move };
}
