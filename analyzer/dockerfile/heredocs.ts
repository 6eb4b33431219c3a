import { isFlaw, type Flaw } from './flaw.ts';
import { splitShellWords } from './heredoc-words.ts';

/** A here-document as its first line announces it. */
export interface HeredocMark {
  readonly name: string;
  readonly fileDescriptor: number;
  readonly isExpanded: boolean;
  readonly isChomped: boolean;
}

/**
 * Reads a word as `<<NAME`; null when it is none (frontend/dockerfile/parser/parser.go, ParseHeredoc): digits, `<<`,
 * perhaps `-`, perhaps blanks, one word with no `<` in it. Quotes anywhere in the name switch expansion off.
 */
export function readHeredocMark(word: string): HeredocMark | Flaw | null {
  const head = word.includes('<<') ? /^(\d*)<<(-?)/.exec(word) : null;
  if (head === null) return null;
  let start = head[0].length;
  while (/^[\t\n\f\r ]$/.test(word[start] ?? '')) start += 1;
  const rest = word.slice(start);
  if (rest === '' || rest.includes('<')) return null;
  const words = splitShellWords(rest, { keepsQuotes: false, keepsEscapes: false });
  if (words === null) return { message: `The here-document name ${rest} cannot be read.` };
  const name = words[0];
  if (name === undefined || words.length !== 1) return null;
  const asWritten = splitShellWords(rest, { keepsQuotes: true, keepsEscapes: false });
  if (asWritten?.length !== 1) return { message: `The here-document name ${rest} cannot be read.` };
  return {
    name,
    fileDescriptor: Math.min(Number(head[1]), Number.MAX_SAFE_INTEGER),
    isExpanded: countQuotes(name) === countQuotes(asWritten[0] ?? ''),
    isChomped: head[2] === '-',
  };
}

function countQuotes(text: string): number {
  let count = 0;
  for (const character of text) if (character === "'" || character === '"') count += 1;
  return count;
}

/**
 * The here-documents that a logical line announces, in order. Only RUN, COPY and ADD (also behind ONBUILD) that are not in
 * JSON form may be asked (frontend/dockerfile/parser/parser.go, heredocsFromLine, canContainHeredoc).
 */
export function findHeredocMarks(line: string): HeredocMark[] | Flaw {
  if (!line.includes('<<')) return [];
  const marks: HeredocMark[] = [];
  for (const word of splitShellWords(line, { keepsQuotes: true, keepsEscapes: true }) ?? []) {
    const mark = readHeredocMark(word);
    if (mark === null) continue;
    if (isFlaw(mark)) return mark;
    marks.push(mark);
  }
  return marks;
}

/** Strips the leading tabs of every line, as `<<-` asks (ChompHeredocContent in the same file). */
export function chompHeredoc(content: string): string {
  return content.replace(/(^|\n)\t+/g, '$1');
}
