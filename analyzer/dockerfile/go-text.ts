/**
 * Text operations with the exact character classes of Go's standard library, which BuildKit's parser is built on and
 * which differ from JavaScript's `\s`, `trim` and `toLowerCase` in a few characters.
 */

/** Whether a UTF-16 code unit is white space to Go's unicode.IsSpace. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Index of the first character that is not white space, from `start`; the text's length when there is none. */
export function skipSpace(text: string, start = 0): number {
  let index = start;
  while (index < text.length && isSpace(text.charCodeAt(index))) index += 1;
  return index;
}

/** Go's strings.TrimSpace. */
export function trimSpace(text: string): string {
  const start = skipSpace(text);
  let end = text.length;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Go's strings.ToLower: one character for one character, so `İ` becomes `i` and a final `Σ` becomes `σ`. */
export function toLower(text: string): string {
  const isPlain = !text.includes('İ') && !text.includes('Σ');
  return isPlain ? text.toLowerCase() : text.replaceAll('İ', 'i').replaceAll('Σ', 'σ').toLowerCase();
}

const blanks = /[\t\v\f\r ]+/;

/** All words between blanks, as the parser's `reWhitespace` splits them (frontend/dockerfile/parser/parser.go). */
export function splitBlanks(text: string): string[] {
  return text.split(blanks);
}

/** The first word and what follows the blanks after it; the second is null where no blank follows. */
export function cutBlank(text: string): readonly [string, string | null] {
  const match = blanks.exec(text);
  if (match === null) return [text, null];
  return [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
