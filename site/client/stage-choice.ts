import type { BuildData } from './build-data.ts';
import { byId } from './page-data.ts';

/** The list of stages above a long source: it leads to one, and tells in which the selected step is. */
export interface StageChoice {
  readonly show: (step: number | null) => void;
}

/** `go` shows the first step of a stage; where the target does not need it, and it has none, `goToLine` its FROM. */
export function stageChoice(
  data: BuildData,
  go: (step: number) => void,
  goToLine: (line: number) => void,
): StageChoice {
  const list = byId('stage-choice', HTMLSelectElement);
  list?.addEventListener('change', () => {
    const chosen = list.selectedOptions[0];
    if (chosen === undefined || chosen.value === '') return;
    const first = data.steps.find(({ stage }) => stage === Number(chosen.value));
    if (first === undefined) goToLine(Number(chosen.dataset['line']));
    else go(first.id);
  });
  return {
    show: (step) => {
      if (list !== null) list.value = String((step === null ? null : data.steps[step]?.stage) ?? '');
    },
  };
}
