import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The built command line. */
export const layerfall = join(import.meta.dirname, '..', 'dist', 'layerfall.js');

/** The built library, as a program imports it. */
export const library = join(import.meta.dirname, '..', 'dist', 'index.js');

/** A program and its arguments. */
export type Call = readonly [program: string, ...words: readonly string[]];

interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string;
}

/** What a command took from start to exit, in milliseconds. */
export interface Taken {
  readonly wall: number;
  /** On all processors, by all that it started: what else the machine does adds little to it. */
  readonly processor: number;
}

/** The shortest of several runs of a command, in milliseconds. Throws when it fails. */
export function timeCommand(
  times: number,
  program: string,
  words: readonly string[],
  options: CommandOptions = {},
): number {
  return timeInTurn(times, [[program, ...words]], options)[0]?.wall ?? Infinity;
}

/**
 * The shortest of several runs of each of some commands, called in turn: what else the machine does at a time adds to all of
 * them, and their ratios stay fair. Throws when one fails.
 */
export function timeInTurn(times: number, calls: readonly Call[], options: CommandOptions = {}): readonly Taken[] {
  const rounds = Array.from({ length: times }, () => calls.map((call) => timeOnce(call, options)));
  return calls.map((_, place) => {
    const taken = rounds.flatMap((round) => round[place] ?? []);
    return {
      wall: Math.min(...taken.map(({ wall }) => wall)),
      processor: Math.min(...taken.map(({ processor }) => processor)),
    };
  });
}

/** Node.js does not tell what a child process took of the processors; bash does. */
function timeOnce(call: Call, options: CommandOptions): Taken {
  const told = run('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$0" "$@"', ...call], options);
  const [wall = 0, user = 0, system = 0] = (told.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { wall: wall * 1000, processor: (user + system) * 1000 };
}

/** The most memory that Layerfall takes for a command, in megabytes. Throws when it fails. */
export function peakMemory(words: readonly string[], options: CommandOptions = {}): number {
  const atExit = 'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS))';
  const told = run(process.execPath, ['--import', `data:text/javascript,${atExit}`, layerfall, ...words], options);
  return Number(/\npeak (\d+)$/.exec(told)?.[1]) / 1024;
}

/** What it says on standard error. */
function run(program: string, words: readonly string[], options: CommandOptions): string {
  const { status, stderr } = spawnSync(program, words, {
    ...options,
    // Numbers with a point, whatever the language.
    env: { ...process.env, LC_ALL: 'C' },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} exited with ${status}: ${stderr}`);
  return stderr;
}
