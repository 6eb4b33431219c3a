import { accept, acceptIdentifier, expect, fail, here, nested, skipSpace, startsWith, type Cursor } from './cursor.ts';
import { parseHeredoc, parseQuotedTemplate } from './parse-template.ts';
import type { BinaryOperator, Expression, ForExpression } from './syntax.ts';

/** Weakest first; operators of one row bind equally (hclsyntax/expression_ops.go, binaryOps). */
const precedence: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['>=', '<=', '>', '<'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Parses one expression. `crossLines`: inside brackets, where line ends mean nothing. */
export function parseExpression(cursor: Cursor, crossLines: boolean): Expression {
  return nested(cursor, () => {
    const condition = parseBinary(cursor, crossLines, 0);
    skipSpace(cursor, crossLines);
    if (!accept(cursor, '?')) return condition;
    skipSpace(cursor, true);
    const yes = parseExpression(cursor, crossLines);
    skipSpace(cursor, true);
    expect(cursor, ':');
    skipSpace(cursor, true);
    const no = parseExpression(cursor, crossLines);
    return { kind: 'conditional', at: condition.at, condition, yes, no };
  });
}

function parseBinary(cursor: Cursor, crossLines: boolean, level: number): Expression {
  const operators = precedence[level];
  if (operators === undefined) return parseUnary(cursor, crossLines);
  let left = parseBinary(cursor, crossLines, level + 1);
  for (;;) {
    skipSpace(cursor, crossLines);
    const operator = operators.find((symbol) => startsWith(cursor, symbol));
    if (operator === undefined) return left;
    cursor.offset += operator.length;
    skipSpace(cursor, true);
    const right = parseBinary(cursor, crossLines, level + 1);
    left = { kind: 'binary', at: left.at, operator, left, right };
  }
}

function parseUnary(cursor: Cursor, crossLines: boolean): Expression {
  skipSpace(cursor, crossLines);
  const at = here(cursor);
  for (const operator of ['!', '-'] as const) {
    if (accept(cursor, operator)) {
      return nested(cursor, () => ({ kind: 'unary', at, operator, operand: parseUnary(cursor, crossLines) }));
    }
  }
  return parseTraversal(cursor, crossLines, parsePrimary(cursor));
}

/** What may follow a value: `.name`, `.0`, `[key]`, `.*`, `[*]`. */
function parseTraversal(cursor: Cursor, crossLines: boolean, start: Expression): Expression {
  let value = start;
  for (;;) {
    const before = cursor.offset;
    skipSpace(cursor, crossLines);
    const at = here(cursor);
    if (startsWith(cursor, '...')) return value;
    if (accept(cursor, '.*') || acceptIndexSplat(cursor)) {
      const each = parseTraversal(cursor, crossLines, { kind: 'splat-item', at });
      return { kind: 'splat', at, of: value, each };
    }
    if (accept(cursor, '.')) {
      const name = acceptIdentifier(cursor);
      const index = name === null ? acceptDigits(cursor) : null;
      if (name !== null) value = { kind: 'attribute', at, of: value, name };
      else if (index !== null) value = { kind: 'index', at, of: value, key: { kind: 'literal', at, value: index } };
      else fail(cursor, 'A name is missing after the dot.');
    } else if (accept(cursor, '[')) {
      const key = parseInBrackets(cursor, ']');
      value = { kind: 'index', at, of: value, key };
    } else {
      cursor.offset = before;
      return value;
    }
  }
}

function acceptIndexSplat(cursor: Cursor): boolean {
  return accept(cursor, '[*]');
}

function acceptDigits(cursor: Cursor): number | null {
  const digits = /[0-9]+/y;
  digits.lastIndex = cursor.offset;
  const found = digits.exec(cursor.text)?.[0];
  if (found === undefined) return null;
  cursor.offset += found.length;
  return Number(found);
}

function parseInBrackets(cursor: Cursor, close: string): Expression {
  skipSpace(cursor, true);
  const inside = parseExpression(cursor, true);
  skipSpace(cursor, true);
  expect(cursor, close);
  return inside;
}

const number = /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

function parsePrimary(cursor: Cursor): Expression {
  const at = here(cursor);
  if (startsWith(cursor, '"')) return parseQuotedTemplate(cursor);
  if (startsWith(cursor, '<<')) return parseHeredoc(cursor);
  if (accept(cursor, '(')) return parseInBrackets(cursor, ')');
  if (accept(cursor, '[')) return parseTuple(cursor, at);
  if (accept(cursor, '{')) return parseObject(cursor, at);
  number.lastIndex = cursor.offset;
  const digits = number.exec(cursor.text)?.[0];
  if (digits !== undefined) {
    cursor.offset += digits.length;
    return { kind: 'literal', at, value: Number(digits) };
  }
  const name = acceptIdentifier(cursor);
  if (name === null) fail(cursor, 'A value is missing here.');
  if (name === 'true' || name === 'false') return { kind: 'literal', at, value: name === 'true' };
  if (name === 'null') return { kind: 'literal', at, value: null };
  return accept(cursor, '(') ? parseCall(cursor, at, name) : { kind: 'name', at, name };
}

function parseCall(cursor: Cursor, at: Expression['at'], name: string): Expression {
  const args: Expression[] = [];
  let isSpread = false;
  skipSpace(cursor, true);
  while (!accept(cursor, ')')) {
    args.push(parseExpression(cursor, true));
    skipSpace(cursor, true);
    isSpread = accept(cursor, '...');
    skipSpace(cursor, true);
    if (!startsWith(cursor, ')')) expect(cursor, ',');
    skipSpace(cursor, true);
  }
  return { kind: 'call', at, name, args, isSpread };
}

function parseTuple(cursor: Cursor, at: Expression['at']): Expression {
  const loop = parseFor(cursor, at, ']');
  if (loop !== null) return loop;
  const items: Expression[] = [];
  skipSpace(cursor, true);
  while (!accept(cursor, ']')) {
    items.push(parseExpression(cursor, true));
    skipSpace(cursor, true);
    if (!startsWith(cursor, ']')) expect(cursor, ',');
    skipSpace(cursor, true);
  }
  return { kind: 'tuple', at, items };
}

function parseObject(cursor: Cursor, at: Expression['at']): Expression {
  const loop = parseFor(cursor, at, '}');
  if (loop !== null) return loop;
  const entries: (readonly [Expression, Expression])[] = [];
  skipSpace(cursor, true);
  while (!accept(cursor, '}')) {
    const key = parseObjectKey(cursor);
    skipSpace(cursor, false);
    if (!accept(cursor, '=')) expect(cursor, ':');
    skipSpace(cursor, true);
    entries.push([key, parseExpression(cursor, false)]);
    skipSpace(cursor, false);
    if (!accept(cursor, ',') && !startsWith(cursor, '\n') && !startsWith(cursor, '}')) expect(cursor, ',');
    skipSpace(cursor, true);
  }
  return { kind: 'object', at, entries };
}

/** A bare name is itself as a key; in parentheses it is a variable. */
function parseObjectKey(cursor: Cursor): Expression {
  const start = cursor.offset;
  const at = here(cursor);
  const name = acceptIdentifier(cursor);
  if (name !== null) {
    skipSpace(cursor, false);
    if (startsWith(cursor, '=') || startsWith(cursor, ':')) return { kind: 'literal', at, value: name };
    cursor.offset = start;
  }
  return parseExpression(cursor, false);
}

/** `for k, v in list : …` up to the closing bracket; null when no `for` starts here. */
function parseFor(cursor: Cursor, at: Expression['at'], close: ']' | '}'): ForExpression | null {
  const start = cursor.offset;
  skipSpace(cursor, true);
  if (acceptIdentifier(cursor) !== 'for' || !/\s/.test(cursor.text[cursor.offset] ?? '')) {
    cursor.offset = start;
    return null;
  }
  const intro = parseForIntro(cursor);
  skipSpace(cursor, true);
  expect(cursor, ':');
  skipSpace(cursor, true);
  const first = parseExpression(cursor, true);
  skipSpace(cursor, true);
  const hasKey = close === '}';
  let value = first;
  if (hasKey) {
    expect(cursor, '=>');
    skipSpace(cursor, true);
    value = parseExpression(cursor, true);
    skipSpace(cursor, true);
  }
  const isGrouped = accept(cursor, '...');
  skipSpace(cursor, true);
  let condition: Expression | null = null;
  if (!startsWith(cursor, close)) {
    if (acceptIdentifier(cursor) !== 'if') fail(cursor, `A "${close}" or an if is missing here.`);
    skipSpace(cursor, true);
    condition = parseExpression(cursor, true);
    skipSpace(cursor, true);
  }
  expect(cursor, close);
  return { kind: 'for', at, ...intro, key: hasKey ? first : null, value, condition, isGrouped, isTemplate: false };
}

/** `k, v in list` after the word `for`. */
export function parseForIntro(cursor: Cursor): Pick<ForExpression, 'collection' | 'keyName' | 'valueName'> {
  skipSpace(cursor, true);
  const first = acceptIdentifier(cursor) ?? fail(cursor, 'A name is missing after for.');
  skipSpace(cursor, true);
  let second: string | null = null;
  if (accept(cursor, ',')) {
    skipSpace(cursor, true);
    second = acceptIdentifier(cursor) ?? fail(cursor, 'A name is missing after the comma.');
    skipSpace(cursor, true);
  }
  if (acceptIdentifier(cursor) !== 'in') fail(cursor, 'The word in is missing here.');
  skipSpace(cursor, true);
  const collection = parseExpression(cursor, true);
  return second === null
    ? { keyName: '', valueName: first, collection }
    : { keyName: first, valueName: second, collection };
}
