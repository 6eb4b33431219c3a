import { isFlaw } from '../dockerfile/flaw.ts';
import { cutCheckValue, parseCheckOptions } from '../dockerfile/check-options.ts';
import { readDirective } from '../dockerfile/directives.ts';
import type { Comment } from '../dockerfile/dockerfile.ts';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { Range } from '../dockerfile/range.ts';

/** Whose form a comment has: `check` is BuildKit's. */
export type CommentForm = 'check' | 'hadolint' | 'layerfall';

/** A comment of a Dockerfile that accepts findings. */
export interface AcceptComment {
  readonly form: CommentForm;
  /** As it names them. */
  readonly rules: readonly string[];
  /** The lines for which it speaks, first and last; null: the whole file. */
  readonly lines: { readonly first: number; readonly last: number } | null;
  /** Empty where it gives none. */
  readonly reason: string;
  readonly range: Range;
}

/** The comments of a Dockerfile that accept findings, and those that want to and cannot. */
export interface AcceptComments {
  readonly comments: readonly AcceptComment[];
  readonly faults: readonly { readonly range: Range; readonly message: string }[];
}

/** A line that is a comment and holds a word that those that accept begin with. */
const mayAccept = /^[^\S\n]*#.*(?:layerfall|hadolint|check)/im;

const none: AcceptComments = { comments: [], faults: [] };

/** What a comment says of itself: which rules, for how much of the file. */
interface Wish {
  readonly form: CommentForm;
  readonly reach: 'file' | 'line' | 'stage';
  readonly rules: readonly string[];
  readonly reason: string;
}

/** Longer comments accept nothing. */
const maxLength = 2000;

/**
 * Reads the comments of a Dockerfile that accept findings:
 *
 * - `# layerfall ignore=rule,rule reason`, for the instruction below it (or around it); `ignore-stage=` above a FROM, for its
 *   stage; `ignore-file=` above the first instruction, for the file;
 * - `# hadolint ignore=DL3025` and `# hadolint global ignore=…` (hadolint's README, "Inline ignores");
 * - `# check=skip=rule;…` of BuildKit, as a directive and above an instruction; `skip=all` means BuildKit's rules alone.
 */
export function acceptComments(text: string): AcceptComments {
  // Most files have none, and need no second reading.
  if (!mayAccept.test(text)) return none;
  const { instructions, leftOut, comments, directives } = parseDockerfile(text);
  const statements: readonly Statement[] = [
    ...instructions.map(({ keyword, range }) => ({ isFrom: keyword === 'FROM', range })),
    ...leftOut.flatMap(({ range }) => (range === null ? [] : [{ isFrom: false, range }])),
  ].toSorted((a, b) => a.range.start.line - b.range.start.line);
  const accepting: AcceptComment[] = [];
  const faults: { range: Range; message: string }[] = [];
  for (const { name, value, range } of directives) {
    const rules = name === 'check' ? skippedRules(value) : [];
    if (rules.length > 0) accepting.push({ form: 'check', rules, lines: null, reason: '', range });
  }
  for (const comment of comments) {
    const wish = readWish(comment);
    if (wish === null) continue;
    const { range } = comment;
    if (typeof wish === 'string') {
      faults.push({ range, message: wish });
      continue;
    }
    const lines = linesOf(wish.reach, range.start.line, statements);
    if (typeof lines === 'string') {
      // Where another tool's comment may stand is for that tool to say.
      if (wish.form === 'layerfall') faults.push({ range, message: lines });
      continue;
    }
    const { form, rules, reason } = wish;
    accepting.push({ form, rules, lines, reason, range });
    if (form === 'layerfall' && reason === '') {
      faults.push({ range, message: 'This comment gives no reason. Write it behind the rules.' });
    }
  }
  return { comments: accepting, faults };
}

interface Statement {
  readonly isFrom: boolean;
  readonly range: Range;
}

/** A text: what is wrong with a comment that is meant for Layerfall. */
function readWish({ text }: Comment): Wish | string | null {
  if (text.length > maxLength) return null;
  const directive = readDirective(text);
  if (directive?.name === 'check') {
    const rules = skippedRules(directive.value);
    return rules.length === 0 ? null : { form: 'check', reach: 'line', rules, reason: '' };
  }
  const hadolint = /^hadolint\s+(global\s+)?ignore\s*=\s*(\S.*)$/.exec(text);
  if (hadolint !== null) {
    const { rules } = splitRules(hadolint[2] ?? '');
    return { form: 'hadolint', reach: hadolint[1] === undefined ? 'line' : 'file', rules, reason: '' };
  }
  const own = /^layerfall\s+([\w-]+)\s*=(.*)$/.exec(text);
  if (own === null) return null;
  const [, verb = '', rest = ''] = own;
  const reach = reaches.get(verb);
  if (reach === undefined) {
    const near = nearestWord(verb, [...reaches.keys()]);
    return `There is no comment "layerfall ${verb}". ${near === null ? `Write ${[...reaches.keys()].join(', ')}.` : `Did you mean "${near}"?`}`;
  }
  const { rules, reason } = splitRules(rest.trim());
  return rules.length === 0
    ? 'This comment names no rule. Write layerfall ignore=RULE, and why.'
    : { form: 'layerfall', reach, rules, reason };
}

const reaches: ReadonlyMap<string, Wish['reach']> = new Map([
  ['ignore', 'line'],
  ['ignore-stage', 'stage'],
  ['ignore-file', 'file'],
]);

/** Rules with commas between them, and what stands behind them. */
function splitRules(text: string): { readonly rules: readonly string[]; readonly reason: string } {
  const rules: string[] = [];
  let rest = text;
  for (let isMore = true; isMore;) {
    const [rule = ''] = /^[^\s,]*/.exec(rest) ?? [];
    if (rule !== '') rules.push(rule);
    const behind = rest.slice(rule.length).trimStart();
    isMore = behind.startsWith(',');
    rest = isMore ? behind.slice(1).trimStart() : behind;
  }
  return { rules: [...new Set(rules)], reason: rest };
}

function skippedRules(value: string): readonly string[] {
  const options = parseCheckOptions(cutCheckValue(value));
  return isFlaw(options) ? [] : [...options.skipped].filter((rule) => rule !== '');
}

/** The lines for which a comment at a line speaks; a text: why for none. */
function linesOf(
  reach: Wish['reach'],
  line: number,
  statements: readonly Statement[],
): AcceptComment['lines'] | string {
  const at = statements.findIndex(({ range }) => range.end.line >= line);
  const target = statements[at];
  if (reach === 'file') {
    return at <= 0 && (target === undefined || target.range.start.line > line)
      ? null
      : 'ignore-file counts above the first instruction only.';
  }
  if (target === undefined) return 'No instruction follows this comment.';
  if (reach === 'line') return { first: target.range.start.line, last: target.range.end.line };
  if (!target.isFrom) return 'ignore-stage counts above a FROM only.';
  const next = statements.slice(at + 1).find(({ isFrom }) => isFrom);
  return {
    first: target.range.start.line,
    last: next === undefined ? Number.MAX_SAFE_INTEGER : next.range.start.line - 1,
  };
}
