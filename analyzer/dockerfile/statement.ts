import { readAssignments, splitQuotedWords, type Assignment } from './assignment-words.ts';
import type { EscapeCharacter } from './directives.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { splitBlanks, toLower } from './go-text.ts';
import { readJsonForm } from './json-form.ts';
import { splitCommand } from './split-command.ts';

/** One instruction after its syntax is read and before its meaning is (Node in frontend/dockerfile/parser/parser.go). */
export interface Statement {
  /** The keyword as written; it need not be one that exists. */
  readonly command: string;
  /** The keyword in lower case, by which everything is looked up. */
  readonly keyword: string;
  readonly flags: readonly string[];
  /** Words, elements of a JSON array, or the whole rest as one, whichever the keyword asks for. */
  readonly args: readonly string[];
  /** ENV and LABEL only; `args` is empty then. */
  readonly assignments: readonly Assignment[];
  readonly isJson: boolean;
  readonly original: string;
  /** What ONBUILD triggers. */
  readonly trigger: Statement | null;
}

const none: readonly never[] = [];

interface Arguments {
  readonly args: readonly string[];
  readonly isJson?: boolean;
  readonly assignments?: readonly Assignment[];
  readonly trigger?: Statement | null;
}

type ArgumentReader = (rest: string, escape: EscapeCharacter, depth: number) => Arguments | Flaw;

/** `ONBUILD ONBUILD …` is refused anyway; recursion must have an end before that. */
const maxTriggerDepth = 100;

/** Which grammar reads a keyword's rest (the dispatch table in frontend/dockerfile/parser/parser.go). */
const argumentReaders: ReadonlyMap<string, ArgumentReader> = new Map<string, ArgumentReader>([
  ['add', readJsonOrWords],
  ['arg', (rest, escape) => ({ args: splitQuotedWords(rest, escape) })],
  ['cmd', readJsonOrText],
  ['copy', readJsonOrWords],
  ['entrypoint', readJsonOrText],
  ['env', (rest, escape) => readPairs(rest, 'ENV', escape)],
  ['expose', readWords],
  ['from', readWords],
  ['healthcheck', readHealthcheck],
  ['label', (rest, escape) => readPairs(rest, 'LABEL', escape)],
  ['maintainer', readText],
  ['onbuild', readTrigger],
  ['run', readJsonOrText],
  ['shell', readJsonOrText],
  ['stopsignal', readText],
  ['user', readText],
  ['volume', readJsonOrWords],
  ['workdir', readText],
]);

/** Reads the syntax of one logical line (newNodeFromLine in frontend/dockerfile/parser/parser.go). */
export function readStatement(line: string, escape: EscapeCharacter): Statement | Flaw {
  return readNestedStatement(line, escape, 0);
}

function readNestedStatement(line: string, escape: EscapeCharacter, depth: number): Statement | Flaw {
  const { command, flags, rest } = splitCommand(line, escape);
  const keyword = toLower(command);
  const read = argumentReaders.get(keyword);
  const result = read === undefined ? { args: [] } : read(rest, escape, depth);
  if (isFlaw(result)) return result;
  const { args, isJson = false, assignments = none, trigger = null } = result;
  return { command, keyword, flags, args, assignments, isJson, original: line, trigger };
}

function readText(rest: string): Arguments {
  return { args: rest === '' ? [] : [rest] };
}

function readWords(rest: string): Arguments {
  return { args: rest === '' ? [] : splitBlanks(rest) };
}

function readJsonOrText(rest: string): Arguments | Flaw {
  const json = readJsonForm(rest);
  if (json === null) return readText(rest);
  return isFlaw(json) ? json : { args: json, isJson: true };
}

function readJsonOrWords(rest: string): Arguments | Flaw {
  const json = readJsonForm(rest);
  if (json === null) return readWords(rest);
  return isFlaw(json) ? json : { args: json, isJson: true };
}

function readPairs(rest: string, keyword: string, escape: EscapeCharacter): Arguments | Flaw {
  const assignments = readAssignments(rest, keyword, escape);
  return isFlaw(assignments) ? assignments : { args: [], assignments };
}

/** The first word is the type; what follows may be JSON (frontend/dockerfile/parser/line_parsers.go, parseHealthConfig). */
function readHealthcheck(rest: string): Arguments | Flaw {
  const type = rest.split(/[\t-\r ]/, 1)[0] ?? '';
  if (type === '') return { args: [] };
  const command = readJsonOrText(rest.slice(type.length).replace(/^[\t-\r ]+/, ''));
  return isFlaw(command) ? command : { ...command, args: [type, ...command.args] };
}

function readTrigger(rest: string, escape: EscapeCharacter, depth: number): Arguments | Flaw {
  if (rest === '') return { args: [] };
  if (depth === maxTriggerDepth) return { message: 'ONBUILD is nested too deep.' };
  const trigger = readNestedStatement(rest, escape, depth + 1);
  if (isFlaw(trigger)) return { message: trigger.message, ...(trigger.hint !== undefined && { hint: trigger.hint }) };
  return { args: [trigger.command, ...trigger.args], trigger };
}

/** Whether here-documents are looked for (canContainHeredoc in frontend/dockerfile/parser/parser.go). */
export function canHoldHeredocs(statement: Statement): boolean {
  const holder = statement.keyword === 'onbuild' ? (statement.trigger ?? statement) : statement;
  return (holder.keyword === 'run' || holder.keyword === 'copy' || holder.keyword === 'add') && !holder.isJson;
}
