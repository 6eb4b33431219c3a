import { expect } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import type { Dockerfile } from '../../analyzer/dockerfile/dockerfile.ts';
import type { Instruction, Keyword } from '../../analyzer/dockerfile/instruction.ts';

/** The member of `Instruction` that a keyword belongs to; some have several keywords. */
type InstructionOf<K extends Keyword, I = Instruction> = I extends { readonly keyword: infer Own }
  ? K extends Own
    ? I
    : never
  : never;

/** The one instruction that a text holds after a FROM, which must be of this kind. */
export function readOne<K extends Keyword>(text: string, keyword: K): InstructionOf<K> {
  const dockerfile = parseDockerfile(`FROM scratch\n${text}\n`);
  expect(dockerfile.problem).toBeNull();
  expect(dockerfile.instructions).toHaveLength(2);
  const instruction = dockerfile.instructions[1];
  if (instruction === undefined || !isOf(instruction, keyword)) throw new Error(`${text} is no ${keyword}`);
  return instruction;
}

function isOf<K extends Keyword>(instruction: Instruction, keyword: K): instruction is InstructionOf<K> {
  return instruction.keyword === keyword;
}

/** `line:column-line:column` of a problem; null where it has no place. */
export function placeOf(dockerfile: Dockerfile): string | null {
  const range = dockerfile.problem?.range;
  if (range === undefined || range === null) return null;
  return `${String(range.start.line)}:${String(range.start.column)}-${String(range.end.line)}:${String(range.end.column)}`;
}
