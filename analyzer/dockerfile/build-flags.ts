import { isFlaw, type Flaw } from './flaw.ts';
import { toLower } from './go-text.ts';
import { nearestWord } from './nearest-word.ts';

export type FlagKind = 'bool' | 'string' | 'list';
export type KnownFlags = ReadonlyMap<string, FlagKind>;

/** The values of each flag that is there: `true` or `false` for a bool, one string, or all of a list. */
export type FlagValues = ReadonlyMap<string, readonly string[]>;

const none: KnownFlags = new Map();
const noValues: FlagValues = new Map();

/**
 * Reads the flags of an instruction that knows `known`
 * (frontend/dockerfile/instructions/bflag.go, BFlags.Parse).
 */
export function readFlags(flags: readonly string[], known: KnownFlags = none): FlagValues | Flaw {
  if (flags.length === 0) return noValues;
  const values = new Map<string, string[]>();
  for (const [index, written] of flags.entries()) {
    if (written === '--') break;
    const flaw = readFlag(written, known, values);
    if (flaw !== null) return { ...flaw, place: { flag: index } };
  }
  return values;
}

function readFlag(written: string, known: KnownFlags, values: Map<string, string[]>): Flaw | null {
  if (!written.startsWith('--')) return { message: `A flag starts with --, and "${written}" does not.` };
  const equals = written.indexOf('=');
  const flag = equals === -1 ? written : written.slice(0, equals);
  const value = equals === -1 ? null : written.slice(equals + 1);
  const name = flag.slice(2);
  const kind = known.get(name);
  if (kind === undefined) return unknownFlag(name, known);
  const seen = values.get(name);
  if (kind === 'list') {
    if (value === null) return { message: `${flag} needs a value.` };
    if (seen === undefined) values.set(name, [value]);
    else seen.push(value);
    return null;
  }
  if (seen !== undefined) return { message: `${flag} stands here twice.` };
  const read = kind === 'bool' ? readBool(flag, value) : (value ?? { message: `${flag} needs a value.` });
  if (isFlaw(read)) return read;
  values.set(name, [read]);
  return null;
}

function readBool(flag: string, value: string | null): string | Flaw {
  if (value === '') return { message: `${flag}= needs a value.`, hint: `Write ${flag} or ${flag}=false.` };
  const lower = toLower(value ?? 'true');
  if (lower === 'true' || lower === 'false') return lower;
  return { message: `${flag} is either true or false, not "${value ?? ''}".` };
}

function unknownFlag(name: string, known: KnownFlags): Flaw {
  const message = `There is no flag --${name} here.`;
  const nearest = nearestWord(name, [...known.keys()]);
  if (nearest !== null) return { message, hint: `Did you mean --${nearest}?` };
  const names = [...known.keys()].sort().map((each) => `--${each}`);
  return { message, hint: names.length === 0 ? 'This instruction takes no flags.' : `It takes ${names.join(', ')}.` };
}
