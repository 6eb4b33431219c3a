import { readFlags } from './build-flags.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { trimSpace } from './go-text.ts';
import type { OnbuildInstruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';

/** ONBUILD (frontend/dockerfile/instructions/parse.go, parseOnBuild). */
export function readOnbuild({ base, statement }: InstructionSource): OnbuildInstruction | Flaw {
  const [word] = statement.args;
  if (word === undefined) return { message: 'ONBUILD triggers nothing.', hint: 'Write ONBUILD RUN command.' };
  const flags = readFlags(statement.flags);
  if (isFlaw(flags)) return flags;
  const keyword = trimSpace(word).toUpperCase();
  if (keyword === 'ONBUILD' || keyword === 'MAINTAINER' || keyword === 'FROM') {
    return { message: `ONBUILD cannot trigger ${keyword}.`, place: { argument: 0 } };
  }
  let trigger = statement.original.replace(/^[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*/i, '');
  for (const heredoc of base.heredocs) trigger += `\n${heredoc.content}${heredoc.name}`;
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'ONBUILD',
    trigger,
  };
}
