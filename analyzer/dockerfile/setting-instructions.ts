import { readFlags } from './build-flags.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { trimSpace } from './go-text.ts';
import type { TextInstruction, WordsInstruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';

/**
 * USER, WORKDIR, MAINTAINER, STOPSIGNAL: one string; STOPSIGNAL drops its flags unread
 * (frontend/dockerfile/instructions/parse.go).
 */
export function readText(source: InstructionSource, keyword: TextInstruction['keyword']): TextInstruction | Flaw {
  const [text] = source.statement.args;
  if (text === undefined) return { message: `${keyword} says nothing.`, hint: `Write ${keyword} value.` };
  const flags = keyword === 'STOPSIGNAL' ? null : readFlags(source.statement.flags);
  if (flags !== null && isFlaw(flags)) return flags;
  return {
    index: source.base.index,
    written: source.base.written,
    range: source.base.range,
    original: source.base.original,
    flags: source.base.flags,
    docComments: source.base.docComments,
    heredocs: source.base.heredocs,
    keyword,
    text,
  };
}

/** EXPOSE: its ports sorted, as BuildKit keeps them (frontend/dockerfile/instructions/parse.go, parseExpose). */
export function readExpose({ base, statement }: InstructionSource): WordsInstruction | Flaw {
  if (statement.args.length === 0) return { message: 'EXPOSE names no port.', hint: 'Write EXPOSE 8080.' };
  const flags = readFlags(statement.flags);
  if (isFlaw(flags)) return flags;
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'EXPOSE',
    words: [...statement.args].sort(),
  };
}

/** VOLUME (frontend/dockerfile/instructions/parse.go, parseVolume). */
export function readVolume({ base, statement }: InstructionSource): WordsInstruction | Flaw {
  if (statement.args.length === 0) return { message: 'VOLUME names no path.', hint: 'Write VOLUME /path.' };
  const flags = readFlags(statement.flags);
  if (isFlaw(flags)) return flags;
  const words = statement.args.map(trimSpace);
  const empty = words.indexOf('');
  if (empty !== -1) return { message: 'A path of VOLUME is empty.', place: { argument: empty } };
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'VOLUME',
    words,
  };
}
