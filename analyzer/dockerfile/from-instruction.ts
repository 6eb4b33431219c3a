import { readFlags, type KnownFlags } from './build-flags.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { toLower } from './go-text.ts';
import type { FromInstruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';

const fromFlags: KnownFlags = new Map([['platform', 'string']]);

/** FROM (frontend/dockerfile/instructions/parse.go, parseFrom, parseBuildStageName). */
export function readFrom({ base, statement }: InstructionSource): FromInstruction | Flaw {
  const [image, writtenAs = '', writtenName = ''] = statement.args;
  const isNamed = statement.args.length === 3 && toLower(writtenAs) === 'as';
  if (image === undefined || (statement.args.length !== 1 && !isNamed)) return wrongShape(statement.args);
  const name = toLower(writtenName);
  if (isNamed && !/^[a-z][a-z0-9\-_.]*$/.test(name)) {
    return {
      message: `"${writtenName}" cannot name a stage.`,
      hint: 'A stage name starts with a letter and goes on with letters, digits, "-", "_" and ".". Variables do not count.',
      place: { argument: 2 },
    };
  }
  const flags = readFlags(statement.flags, fromFlags);
  if (isFlaw(flags)) return flags;
  const platform = flags.get('platform')?.[0] ?? '';
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'FROM',
    base: image,
    name,
    writtenName,
    writtenAs,
    platform,
  };
}

function wrongShape(words: readonly string[]): Flaw {
  if (words.length === 0) return { message: 'FROM names no image.' };
  const hint = 'Write FROM image, or FROM image AS name.';
  if (words.length === 2 && toLower(words[1] ?? '') === 'as') {
    return { message: 'FROM … AS names no stage.', hint, place: { argument: 1 } };
  }
  return { message: `FROM has ${String(words.length)} words after it.`, hint, place: { argument: 1 } };
}
