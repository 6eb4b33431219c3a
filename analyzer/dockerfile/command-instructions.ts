import { readFlags } from './build-flags.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import type { CommandInstruction, CommandLine, ShellInstruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';
import type { Statement } from './statement.ts';

/** The command of RUN, CMD, ENTRYPOINT (frontend/dockerfile/instructions/parse.go, parseShellDependentCommand). */
export function readCommandLine(statement: Statement): CommandLine {
  return { form: statement.isJson ? 'exec' : 'shell', args: statement.args };
}

/** CMD and ENTRYPOINT (frontend/dockerfile/instructions/parse.go, parseCmd, parseEntrypoint). */
export function readCommand(
  { base, statement }: InstructionSource,
  keyword: CommandInstruction['keyword'],
): CommandInstruction | Flaw {
  const flags = readFlags(statement.flags);
  return isFlaw(flags)
    ? flags
    : {
        index: base.index,
        written: base.written,
        range: base.range,
        original: base.original,
        flags: base.flags,
        docComments: base.docComments,
        heredocs: base.heredocs,
        keyword,
        command: readCommandLine(statement),
      };
}

/** SHELL (frontend/dockerfile/instructions/parse.go, parseShell). */
export function readShell({ base, statement }: InstructionSource): ShellInstruction | Flaw {
  const flags = readFlags(statement.flags);
  if (isFlaw(flags)) return flags;
  const hint = 'Write SHELL ["/bin/sh", "-c"].';
  if (statement.args.length === 0) return { message: 'SHELL names no shell.', hint };
  if (!statement.isJson) return { message: 'SHELL needs a JSON array.', hint, place: { argument: 0 } };
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'SHELL',
    shell: statement.args,
  };
}
