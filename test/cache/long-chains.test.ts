import { expect, test } from 'vitest';
import { noChange } from '../../analyzer/cache/change.ts';
import { keyPlan } from '../../analyzer/cache/keyed-plan.ts';
import { cacheGraph } from '../../analyzer/cache/make-cache-graph.ts';
import { propagate } from '../../analyzer/cache/propagate.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { planDockerfile } from '../../analyzer/plan/plan-dockerfile.ts';

/** Stages that each copy all of the one before and write a file more. */
function chain(stages: number): string {
  const stage = (index: number): string =>
    `FROM scratch AS s${index}\n${index === 0 ? '' : `COPY --from=s${index - 1} / /\n`}COPY <<EOF /f${index}\n${index}\nEOF\n`;
  return Array.from({ length: stages }, (_, index) => stage(index)).join('');
}

test.each<[stages: number, last: string]>([
  [20, 'rebuilt'],
  [60, 'rebuilt'],
  // Further back than that nobody looks: thousands of them would take hours.
  [400, 'output-dependent'],
])('an edit in the first of %i stages that copy from each other makes the last %s', (stages, last) => {
  const outcome = planDockerfile(parseDockerfile(chain(stages)));
  if (outcome.kind !== 'planned') throw new Error(outcome.problem.message);
  const graph = cacheGraph(keyPlan(outcome.plan, { selections: () => null }));
  const verdicts = propagate(graph, { ...noChange, instructions: [1] });
  expect(verdicts.at(-1)?.status).toBe(last);
});
