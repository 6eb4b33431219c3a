import type { Arguments } from './arguments.ts';
import { toNumber, toText, type HclValue } from './value.ts';

/** Wider columns than this are hostile. */
const maxWidth = 1000;

/**
 * Formats as go-cty's `format` does for the verbs people use: `%s %d %q %v %t %f %x %X %o %b %c %e %g %%`, with flags `- 0 +`, width,
 * precision and `%[n]s` (function/stdlib/format.go). The text of argument 0 is the format.
 */
export function formatText(args: Arguments, values: readonly HclValue[]): string {
  let next = 0;
  return args
    .text(0)
    .replace(
      /%([-+0 #]*)(\d*)(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z%])/g,
      (_, flags: string, width: string, precision: string | undefined, position: string | undefined, verb: string) => {
        if (verb === '%') return '%';
        if (position !== undefined) next = Number(position) - 1;
        const value = values[next];
        next += 1;
        if (value === undefined) return args.fail('there are fewer values than the format asks for');
        return pad(formatValue(args, verb, value, flags, precision), Math.min(Number(width), maxWidth), flags);
      },
    );
}

function formatValue(
  args: Arguments,
  verb: string,
  value: HclValue,
  flags: string,
  precision: string | undefined,
): string {
  const text = (): string => toText(value) ?? args.fail('a value has no text');
  const number = (): number => toNumber(value) ?? args.fail('a value is no number');
  const signed = (digits: string) => (flags.includes('+') && number() >= 0 ? `+${digits}` : digits);
  const places = Math.min(Number(precision ?? 6), 100);
  switch (verb) {
    case 's':
    case 'v':
    case 't':
      return precision === undefined ? text() : Array.from(text()).slice(0, Number(precision)).join('');
    case 'q':
      return JSON.stringify(text());
    case 'd':
      return signed(Math.trunc(number()).toString());
    case 'f':
      return signed(number().toFixed(places));
    case 'e':
      return signed(number().toExponential(places));
    case 'g':
      return signed(String(number()));
    case 'x':
      return Math.trunc(number()).toString(16);
    case 'X':
      return Math.trunc(number()).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(number()).toString(8);
    case 'b':
      return Math.trunc(number()).toString(2);
    default:
      return args.fail(`%${verb} is not supported`);
  }
}

function pad(text: string, width: number, flags: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
