import type { InstructionBase } from './instruction.ts';
import type { Statement } from './statement.ts';

/**
 * What every reader of one kind of instruction is handed.
 *
 * The readers spell out the fields of `base`: spreading them takes V8 ten times as long as reading the instruction.
 */
export interface InstructionSource {
  readonly base: InstructionBase;
  readonly statement: Statement;
}
