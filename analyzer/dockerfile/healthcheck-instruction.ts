import { readFlags, type KnownFlags } from './build-flags.ts';
import { isFlaw, type Flaw } from './flaw.ts';
import { parseDuration, parseInt32 } from './go-number.ts';
import type { Healthcheck, HealthcheckInstruction } from './instruction.ts';
import type { InstructionSource } from './instruction-source.ts';

const healthcheckFlags: KnownFlags = new Map([
  ['interval', 'string'],
  ['timeout', 'string'],
  ['start-period', 'string'],
  ['start-interval', 'string'],
  ['retries', 'string'],
]);

const millisecond = 1_000_000;

/** HEALTHCHECK (frontend/dockerfile/instructions/parse.go, parseHealthcheck). */
export function readHealthcheck({ base, statement }: InstructionSource): HealthcheckInstruction | Flaw {
  const [word, ...args] = statement.args;
  const hint = 'Write HEALTHCHECK CMD command, or HEALTHCHECK NONE.';
  if (word === undefined) return { message: 'HEALTHCHECK says nothing.', hint };
  const type = word.toUpperCase();
  if (type === 'NONE') {
    if (args.length !== 0) return { message: 'Nothing may follow HEALTHCHECK NONE.', place: { argument: 1 } };
    const none = { test: [type], interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 };
    return {
      index: base.index,
      written: base.written,
      range: base.range,
      original: base.original,
      flags: base.flags,
      docComments: base.docComments,
      heredocs: base.heredocs,
      keyword: 'HEALTHCHECK',
      healthcheck: none,
    };
  }
  const flags = readFlags(statement.flags, healthcheckFlags);
  if (isFlaw(flags)) return flags;
  if (type !== 'CMD') return { message: `There is no HEALTHCHECK ${word}.`, hint, place: { argument: 0 } };
  if (args.length === 0) return { message: 'HEALTHCHECK CMD has no command.', place: { argument: 0 } };
  const test = [statement.isJson ? 'CMD' : 'CMD-SHELL', ...args];
  const numbers = new Map<string, number>();
  for (const name of healthcheckFlags.keys()) {
    const value = flags.get(name)?.[0] ?? '';
    const number = name === 'retries' ? readRetries(value) : readInterval(name, value);
    if (isFlaw(number)) {
      const flag = statement.flags.findIndex((each) => each.startsWith(`--${name}=`));
      return { ...number, place: { flag } };
    }
    numbers.set(name, number);
  }
  const healthcheck: Healthcheck = {
    test,
    interval: numbers.get('interval') ?? 0,
    timeout: numbers.get('timeout') ?? 0,
    startPeriod: numbers.get('start-period') ?? 0,
    startInterval: numbers.get('start-interval') ?? 0,
    retries: numbers.get('retries') ?? 0,
  };
  return {
    index: base.index,
    written: base.written,
    range: base.range,
    original: base.original,
    flags: base.flags,
    docComments: base.docComments,
    heredocs: base.heredocs,
    keyword: 'HEALTHCHECK',
    healthcheck,
  };
}

function readInterval(name: string, value: string): number | Flaw {
  if (value === '') return 0;
  const duration = parseDuration(value);
  if (duration === null) return { message: `--${name}=${value} is no duration.`, hint: 'Write 30s or 1m30s.' };
  if (duration !== 0 && duration < millisecond) return { message: `--${name} cannot be shorter than 1ms.` };
  return duration;
}

function readRetries(value: string): number | Flaw {
  if (value === '') return 0;
  const retries = parseInt32(value);
  if (retries === null || retries < 0) return { message: `--retries=${value} is no count.` };
  return retries;
}
