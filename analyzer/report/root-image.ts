import type { BuildPlan } from '../graph/plan-repository.ts';
import type { Plan } from '../plan/plan.ts';
import type { Stage } from '../plan/stage.ts';

/** The image from outside the repository that a build's result stands on. */
export interface RootImage {
  /** Normalised. */
  readonly reference: string;
  /** The build's own FROM that names it (index in `Dockerfile.instructions`); null: that of a build that it starts from. */
  readonly instruction: number | null;
}

/**
 * The image at the bottom of one of a build's stages (an index in `Plan.stages`), through other stages and through other builds
 * of the repository. null: it stands on nothing (scratch), or on what is not here. `planOf` answers a build's plan by its id.
 */
export function rootImage(
  buildPlan: BuildPlan,
  stage: number,
  planOf: (id: string) => BuildPlan | undefined,
): RootImage | null {
  const seen = new Set<string>();
  let at: BuildPlan | undefined = buildPlan;
  while (at !== undefined && at.outcome.kind === 'planned' && !seen.has(at.build.id)) {
    seen.add(at.build.id);
    const { plan } = at.outcome;
    const bottom = bottomStage(plan, at === buildPlan ? stage : plan.target);
    const instruction = bottom?.instructions[0] ?? -1;
    const use: BuildPlan['uses'][number] | undefined = at.uses.find(
      (each) => each.kind === 'from' && each.instruction === instruction,
    );
    if (use === undefined) return null;
    if (use.producer === null) {
      return { reference: use.reference, instruction: at === buildPlan ? instruction : null };
    }
    at = planOf(use.producer.build.id);
  }
  return null;
}

/** The stage that another starts from in the end; a stage stands on earlier ones only. */
function bottomStage(plan: Plan, from: number): Stage | undefined {
  let stage = plan.stages[from];
  while (stage?.base.kind === 'stage') stage = plan.stages[stage.base.stage];
  return stage;
}
