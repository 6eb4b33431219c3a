import { utf8Length } from './go-text.ts';

/** A text cut into lines at `\n`. Line numbers count from 0 here; positions for people count from 1. */
export interface PhysicalLines {
  readonly text: string;
  /** Where each line starts. A text that ends with a newline has no empty line after it. */
  readonly starts: readonly number[];
  /** The first line that is longer than BuildKit reads; -1 when there is none. */
  readonly firstTooLong: number;
}

/** BuildKit reads lines with Go's bufio.Scanner, whose buffer holds this many bytes, the newline included. */
const maxLineBytes = 65536;

/** Cuts a text into lines (scanLines in frontend/dockerfile/parser/parser.go). */
export function splitLines(text: string): PhysicalLines {
  const starts: number[] = [];
  let firstTooLong = -1;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    if (firstTooLong === -1 && isTooLong(text, start, end, newline !== -1)) firstTooLong = starts.length;
    starts.push(start);
    start = end;
  }
  return { text, starts, firstTooLong };
}

function isTooLong(text: string, start: number, end: number, hasNewline: boolean): boolean {
  if ((end - start) * 3 < maxLineBytes) return false;
  const bytes = utf8Length(text.slice(start, end));
  return hasNewline ? bytes > maxLineBytes : bytes >= maxLineBytes;
}

/** The line without its line ending: every trailing `\r` and `\n` goes. */
export function lineText(lines: PhysicalLines, line: number): string {
  const start = lines.starts[line] ?? lines.text.length;
  let end = lines.starts[line + 1] ?? lines.text.length;
  while (end > start && isNewline(lines.text.charCodeAt(end - 1))) end -= 1;
  return lines.text.slice(start, end);
}

function isNewline(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
