import { predictExperiment } from '../conformance/cache-prediction.ts';
import type { Experiment } from '../conformance/record/experiment.ts';

/** A letter for each step of the second build: `=` cached, `R` rebuilt, `?` output-dependent; by the order of `marks`. */
export function letters(experiment: Omit<Experiment, 'id'>, marks: readonly string[], engine = 'buildkit'): string {
  const predicted = [...predictExperiment(engine, { id: '', ...experiment })];
  return marks
    .map((mark) => {
      const found = predicted.find(([label]) => label.includes(mark));
      if (found === undefined) throw new Error(`no step ${mark} in ${predicted.map(([label]) => label).join(' | ')}`);
      return found[1] === 'cached' ? '=' : found[1] === 'rebuilt' ? 'R' : '?';
    })
    .join('');
}

/** The same for all steps in the plan's order. */
export function allLetters(experiment: Omit<Experiment, 'id'>, engine = 'buildkit'): string {
  return [...predictExperiment(engine, { id: '', ...experiment }).values()]
    .map((status) => (status === 'cached' ? '=' : status === 'rebuilt' ? 'R' : '?'))
    .join('');
}
