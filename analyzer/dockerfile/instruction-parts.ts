import { readAstParts, type AstParts } from './dockerfile-ast.ts';
import type { Dockerfile } from './dockerfile.ts';
import { isFlaw } from './flaw.ts';
import type { Instruction, KeyValue } from './instruction.ts';
import { readLogicalLine } from './logical-line.ts';
import { splitLines, type PhysicalLines } from './physical-lines.ts';
import type { Range } from './range.ts';
import { readStatement } from './statement.ts';

/** Where the parts of an instruction stand in its file. */
export interface InstructionParts {
  readonly keyword: Range;
  /** One for each of `Instruction.flags`; empty where they cannot be told apart. */
  readonly flags: readonly Range[];
  /**
   * What follows the flags: assignments of ENV, LABEL, ARG; elements of a JSON array; else words between blanks. A
   * here-document's body is not among them.
   */
  readonly arguments: readonly Range[];
}

/** Cutting a text into lines takes time in proportion to it, so it is done once a file. */
const linesOf = new WeakMap<Dockerfile, PhysicalLines>();

/** Finds the parts of an instruction of this Dockerfile, as dockerfile-ast places them. Takes time linear in its length. */
export function locateParts(dockerfile: Dockerfile, instruction: Instruction): InstructionParts {
  let lines = linesOf.get(dockerfile);
  if (lines === undefined) {
    lines = splitLines(dockerfile.text);
    linesOf.set(dockerfile, lines);
  }
  const line = readLogicalLine(lines, instruction.range.start.line - 1, dockerfile.escape);
  const parts = readAstParts(line, dockerfile.escape);
  const flags = parts.flags();
  return {
    keyword: parts.keyword() ?? instruction.range,
    flags: flags.length === instruction.flags.length ? flags : [],
    arguments:
      assignmentRanges(instruction, parts) ?? (isJson(line.text, dockerfile.escape) ? parts.strings() : parts.words()),
  };
}

/** One for each assignment, that of the whole instruction where dockerfile-ast splits differently. */
function assignmentRanges(instruction: Instruction, parts: AstParts): readonly Range[] | null {
  const assignments = assignmentsOf(instruction);
  if (assignments === null) return null;
  const properties = parts.properties();
  if (properties.length === assignments.length) return properties;
  // It takes `ARG A B` for one property; without quotes its words are the arguments.
  const words = /["']/.test(instruction.original) ? [] : parts.words();
  return words.length === assignments.length ? words : assignments.map(() => instruction.range);
}

function assignmentsOf(instruction: Instruction): readonly KeyValue[] | null {
  if (instruction.keyword === 'ARG') return instruction.args;
  if (instruction.keyword === 'ENV') return instruction.env;
  return instruction.keyword === 'LABEL' ? instruction.labels : null;
}

/** dockerfile-ast finds strings in what only looks like JSON too. */
function isJson(line: string, escape: Dockerfile['escape']): boolean {
  const statement = readStatement(line, escape);
  return !isFlaw(statement) && statement.isJson;
}
