import type { HclFunction } from './arguments.ts';
import { areEqual, toBoolean } from './value.ts';

/** Functions on numbers and truth (github.com/zclconf/go-cty, function/stdlib/number.go, bool.go, general.go). */
export const numberFunctions: readonly (readonly [string, HclFunction])[] = [
  ['absolute', (args) => Math.abs(args.number(0))],
  ['add', (args) => args.number(0) + args.number(1)],
  ['and', (args) => args.values.every((value) => toBoolean(value) === true)],
  ['ceil', (args) => Math.ceil(args.number(0))],
  ['divide', (args) => (args.number(1) === 0 ? args.fail('this divides by zero') : args.number(0) / args.number(1))],
  ['equal', (args) => areEqual(args.values[0] ?? null, args.values[1] ?? null)],
  ['floor', (args) => Math.floor(args.number(0))],
  ['greaterthan', (args) => args.number(0) > args.number(1)],
  ['greaterthanorequalto', (args) => args.number(0) >= args.number(1)],
  ['int', (args) => Math.trunc(args.number(0))],
  ['lessthan', (args) => args.number(0) < args.number(1)],
  ['lessthanorequalto', (args) => args.number(0) <= args.number(1)],
  [
    'max',
    (args) =>
      args.values.map((_, index) => args.number(index)).reduce((left, right) => Math.max(left, right), -Infinity),
  ],
  [
    'min',
    (args) =>
      args.values.map((_, index) => args.number(index)).reduce((left, right) => Math.min(left, right), Infinity),
  ],
  ['modulo', (args) => (args.number(1) === 0 ? args.fail('this divides by zero') : args.number(0) % args.number(1))],
  ['multiply', (args) => args.number(0) * args.number(1)],
  ['negate', (args) => -args.number(0)],
  ['not', (args) => !(toBoolean(args.values[0] ?? null) ?? args.fail('the argument is no condition'))],
  ['notequal', (args) => !areEqual(args.values[0] ?? null, args.values[1] ?? null)],
  ['or', (args) => args.values.some((value) => toBoolean(value) === true)],
  ['parseint', (args) => parseInteger(args.text(0), args.number(1)) ?? args.fail('this is no whole number')],
  ['pow', (args) => args.number(0) ** args.number(1)],
  ['signum', (args) => Math.sign(args.number(0))],
  ['subtract', (args) => args.number(0) - args.number(1)],
];

function parseInteger(text: string, base: number): number | undefined {
  if (!Number.isInteger(base) || base < 2 || base > 36) return undefined;
  const value = Number.parseInt(text, base);
  return Number.isNaN(value) ? undefined : value;
}
