import { quote } from '../go-format.ts';
import type { CommandLine } from '../../dockerfile/instruction.ts';
import type { Finding } from './finding.ts';

/** WorkdirRelativePath (dockerfile2llb/convert.go, dispatchWorkdir). To be asked for the first WORKDIR of a chain of stages. */
export function checkRelativeWorkdir(path: string, isAbsolute: boolean): Finding | null {
  if (isAbsolute) return null;
  const message = `Relative workdir ${quote(path)} can have unexpected results if the base image changes`;
  return { rule: 'WorkdirRelativePath', message };
}

/** JSONArgsRecommended: shell form without a SHELL that somebody chose (dispatchCmd, dispatchEntrypoint). */
export function checkJsonArgs(written: string, line: CommandLine, shell: readonly string[]): Finding | null {
  if (line.form === 'exec' || shell.length > 0) return null;
  const message = `JSON arguments recommended for ${written} to prevent unintended behavior related to OS signals`;
  return { rule: 'JSONArgsRecommended', message };
}

/** MultipleInstructionsDisallowed, at the earlier one (dockerfile2llb/validations.go, validateUsedOnce). */
export function checkUsedOnce(written: string, isRepeated: boolean): Finding | null {
  if (!isRepeated) return null;
  const message = `Multiple ${written} instructions should not be used in the same stage because only the last one will be used`;
  return { rule: 'MultipleInstructionsDisallowed', message };
}
