import type { Comment, Directive } from './dockerfile.ts';
import { findLookedUpDirectives, readEscape, startDirectiveSearch, type EscapeCharacter } from './directives.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { skipSpace, trimSpace } from './go-text.ts';
import { findHeredocMarks } from './heredocs.ts';
import type { Heredoc } from './instruction.ts';
import { readLogicalLine, type LogicalLine } from './logical-line.ts';
import { lineText, splitLines, type PhysicalLines } from './physical-lines.ts';
import type { Range } from './range.ts';
import { canHoldHeredocs, readStatement, type Statement } from './statement.ts';

/** One instruction with everything that surrounds it in the file. */
export interface SourceStatement {
  readonly line: LogicalLine;
  readonly range: Range;
  readonly docComments: readonly string[];
  readonly heredocs: readonly Heredoc[];
  /** What it says, or why its syntax is wrong. */
  readonly statement: Statement | Flaw;
}

/** A text after the syntax of all of it is read. */
export interface SourceFile {
  readonly lines: PhysicalLines;
  readonly escape: EscapeCharacter;
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly statements: readonly SourceStatement[];
  /** A wrong directive. Nothing is wrong before it. */
  readonly directiveFlaw: { readonly flaw: Flaw; readonly range: Range } | null;
  /** The last lines of instructions with an empty line among their continuations. */
  readonly emptyContinuations: readonly Range[];
}

const none: readonly never[] = [];

/** Reads the syntax of a text, line by line (frontend/dockerfile/parser/parser.go, Parse). Goes on after an error. */
export function readSourceFile(text: string): SourceFile {
  const lines = splitLines(text);
  const lookedUp = findLookedUpDirectives(lines);
  const search = startDirectiveSearch();
  const directives: Directive[] = [];
  const comments: Comment[] = [];
  const statements: SourceStatement[] = [];
  const emptyContinuations: Range[] = [];
  let escape: EscapeCharacter = '\\';
  let directiveFlaw: SourceFile['directiveFlaw'] = null;
  let docComments: string[] = [];
  let next = 0;
  while (next < lines.starts.length) {
    const current = lineText(lines, next);
    const column = skipSpace(current);
    const directive = search.next(current.slice(column));
    if (current[column] === '#') {
      const range = lineRange(lines, next);
      const counting = lookedUp.get(next);
      if (directive === null) {
        const comment = trimSpace(current.slice(1));
        if (comment === '') docComments = [];
        else docComments.push(comment);
      } else if (isFlaw(directive)) {
        directiveFlaw ??= { flaw: directive, range };
      } else if (directive.name === 'escape') {
        const wanted = readEscape(directive.value);
        if (isFlaw(wanted)) directiveFlaw ??= { flaw: wanted, range };
        else escape = wanted;
        directives.push({ ...directive, range });
      }
      if (counting !== undefined) directives.push({ ...counting, range });
      else if (directive === null || isFlaw(directive) || directive.name !== 'escape') {
        comments.push(readComment(lines, next));
      }
      next += 1;
    } else if (column === current.length) {
      next += 1;
    } else {
      const line = readLogicalLine(lines, next, escape);
      for (const each of line.comments) comments.push(readComment(lines, each));
      if (line.hasEmptyContinuation) emptyContinuations.push(lineRange(lines, line.last));
      const source = finishStatement(
        lines,
        line,
        readStatement(line.text, escape),
        docComments.length === 0 ? none : docComments,
      );
      statements.push(source);
      if (docComments.length > 0) docComments = [];
      next = source.range.end.line;
    }
  }
  return { lines, escape, directives, comments, statements, directiveFlaw, emptyContinuations };
}

function finishStatement(
  lines: PhysicalLines,
  line: LogicalLine,
  statement: Statement | Flaw,
  docComments: readonly string[],
): SourceStatement {
  const withoutHeredocs = {
    line,
    range: linesRange(lines, line.first, line.last),
    docComments,
    heredocs: none,
    statement,
  };
  if (isFlaw(statement) || !canHoldHeredocs(statement)) return withoutHeredocs;
  const marks = findHeredocMarks(line.text);
  if (isFlaw(marks)) return { ...withoutHeredocs, statement: marks };
  const heredocs: Heredoc[] = [];
  let last = line.last;
  for (const mark of marks) {
    const first = last + 1;
    let end = first;
    while (end < lines.starts.length && !isTerminator(lineText(lines, end), mark.name, mark.isChomped)) end += 1;
    if (end === lines.starts.length) {
      const range = linesRange(lines, line.first, end - 1);
      return { ...withoutHeredocs, range, statement: unterminated(mark.name) };
    }
    const content = lines.text.slice(lines.starts[first], lines.starts[end]);
    const start = { line: first + 1, column: 1 };
    const range = { start, end: linesRange(lines, end, end).end };
    const { name, fileDescriptor, isExpanded, isChomped } = mark;
    heredocs.push({ name, fileDescriptor, isExpanded, isChomped, content, range });
    last = end;
  }
  return { line, range: linesRange(lines, line.first, last), docComments, heredocs, statement };
}

function unterminated(name: string): Flaw {
  const message = `The here-document "${name}" has no end.`;
  // Arithmetic such as $((1 << 2)) opens one too.
  const hint = /^\w+$/.test(name)
    ? `It ends with a line that is ${name} and nothing else.`
    : 'If none is meant here, leave no blanks around << or put it in quotes.';
  return { message, hint };
}

function isTerminator(line: string, name: string, isChomped: boolean): boolean {
  if (!line.endsWith(name)) return false;
  return (isChomped ? line.replace(/^\t+/, '') : line) === name;
}

function readComment(lines: PhysicalLines, line: number): Comment {
  const text = lineText(lines, line);
  return { text: trimSpace(text.slice(skipSpace(text) + 1)), range: lineRange(lines, line) };
}

/** A line from its first character that is not white space to its end. */
function lineRange(lines: PhysicalLines, line: number): Range {
  return linesRange(lines, line, line);
}

function linesRange(lines: PhysicalLines, first: number, last: number): Range {
  return {
    start: { line: first + 1, column: skipSpace(lineText(lines, first)) + 1 },
    end: { line: last + 1, column: lineText(lines, last).length + 1 },
  };
}
