import type { AstParts } from './dockerfile-ast.ts';
import type { InstructionBase } from './instruction.ts';
import type { Statement } from './statement.ts';

/** What every reader of one kind of instruction is handed. */
export interface InstructionSource {
  readonly base: InstructionBase;
  readonly statement: Statement;
  /** Where the parts stand; computed when first asked for. */
  readonly parts: () => AstParts;
}
