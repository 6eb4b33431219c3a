import { readCommand, readShell } from './command-instructions.ts';
import type { Flaw } from './flaw.ts';
import { readFrom } from './from-instruction.ts';
import { readHealthcheck } from './healthcheck-instruction.ts';
import type { Instruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';
import { nearestWord } from './nearest-word.ts';
import { readOnbuild } from './onbuild-instruction.ts';
import { readRun } from './run-instruction.ts';
import { readExpose, readText, readVolume } from './setting-instructions.ts';
import type { SourceStatement } from './source-file.ts';
import type { Statement } from './statement.ts';
import { readAdd, readCopy } from './transfer-instructions.ts';
import { readArg, readEnv, readLabel } from './variable-instructions.ts';

type InstructionReader = (source: InstructionSource) => Instruction | Flaw;

const readers: ReadonlyMap<string, InstructionReader> = new Map<string, InstructionReader>([
  ['add', readAdd],
  ['arg', readArg],
  ['cmd', (source) => readCommand(source, 'CMD')],
  ['copy', readCopy],
  ['entrypoint', (source) => readCommand(source, 'ENTRYPOINT')],
  ['env', readEnv],
  ['expose', readExpose],
  ['from', readFrom],
  ['healthcheck', readHealthcheck],
  ['label', readLabel],
  ['maintainer', (source) => readText(source, 'MAINTAINER')],
  ['onbuild', readOnbuild],
  ['run', readRun],
  ['shell', readShell],
  ['stopsignal', (source) => readText(source, 'STOPSIGNAL')],
  ['user', (source) => readText(source, 'USER')],
  ['volume', readVolume],
  ['workdir', (source) => readText(source, 'WORKDIR')],
]);

/**
 * Makes an instruction of a statement, or says what is wrong with it
 * (frontend/dockerfile/instructions/parse.go, ParseInstructionWithLinter).
 */
export function readInstruction(source: SourceStatement, statement: Statement, index: number): Instruction | Flaw {
  const read = readers.get(statement.keyword);
  if (read === undefined) return unknownInstruction(statement);
  const base = {
    index,
    written: statement.command,
    range: source.range,
    original: statement.original,
    flags: statement.flags,
    docComments: source.docComments,
    heredocs: source.heredocs,
  };
  return read({ base, statement });
}

function unknownInstruction(statement: Statement): Flaw {
  const nearest = nearestWord(statement.keyword, [...readers.keys()]);
  const hint =
    nearest === null
      ? 'An instruction that goes on over several lines needs a continuation character at the end of each.'
      : `Did you mean ${nearest.toUpperCase()}?`;
  return { message: `There is no instruction ${statement.command}.`, hint, place: 'keyword' };
}
