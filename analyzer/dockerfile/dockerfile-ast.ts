import { DockerfileParser, JSONInstruction, ModifiableInstruction, PropertyInstruction } from 'dockerfile-ast';
import type { Instruction as AstInstruction } from 'dockerfile-ast';
import type { EscapeCharacter } from './directives.ts';
import { rangeBetween, type LogicalLine } from './logical-line.ts';
import type { Range } from './range.ts';

/** The parts of one instruction, each where it stands in the file. Empty where dockerfile-ast finds none, and for lines too long to ask. */
export interface AstParts {
  keyword(): Range | null;
  flags(): readonly Range[];
  /** What stands between blanks after the flags. */
  words(): readonly Range[];
  /** The assignments of ENV, LABEL, ARG. */
  properties(): readonly Range[];
  /** The elements of a JSON array, quotes included. */
  strings(): readonly Range[];
}

/** Line and character from 0, as dockerfile-ast counts. Its types deny that it may be absent. */
type AstRange = {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
} | null;

/** dockerfile-ast takes time in the square of the number of flags, so a line made of flags must not be long. */
const longestLine = 16384;

/**
 * Reads one instruction with dockerfile-ast, which knows where things stand; what they mean to BuildKit is read elsewhere.
 *
 * It is handed the joined logical line alone, so that its own ideas of continuations, comments, directives and
 * here-documents never come to bear, and its answers are mapped back to the file.
 */
export function readAstParts(line: LogicalLine, escape: EscapeCharacter): AstParts {
  const prefix = escape === '\\' ? '' : '# escape=`\n';
  const row = prefix === '' ? 0 : 1;
  // Blanks to BuildKit that dockerfile-ast takes for letters or ends of lines; one character for one.
  const text = prefix + line.text.replace(/[\r\v\f]/g, ' ');
  const isReadable = line.text.length <= longestLine;
  const parse = (): AstInstruction | null => DockerfileParser.parse(text).getInstructions()[0] ?? null;
  const instruction = isReadable ? quietly(parse, null) : null;
  const toRange = (range: AstRange): Range | null => {
    if (range === null || range.start.line !== row || range.end.line !== row) return null;
    return rangeBetween(line, range.start.character, range.end.character);
  };
  const all = (read: (instruction: AstInstruction) => readonly { getRange(): AstRange }[]): readonly Range[] => {
    const ranges: Range[] = [];
    for (const part of instruction === null ? [] : quietly(() => read(instruction), [])) {
      const range = toRange(part.getRange());
      // A part that cannot be placed would shift the count of those behind it.
      if (range === null) return [];
      ranges.push(range);
    }
    return ranges;
  };
  return {
    keyword: () => toRange(instruction?.getInstructionRange() ?? null),
    flags: () => all((each) => (each instanceof ModifiableInstruction ? each.getFlags() : [])),
    words: () => all((each) => each.getArguments()),
    properties: () => all((each) => (each instanceof PropertyInstruction ? each.getProperties() : [])),
    strings: () => all((each) => (each instanceof JSONInstruction ? each.getJSONStrings() : [])),
  };
}

/** Places are for people; a text on which dockerfile-ast gives up has its instruction's own range instead. */
function quietly<T>(read: () => T, fallback: T): T {
  try {
    return read();
  } catch {
    return fallback;
  }
}
