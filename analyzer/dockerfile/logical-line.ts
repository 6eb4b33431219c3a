import type { EscapeCharacter } from './directives.ts';
import { skipSpace } from './go-text.ts';
import { lineText, type PhysicalLines } from './physical-lines.ts';
import type { Position, Range } from './range.ts';

/** Where a piece of a logical line comes from: its offset there, and line and column (from 0) in the file. */
interface Piece {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Lines joined by continuations, as BuildKit joins them. */
export interface LogicalLine {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** First and last physical line, from 0. */
  readonly first: number;
  readonly last: number;
  /** Comment lines among the continuations. */
  readonly comments: readonly number[];
  readonly hasEmptyContinuation: boolean;
}

const none: readonly never[] = [];

/**
 * Joins the logical line that starts at a physical line (frontend/dockerfile/parser/parser.go, Parse): leading white space
 * of the first line goes, that of the others stays; comments and blank lines between continuations vanish.
 */
export function readLogicalLine(lines: PhysicalLines, first: number, escape: EscapeCharacter): LogicalLine {
  const firstText = lineText(lines, first);
  const column = skipSpace(firstText);
  let end = continuationAt(firstText, escape);
  if (end === -1) {
    const pieces = [{ offset: 0, line: first, column }];
    return { text: firstText.slice(column), pieces, first, last: first, comments: none, hasEmptyContinuation: false };
  }
  const texts = [firstText.slice(column, Math.max(end, column))];
  const pieces: Piece[] = [{ offset: 0, line: first, column }];
  const comments: number[] = [];
  let length = texts[0]?.length ?? 0;
  let hasEmptyContinuation = false;
  let last = first;
  while (end !== -1 && last + 1 < lines.starts.length) {
    last += 1;
    const text = lineText(lines, last);
    const start = skipSpace(text);
    if (start === text.length) {
      hasEmptyContinuation = true;
    } else if (text[start] === '#') {
      comments.push(last);
    } else {
      end = continuationAt(text, escape);
      const piece = end === -1 ? text : text.slice(0, end);
      pieces.push({ offset: length, line: last, column: 0 });
      texts.push(piece);
      length += piece.length;
    }
  }
  return { text: texts.join(''), pieces, first, last, comments, hasEmptyContinuation };
}

/**
 * Where a line's continuation character stands; -1 when the line ends the instruction. It is the last character but for
 * blanks, and none that stands directly before it escapes it (setEscapeToken in the same file).
 */
function continuationAt(line: string, escape: EscapeCharacter): number {
  let index = line.length - 1;
  while (index >= 0 && (line[index] === ' ' || line[index] === '\t')) index -= 1;
  return line[index] === escape && line[index - 1] !== escape ? index : -1;
}

/** The place in the file of an offset in a logical line. */
export function positionAt(line: LogicalLine, offset: number): Position {
  let low = 0;
  let high = line.pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((line.pieces[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = line.pieces[low] ?? { offset: 0, line: line.first, column: 0 };
  return { line: piece.line + 1, column: piece.column + offset - piece.offset + 1 };
}

/** The stretch of the file from one offset in a logical line to another, the second not included. */
export function rangeBetween(line: LogicalLine, start: number, end: number): Range {
  const from = positionAt(line, start);
  if (end <= start) return { start: from, end: from };
  const last = positionAt(line, end - 1);
  return { start: from, end: { line: last.line, column: last.column + 1 } };
}
