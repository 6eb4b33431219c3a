import type { Position } from '../../dockerfile/range.ts';
import { HclFault, type BinaryOperator, type Expression, type ForExpression } from './syntax.ts';
import {
  areEqual,
  isLazy,
  isList,
  isObject,
  isUnknown,
  toBoolean,
  toNumber,
  toText,
  unknown,
  type HclValue,
} from './value.ts';

/** What names and functions mean where an expression stands. */
export interface Scope {
  /** undefined: nothing has this name. May throw `HclFault`. */
  readonly variable: (name: string) => HclValue | undefined;
  /** Throws `HclFault` when the function or its arguments are wrong. */
  readonly call: (name: string, args: readonly HclValue[], at: Position) => HclValue;
  readonly budget: Budget;
}

/** What evaluation may still cost: expressions evaluated and characters made. Hostile files would never end. */
export interface Budget {
  left: number;
}

/** Evaluates an expression. Throws `HclFault` for what HCL would refuse; what only a run knows becomes an unknown value. */
export function evaluate(expression: Expression, scope: Scope, item: HclValue = null): HclValue {
  spend(scope, 1, expression.at);
  const run = (inner: Expression) => evaluate(inner, scope, item);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'splat-item':
      return item;
    case 'name': {
      const value = scope.variable(expression.name);
      if (value === undefined) throw new HclFault(expression.at, `No variable has the name "${expression.name}".`);
      return value;
    }
    case 'template':
      return joinTexts(
        expression.parts.map((part) => [run(part), part.at]),
        scope,
      );
    case 'attribute':
      return attributeOf(run(expression.of), expression.name, expression.at);
    case 'index':
      return indexOf(run(expression.of), run(expression.key), expression.at);
    case 'splat': {
      const value = run(expression.of);
      if (isUnknown(value)) return value;
      const items = isList(value) ? value : value === null ? [] : [value];
      return items.map((each) => evaluate(expression.each, scope, each));
    }
    case 'call': {
      // These two look at whether an argument can be evaluated at all.
      if (expression.name === 'try' || expression.name === 'can') return evaluateTry(expression, scope, item);
      const args = expression.args.map(run);
      const last = args.at(-1);
      const spread = expression.isSpread && last !== undefined && isList(last) ? [...args.slice(0, -1), ...last] : args;
      const result = scope.call(expression.name, spread, expression.at);
      if (typeof result === 'string') spend(scope, result.length, expression.at);
      if (isList(result)) spend(scope, result.length, expression.at);
      return result;
    }
    case 'unary': {
      const value = run(expression.operand);
      if (isUnknown(value)) return value;
      if (expression.operator === '!') return !needBoolean(value, expression.at);
      return -needNumber(value, expression.at);
    }
    case 'binary':
      return evaluateBinary(expression.operator, run(expression.left), () => run(expression.right), expression.at);
    case 'conditional': {
      const condition = run(expression.condition);
      if (isUnknown(condition)) return condition;
      return run(needBoolean(condition, expression.at) ? expression.yes : expression.no);
    }
    case 'tuple':
      return expression.items.map(run);
    case 'object': {
      const entries = expression.entries.map(([key, value]) => [needText(run(key), key.at), run(value)] as const);
      return new Map(entries);
    }
    case 'for':
      return evaluateFor(expression, scope, item);
  }
}

function spend(scope: Scope, amount: number, at: Position): void {
  scope.budget.left -= amount;
  if (scope.budget.left < 0) throw new HclFault(at, 'This takes too long to evaluate.');
}

function joinTexts(parts: readonly (readonly [HclValue, Position])[], scope: Scope): HclValue {
  let joined = '';
  for (const [value, at] of parts) {
    if (isUnknown(value)) return value;
    const text = needText(value, at);
    spend(scope, text.length, at);
    joined += text;
  }
  return joined;
}

function attributeOf(value: HclValue, name: string, at: Position): HclValue {
  if (isUnknown(value)) return value;
  if (isList(value)) return value.map((item) => attributeOf(item, name, at));
  const found = isObject(value) || isLazy(value) ? value.get(name) : undefined;
  if (found === undefined) throw new HclFault(at, `There is no attribute "${name}" here.`);
  return found;
}

