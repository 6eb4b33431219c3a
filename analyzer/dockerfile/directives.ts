import type { Directive } from './dockerfile.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { skipSpace } from './go-text.ts';
import { lineText, type PhysicalLines } from './physical-lines.ts';

export interface DirectiveText {
  readonly name: Directive['name'];
  readonly value: string;
}

/**
 * Reads one line as a parser directive, the comment sign already taken off; null when it is none.
 *
 * Names ignore case; the value keeps everything up to its last character that is not blank
 * (frontend/dockerfile/parser/directives.go, DirectiveParser.ParseLine).
 */
export function readDirective(afterSign: string): DirectiveText | null {
  const start = skipSpace(afterSign);
  const name = /^[a-zA-Z][a-zA-Z0-9]*/.exec(afterSign.slice(start, start + 32))?.[0] ?? '';
  const known = name.toLowerCase();
  if (known !== 'syntax' && known !== 'escape' && known !== 'check') return null;
  const equals = skipBlank(afterSign, start + name.length);
  if (afterSign[equals] !== '=' || equals + 1 === afterSign.length) return null;
  const value = skipBlank(afterSign, equals + 1);
  let end = afterSign.length;
  while (end > value && isBlank(afterSign.charCodeAt(end - 1))) end -= 1;
  // A value of blanks only is its last blank: the pattern behind this asks for one character at least.
  return { name: known, value: value === end ? afterSign.slice(-1) : afterSign.slice(value, end) };
}

/** `\s` of Go's regular expressions. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;
}

function skipBlank(text: string, start: number): number {
  let index = start;
  while (index < text.length && isBlank(text.charCodeAt(index))) index += 1;
  return index;
}

/** Collects the leading directives line by line; one collector reads one file. */
export interface DirectiveSearch {
  /** The directive on this line, null when there is none, a flaw for a name that was there before. */
  next(line: string): DirectiveText | Flaw | null;
}

/** Starts a search: it ends for good at the first line that is no known directive. */
export function startDirectiveSearch(): DirectiveSearch {
  const seen = new Set<string>();
  let isOver = false;
  return {
    next(line) {
      if (isOver) return null;
      const directive = line.startsWith('#') ? readDirective(line.slice(1)) : null;
      if (directive === null) {
        isOver = true;
        return null;
      }
      if (seen.has(directive.name)) {
        return { message: `The parser directive "${directive.name}" stands here for the second time.` };
      }
      seen.add(directive.name);
      return directive;
    },
  };
}

/**
 * The escape character a directive asks for, or why it cannot be
 * (frontend/dockerfile/parser/parser.go, setEscapeToken).
 */
export function readEscape(value: string): EscapeCharacter | Flaw {
  if (value === '\\' || value === '`') return value;
  return { message: `The escape character cannot be "${value}".`, hint: 'It is either \\ or `.' };
}

export type EscapeCharacter = '\\' | '`';

/**
 * The `syntax` and `check` directives that count. BuildKit looks them up in a scan of their own that skips a shebang line
 * and does not accept an indented line (frontend/dockerfile/parser/directives.go, parseDirective).
 */
export function findLookedUpDirectives(lines: PhysicalLines): Map<number, DirectiveText> {
  const found = new Map<number, DirectiveText>();
  const search = startDirectiveSearch();
  const names = new Set<string>();
  for (let line = lines.text.startsWith('#!') ? 1 : 0; line < lines.starts.length; line += 1) {
    const directive = search.next(lineText(lines, line));
    if (directive === null || isFlaw(directive)) break;
    if (directive.name !== 'escape' && !names.has(directive.name)) found.set(line, directive);
    names.add(directive.name);
  }
  return found;
}
