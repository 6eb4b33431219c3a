import { readFlags } from './build-flags.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import type { ArgInstruction, EnvInstruction, KeyValue, LabelInstruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';

/** ENV (frontend/dockerfile/instructions/parse.go, parseEnv). */
export function readEnv(source: InstructionSource): EnvInstruction | Flaw {
  const env = readPairs(source, 'ENV');
  return isFlaw(env)
    ? env
    : {
        index: source.base.index,
        written: source.base.written,
        range: source.base.range,
        original: source.base.original,
        flags: source.base.flags,
        docComments: source.base.docComments,
        heredocs: source.base.heredocs,
        keyword: 'ENV',
        env,
      };
}

/** LABEL (frontend/dockerfile/instructions/parse.go, parseLabel). */
export function readLabel(source: InstructionSource): LabelInstruction | Flaw {
  const labels = readPairs(source, 'LABEL');
  return isFlaw(labels)
    ? labels
    : {
        index: source.base.index,
        written: source.base.written,
        range: source.base.range,
        original: source.base.original,
        flags: source.base.flags,
        docComments: source.base.docComments,
        heredocs: source.base.heredocs,
        keyword: 'LABEL',
        labels,
      };
}

function readPairs(source: InstructionSource, keyword: string): readonly KeyValue[] | Flaw {
  const { assignments } = source.statement;
  const flags = readFlags(source.statement.flags);
  if (isFlaw(flags)) return flags;
  if (assignments.length === 0) return { message: `${keyword} sets nothing.`, hint: `Write ${keyword} KEY=value.` };
  const blank = assignments.findIndex((each) => each.key === '');
  if (blank !== -1) return blankName(keyword, blank);
  return assignments;
}

/** ARG; flags are dropped unread (frontend/dockerfile/instructions/parse.go, parseArg). */
export function readArg(source: InstructionSource): ArgInstruction | Flaw {
  const { args } = source.statement;
  if (args.length === 0) return { message: 'ARG names no argument.', hint: 'Write ARG NAME or ARG NAME=default.' };
  const blank = args.findIndex((each) => each.startsWith('='));
  if (blank !== -1) return blankName('ARG', blank);
  const pairs = args.map((word) => {
    const equals = word.indexOf('=');
    if (equals === -1) return { key: word, value: null, isLegacy: false };
    return { key: word.slice(0, equals), value: word.slice(equals + 1), isLegacy: false };
  });
  return {
    index: source.base.index,
    written: source.base.written,
    range: source.base.range,
    original: source.base.original,
    flags: source.base.flags,
    docComments: source.base.docComments,
    heredocs: source.base.heredocs,
    keyword: 'ARG',
    args: pairs,
  };
}

function blankName(keyword: string, argument: number): Flaw {
  return { message: `${keyword} has a value without a name.`, place: { argument } };
}
