import type { CommandInstruction } from '../dockerfile/instruction.ts';
import type { CheckedBuild } from './checked-repository.ts';

/** The instruction that sets what an image runs, and the stage it stands in. */
export interface CommandPlace {
  readonly instruction: CommandInstruction;
  readonly stage: number;
}

/** The stages of a build's target: itself, the stage that it starts from, and so on. */
export function targetStages({ plan }: CheckedBuild): readonly CheckedBuild['plan']['stages'][number][] {
  const stages = [];
  for (let stage = plan.stages[plan.target]; stage !== undefined;) {
    stages.push(stage);
    stage = stage.base.kind === 'stage' ? plan.stages[stage.base.stage] : undefined;
  }
  return stages;
}

/** The last CMD or ENTRYPOINT of a build's own target; null: it comes from elsewhere, or there is none. */
export function lastCommand(build: CheckedBuild, keyword: 'CMD' | 'ENTRYPOINT'): CommandPlace | null {
  for (const { index, instructions } of targetStages(build)) {
    for (const each of instructions.toReversed()) {
      const instruction = build.plan.dockerfile.instructions[each];
      if (instruction?.keyword === keyword) return { instruction, stage: index };
    }
  }
  return null;
}
