import { noChange } from '../analyzer/cache/change.ts';
import { keyPlan } from '../analyzer/cache/keyed-plan.ts';
import { cacheGraph } from '../analyzer/cache/make-cache-graph.ts';
import { propagate } from '../analyzer/cache/propagate.ts';
import { parseDockerfile } from '../analyzer/dockerfile/parse.ts';
import { planDockerfile } from '../analyzer/plan/plan-dockerfile.ts';
import { shortestTime, type Measurement } from './measurement.ts';

/** One change through a graph of ten thousand steps. */
export function measurePropagation(): readonly Measurement[] {
  const stages = Array.from({ length: 100 }, (_, stage) => {
    const copy = stage === 0 ? '' : `COPY --from=s${stage - 1} /x /x\n`;
    return `FROM alpine AS s${stage}\n${copy}${'RUN make\n'.repeat(98)}`;
  });
  const outcome = planDockerfile(parseDockerfile(stages.join('')));
  if (outcome.kind !== 'planned') throw new Error(outcome.problem.message);
  const graph = cacheGraph(keyPlan(outcome.plan, { selections: () => null }));
  const instruction = outcome.plan.dockerfile.instructions[2]?.index ?? 0;
  const change = { ...noChange, instructions: [instruction] };
  return [
    {
      name: `one change through ${graph.steps.length} steps`,
      value: shortestTime(9, () => propagate(graph, change)),
      unit: 'ms',
      reference: { name: 'goal', value: 10 },
    },
  ];
}
