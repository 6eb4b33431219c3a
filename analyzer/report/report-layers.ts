import { shortName } from '../graph/repository-graph.ts';
import type { Plan } from '../plan/plan.ts';
import type { ReportLayer } from './report.ts';
import type { RootImage } from './root-image.ts';

/**
 * The layers of an image from the bottom up. What the image from outside consists of is not known without pulling it: one
 * entry stands for all of it.
 */
export function reportLayers(plan: Plan, root: RootImage | null): readonly ReportLayer[] {
  const steps = layerSteps(plan);
  const own = plan.image.history.map(({ by, isEmpty, instruction, stage }): ReportLayer => {
    const step = isEmpty ? undefined : steps.get(`${stage} ${instruction}`)?.shift();
    return { by, isEmpty, isBase: false, instruction, step: step ?? null };
  });
  if (root === null) return own;
  const { instruction, reference } = root;
  const from = plan.steps.find((step) => step.kind === 'FROM' && step.instruction === instruction);
  const base = {
    by: `FROM ${shortName(reference)}`,
    isEmpty: false,
    isBase: true,
    instruction,
    step: from?.id ?? null,
  };
  return [base, ...own];
}

/**
 * Steps that make layers, by stage and instruction, in order: all triggers that one FROM brought stand under that FROM.
 */
function layerSteps(plan: Plan): ReadonlyMap<string, number[]> {
  const steps = new Map<string, number[]>();
  for (const { id, kind, stage, instruction } of plan.steps) {
    if (kind === 'FROM') continue;
    const key = `${stage} ${instruction}`;
    const list = steps.get(key) ?? [];
    list.push(id);
    steps.set(key, list);
  }
  return steps;
}

/** How many layers a build adds to what it starts from. */
export function countOwnLayers(layers: readonly ReportLayer[]): number {
  return layers.filter(({ isBase, isEmpty, instruction }) => !isBase && !isEmpty && instruction !== null).length;
}
