import { checkOptionsOf, defaultCheckOptions, isCheckOn, type CheckOptions } from './check-options.ts';
import type { Dockerfile } from './dockerfile.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import type { Instruction } from './instruction.ts';
import { checkDescription, checkStatement } from './parse-checks.ts';
import { placeProblem } from './place-problem.ts';
import type { Problem, Warning } from './problem.ts';
import { readInstruction } from './read-instruction.ts';
import { readSourceFile, type SourceFile } from './source-file.ts';

const byteOrderMark = '\ufeff';

/**
 * Reads a Dockerfile as BuildKit does. Never throws: what is wrong stands in `problem` and `leftOut`, and what is right in
 * `instructions`.
 *
 * `checkOptions` is the value of the build argument BUILDKIT_DOCKERFILE_CHECK, which replaces the file's own `# check=`.
 * Follows frontend/dockerfile/parser and frontend/dockerfile/instructions, in the order of toDispatchState in
 * frontend/dockerfile/dockerfile2llb/convert.go. Takes time linear in the text.
 */
export function parseDockerfile(text: string, checkOptions?: string): Dockerfile {
  const content = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const file = readSourceFile(content);
  const options = checkOptionsOf(file.directives, checkOptions);
  const syntax = findEarlyProblem(text, file, options) ?? findSyntaxProblem(file);
  const meaning = readInstructions(file, isFlaw(options) ? defaultCheckOptions : options, syntax !== null);
  return {
    text: content,
    escape: file.escape,
    directives: file.directives,
    comments: file.comments,
    instructions: meaning.instructions,
    problem: syntax ?? meaning.problem,
    leftOut: meaning.leftOut,
    warnings: syntax === null ? meaning.warnings : [],
  };
}

/** What BuildKit refuses before it reads a line. */
function findEarlyProblem(text: string, file: SourceFile, options: CheckOptions | Flaw): Problem | null {
  if (text === '') return { message: 'The Dockerfile is empty.', hint: 'Start with FROM image.', range: null };
  if (!isFlaw(options)) return null;
  return toProblem(options, file.directives.find((each) => each.name === 'check')?.range ?? null);
}

function toProblem(flaw: Flaw, range: Problem['range']): Problem {
  return { message: flaw.message, ...(flaw.hint !== undefined && { hint: flaw.hint }), range };
}

/** The first error of the parser package, which reads the whole file before any instruction is looked at. */
function findSyntaxProblem(file: SourceFile): Problem | null {
  if (file.directiveFlaw !== null) return toProblem(file.directiveFlaw.flaw, file.directiveFlaw.range);
  const tooLong = file.lines.firstTooLong;
  for (const source of file.statements) {
    if (tooLong !== -1 && source.range.end.line > tooLong) break;
    if (isFlaw(source.statement)) return placeProblem(source, source.statement, file.escape);
  }
  if (tooLong !== -1) {
    const start = { line: tooLong + 1, column: 1 };
    const hint = 'Split it with continuations, or put the content in a file of its own.';
    return {
      message: 'This line is longer than the 65,535 bytes that BuildKit reads.',
      hint,
      range: { start, end: start },
    };
  }
  if (file.statements.length > 0) return null;
  return { message: 'The Dockerfile holds no instruction.', hint: 'Start with FROM image.', range: null };
}

interface Meaning {
  readonly instructions: readonly Instruction[];
  readonly leftOut: readonly Problem[];
  /** The first error of the instructions package. */
  readonly problem: Problem | null;
  /** Up to the first error. */
  readonly warnings: readonly Warning[];
}

function readInstructions(file: SourceFile, options: CheckOptions, isRejected: boolean): Meaning {
  const instructions: Instruction[] = [];
  const leftOut: Problem[] = [];
  const warnings: Warning[] = [];
  let problem: Problem | null = null;
  let hasStage = false;
  if (isCheckOn(options, 'NoEmptyContinuation')) {
    const message = 'Empty continuation line';
    for (const range of file.emptyContinuations) warnings.push({ rule: 'NoEmptyContinuation', message, range });
  }
  for (const source of file.statements) {
    const { statement } = source;
    const isGood = problem === null && !isRejected;
    let result: Instruction | Flaw = isFlaw(statement)
      ? statement
      : readInstruction(source, statement, instructions.length);
    if (!isFlaw(statement)) {
      if (isGood) warnings.push(...checkStatement(source, statement, options));
      if (statement.keyword === 'from') hasStage = true;
    }
    if (!isFlaw(result) && !hasStage && result.keyword !== 'ARG') result = beforeFrom(result);
    if (isFlaw(result)) {
      const placed = placeProblem(source, result, file.escape);
      leftOut.push(placed);
      problem ??= placed;
      continue;
    }
    if (isGood) warnings.push(...checkDescription(source, result, options));
    instructions.push(result);
  }
  if (!hasStage) problem ??= { message: 'The Dockerfile has no stage.', hint: 'Add FROM image.', range: null };
  return { instructions, leftOut, problem, warnings };
}

function beforeFrom(instruction: Instruction): Flaw {
  return {
    message: `${instruction.keyword} stands before the first FROM.`,
    hint: 'Only ARG may stand there.',
    place: 'keyword',
  };
}

/** A trigger that parses, or why it does not. */
export type ParsedTrigger =
  | { readonly instruction: Instruction; readonly problem: null }
  | { readonly instruction: null; readonly problem: Problem };

/**
 * Reads the text of one ONBUILD trigger, as BuildKit does when a child image triggers it: with the default escape character
 * (initOnBuildTriggers in frontend/dockerfile/dockerfile2llb/convert.go). Ranges are places in that text. Never throws.
 */
export function parseTrigger(text: string): ParsedTrigger {
  const file = readSourceFile(text);
  const syntax = findSyntaxProblem(file);
  if (syntax !== null) return { instruction: null, problem: syntax };
  const [source] = file.statements;
  if (source === undefined || file.statements.length !== 1 || isFlaw(source.statement)) {
    return refuseTrigger('An ONBUILD trigger is one instruction, and this is more.', null);
  }
  const instruction = readInstruction(source, source.statement, 0);
  if (isFlaw(instruction)) return { instruction: null, problem: placeProblem(source, instruction, file.escape) };
  if (instruction.keyword === 'FROM') return refuseTrigger('ONBUILD cannot trigger FROM.', instruction.range);
  return { instruction, problem: null };
}

function refuseTrigger(message: string, range: Problem['range']): ParsedTrigger {
  return { instruction: null, problem: { message, range } };
}
