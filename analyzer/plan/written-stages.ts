import type { ArgInstruction, FromInstruction, Instruction } from '../dockerfile/instruction.ts';

/** A FROM with the instructions up to the next one. */
export interface WrittenStage {
  readonly from: FromInstruction;
  readonly instructions: readonly Instruction[];
}

/** The global ARGs and the stages of a Dockerfile (frontend/dockerfile/instructions/parse.go, Parse). */
export interface WrittenStages {
  readonly globalArgs: readonly ArgInstruction[];
  readonly stages: readonly WrittenStage[];
}

/** Cuts a Dockerfile into its stages. Instructions that stand before the first FROM and are no ARG are left out. */
export function splitStages(instructions: readonly Instruction[]): WrittenStages {
  const globalArgs: ArgInstruction[] = [];
  const stages: { from: FromInstruction; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stages.push({ from: instruction, instructions: [] });
    else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') globalArgs.push(instruction);
  }
  return { globalArgs, stages };
}