function indexOf(value: HclValue, key: HclValue, at: Position): HclValue {
  if (isUnknown(value) || isUnknown(key)) return isUnknown(value) ? value : key;
  if (isList(value)) {
    const found = value[toNumber(key) ?? -1];
    if (found === undefined) throw new HclFault(at, `The list has no element ${toText(key) ?? ''}.`);
    return found;
  }
  return attributeOf(value, toText(key) ?? '', at);
}

function evaluateTry(
  expression: Extract<Expression, { readonly kind: 'call' }>,
  scope: Scope,
  item: HclValue,
): HclValue {
  let fault: unknown = null;
  for (const arg of expression.args) {
    try {
      const value = evaluate(arg, scope, item);
      return expression.name === 'can' ? true : value;
    } catch (error) {
      if (!(error instanceof HclFault)) throw error;
      fault = error;
    }
  }
  if (expression.name === 'can') return false;
  throw fault ?? new HclFault(expression.at, 'try needs an argument.');
}

function evaluateBinary(operator: BinaryOperator, left: HclValue, right: () => HclValue, at: Position): HclValue {
  if (isUnknown(left)) return left;
  if (operator === '&&' || operator === '||') {
    const first = needBoolean(left, at);
    const second = right();
    // HCL evaluates both sides; one that is unknown does not matter where the other decides.
    if (isUnknown(second)) return first === (operator === '||') ? first : second;
    return operator === '&&' ? first && needBoolean(second, at) : first || needBoolean(second, at);
  }
  const second = right();
  if (isUnknown(second)) return second;
  if (operator === '==') return areEqual(left, second);
  if (operator === '!=') return !areEqual(left, second);
  return calculate(operator, needNumber(left, at), needNumber(second, at), at);
}

function calculate(
  operator: Exclude<BinaryOperator, '!=' | '&&' | '==' | '||'>,
  left: number,
  right: number,
  at: Position,
): HclValue {
  if ((operator === '/' || operator === '%') && right === 0) throw new HclFault(at, 'This divides by zero.');
  switch (operator) {
    case '%':
      return left % right;
    case '*':
      return left * right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '/':
      return left / right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function evaluateFor(expression: ForExpression, scope: Scope, item: HclValue): HclValue {
  const collection = evaluate(expression.collection, scope, item);
  if (isUnknown(collection)) return collection;
  const values: HclValue[] = [];
  const entries = new Map<string, HclValue>();
  for (const [key, value] of elementsOf(collection, expression.at)) {
    const inner: Scope = {
      ...scope,
      variable: (name) =>
        name === expression.valueName ? value : name === expression.keyName ? key : scope.variable(name),
    };
    const isKept = expression.condition === null ? true : evaluate(expression.condition, inner, item);
    if (isUnknown(isKept)) return isKept;
    if (!needBoolean(isKept, expression.at)) continue;
    const result = evaluate(expression.value, inner, item);
    if (expression.key === null) {
      values.push(result);
      continue;
    }
    const name = evaluate(expression.key, inner, item);
    if (isUnknown(name)) return name;
    const text = needText(name, expression.at);
    const before = entries.get(text);
    entries.set(
      text,
      expression.isGrouped ? [...(before !== undefined && isList(before) ? before : []), result] : result,
    );
  }
  if (expression.isTemplate)
    return joinTexts(
      values.map((value) => [value, expression.at]),
      scope,
    );
  return expression.key === null ? values : entries;
}

function elementsOf(value: HclValue, at: Position): readonly (readonly [HclValue, HclValue])[] {
  if (isList(value)) return value.map((item, index) => [index, item]);
  // Maps are walked in the order of their keys.
  if (isObject(value)) return [...value].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  throw new HclFault(at, 'Only lists and maps can be walked with for.');
}

function needText(value: HclValue, at: Position): string {
  const text = toText(value);
  if (text === undefined) throw new HclFault(at, 'A text is needed here.');
  return text;
}

function needNumber(value: HclValue, at: Position): number {
  const number = toNumber(value);
  if (number === undefined) throw new HclFault(at, 'A number is needed here.');
  return number;
}

function needBoolean(value: HclValue, at: Position): boolean {
  const truth = toBoolean(value);
  if (truth === undefined) throw new HclFault(at, 'A condition is needed here: true or false.');
  return truth;
}

/** Says of a value that only a run knows it. */
export function unknownFunction(name: string): HclValue {
  return unknown(`the function ${name} gives what only a run can tell`);
}
