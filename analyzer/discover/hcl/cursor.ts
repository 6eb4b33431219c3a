import type { Position } from '../../dockerfile/range.ts';
import { linePlaces } from '../read-json.ts';
import { HclFault } from './syntax.ts';

/** Nesting beyond what people write; the parser recurses. */
const maxDepth = 120;

/** A place in a text that moves forward. */
export interface Cursor {
  readonly text: string;
  offset: number;
  depth: number;
  readonly place: (offset: number) => Position;
}

/** `place` maps offsets to places where the text stands in another one (a string of docker-bake.json). */
export function createCursor(text: string, place?: (offset: number) => Position): Cursor {
  return { text, offset: 0, depth: 0, place: place ?? linePlaces(text) };
}

export function here(cursor: Cursor): Position {
  return cursor.place(cursor.offset);
}

export function fail(cursor: Cursor, message: string): never {
  throw new HclFault(here(cursor), message);
}

/** Runs one level of nesting deeper, and fails where there are too many. */
export function nested<Result>(cursor: Cursor, parse: () => Result): Result {
  cursor.depth += 1;
  if (cursor.depth > maxDepth) fail(cursor, `This is nested more than ${maxDepth} levels deep.`);
  const result = parse();
  cursor.depth -= 1;
  return result;
}

/** Moves over blanks and comments, and over line ends where `crossLines`. */
export function skipSpace(cursor: Cursor, crossLines: boolean): void {
  const { text } = cursor;
  for (;;) {
    const character = text[cursor.offset];
    if (character === ' ' || character === '\t' || character === '\r' || (crossLines && character === '\n')) {
      cursor.offset += 1;
    } else if (character === '#' || text.startsWith('//', cursor.offset)) {
      const end = text.indexOf('\n', cursor.offset);
      cursor.offset = end === -1 ? text.length : end;
    } else if (text.startsWith('/*', cursor.offset)) {
      const end = text.indexOf('*/', cursor.offset + 2);
      if (end === -1) fail(cursor, 'This comment has no end.');
      cursor.offset = end + 2;
    } else {
      return;
    }
  }
}

export function startsWith(cursor: Cursor, symbol: string): boolean {
  return cursor.text.startsWith(symbol, cursor.offset);
}

/** Moves over a symbol when it stands here. */
export function accept(cursor: Cursor, symbol: string): boolean {
  if (!startsWith(cursor, symbol)) return false;
  cursor.offset += symbol.length;
  return true;
}

export function expect(cursor: Cursor, symbol: string): void {
  if (!accept(cursor, symbol)) fail(cursor, `A "${symbol}" is missing here.`);
}

const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** An identifier, or null when none stands here. HCL's identifiers may hold dashes. */
export function acceptIdentifier(cursor: Cursor): string | null {
  identifier.lastIndex = cursor.offset;
  const found = identifier.exec(cursor.text)?.[0];
  if (found === undefined) return null;
  cursor.offset += found.length;
  return found;
}
