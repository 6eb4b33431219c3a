import { readFlags, type FlagValues, type KnownFlags } from './build-flags.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { chompHeredoc, readHeredocMark } from './heredocs.ts';
import type { AddInstruction, CopyInstruction, InlineFile, InstructionBase } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';

const none: readonly never[] = [];

const sharedFlags = [
  ['chown', 'string'],
  ['chmod', 'string'],
  ['link', 'bool'],
  ['exclude', 'list'],
] as const;

const copyFlags: KnownFlags = new Map([...sharedFlags, ['from', 'string'], ['parents', 'bool']]);
const addFlags: KnownFlags = new Map([
  ...sharedFlags,
  ['keep-git-dir', 'bool'],
  ['checksum', 'string'],
  ['unpack', 'bool'],
]);

/** COPY (frontend/dockerfile/instructions/parse.go, parseCopy). */
export function readCopy({ base, statement }: InstructionSource): CopyInstruction | Flaw {
  if (statement.args.length < 2) return noDestination('COPY', statement.args);
  const flags = readFlags(statement.flags, copyFlags);
  if (isFlaw(flags)) return flags;
  const files = readSourcesAndDest(base, statement.args, 'COPY');
  if (isFlaw(files)) return files;
  const from = flags.get('from')?.[0] ?? '';
  const isParents = isSet(flags, 'parents') === true;
  const { sources, inlineFiles, dest } = files;
  const { chown, chmod, isLink, exclude } = readShared(flags);
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'COPY',
    sources,
    inlineFiles,
    dest,
    chown,
    chmod,
    isLink,
    exclude,
    from,
    isParents,
  };
}

/** ADD (frontend/dockerfile/instructions/parse.go, parseAdd). */
export function readAdd({ base, statement }: InstructionSource): AddInstruction | Flaw {
  if (statement.args.length < 2) return noDestination('ADD', statement.args);
  const flags = readFlags(statement.flags, addFlags);
  if (isFlaw(flags)) return flags;
  const files = readSourcesAndDest(base, statement.args, 'ADD');
  if (isFlaw(files)) return files;
  const { sources, inlineFiles, dest } = files;
  const { chown, chmod, isLink, exclude } = readShared(flags);
  const checksum = flags.get('checksum')?.[0] ?? '';
  const keepGitDir = isSet(flags, 'keep-git-dir');
  const unpack = isSet(flags, 'unpack');
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'ADD',
    sources,
    inlineFiles,
    dest,
    chown,
    chmod,
    isLink,
    exclude,
    checksum,
    keepGitDir,
    unpack,
  };
}

function isSet(flags: FlagValues, name: string): boolean | null {
  const value = flags.get(name)?.[0];
  return value === undefined ? null : value === 'true';
}

function readShared(flags: FlagValues): Pick<CopyInstruction, 'chown' | 'chmod' | 'isLink' | 'exclude'> {
  return {
    chown: flags.get('chown')?.[0] ?? '',
    chmod: flags.get('chmod')?.[0] ?? '',
    isLink: isSet(flags, 'link') === true,
    exclude: flags.get('exclude') ?? none,
  };
}

function noDestination(keyword: string, args: readonly string[]): Flaw {
  const message = args.length === 0 ? `${keyword} names no files.` : `${keyword} has no destination.`;
  return { message, hint: `Write ${keyword} source… destination.` };
}

/** Sorts sources into paths and here-documents (frontend/dockerfile/instructions/parse.go, parseSourcesAndDest). */
function readSourcesAndDest(
  base: InstructionBase,
  args: readonly string[],
  keyword: string,
): Pick<CopyInstruction, 'sources' | 'inlineFiles' | 'dest'> | Flaw {
  const dest = args.at(-1) ?? '';
  const destMark = readHeredocMark(dest);
  if (destMark !== null && !isFlaw(destMark)) {
    return {
      message: `A here-document cannot be the destination of ${keyword}.`,
      hint: `Write ${keyword} ${dest} /path.`,
      place: { argument: args.length - 1 },
    };
  }
  if (!args.some((each) => each.includes('<<'))) return { sources: args.slice(0, -1), inlineFiles: none, dest };
  const contents = new Map(base.heredocs.map((heredoc) => [heredoc.name, heredoc.content]));
  const sources: string[] = [];
  const inlineFiles: InlineFile[] = [];
  for (const source of args.slice(0, -1)) {
    const mark = readHeredocMark(source);
    if (mark === null || isFlaw(mark)) {
      sources.push(source);
      continue;
    }
    const content = contents.get(mark.name) ?? '';
    const data = mark.isChomped ? chompHeredoc(content) : content;
    inlineFiles.push({ path: mark.name, data, isExpanded: mark.isExpanded });
  }
  return { sources, inlineFiles, dest };
}
