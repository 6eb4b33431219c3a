import { predictExperiment } from './cache-prediction.ts';
import type { Experiment, Observed } from './record/experiment.ts';
import type { CaseResult, Difference } from './result.ts';

/** Compares predicted verdicts with what real engines did; `output-dependent` abstains. */
export function compareCache(data: unknown): readonly CaseResult[] {
  return (data as readonly Experiment[]).map((experiment) => {
    const result = { id: experiment.id, agree: 0, disagree: 0, abstain: 0 };
    const differences: Difference[] = [];
    const abstentions: string[] = [];
    for (const [engine, observed] of Object.entries(experiment.expected ?? {})) {
      compareEngine(engine, experiment, observed, result, differences, abstentions);
    }
    return { ...result, differences, abstentions };
  });
}

function compareEngine(
  engine: string,
  experiment: Experiment,
  observed: Observed,
  result: { agree: number; disagree: number; abstain: number },
  differences: Difference[],
  abstentions: string[],
): void {
  const predicted = predictExperiment(engine, experiment);
  for (const [label, expected] of Object.entries(observed)) {
    const got = predicted.get(label);
    if (got === 'output-dependent') {
      result.abstain++;
      abstentions.push(`${engine}: ${label}`);
    } else if (got === (expected === 'ran' ? 'rebuilt' : 'cached')) result.agree++;
    else {
      result.disagree++;
      differences.push({ at: `${engine}: ${label}`, expected, got: got ?? [...predicted.keys()] });
    }
  }
}
