import type { RunInstruction } from '../dockerfile/instruction.ts';
import type { ExecVertex } from '../plan/vertex.ts';
import { readShell, type ShellCommand } from '../shell/read-shell.ts';
import type { CheckedBuild } from './checked-repository.ts';

/** A simple command of a RUN. */
export interface RunCommand {
  /** The name of the program without its folder: `apt-get` for `/usr/bin/apt-get`. */
  readonly program: string;
  /** Its words as written, those that run another program (`sudo`, `env`) taken off. */
  readonly words: readonly string[];
  /** The words behind the program, variables of the build expanded; what is not known stays as written. */
  readonly args: readonly string[];
  /** Whether all words are known. */
  readonly isKnown: boolean;
}

const shells = new Set(['ash', 'bash', 'dash', 'ksh', 'sh', 'zsh']);
/** Programs that run the command behind them, each with its flags that take a word. */
const wrappers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sudo', new Set(['-u', '-g', '--user', '--group'])],
  ['env', new Set(['-u', '--unset', '-C', '--chdir'])],
  ['exec', new Set(['-a'])],
  ['command', new Set<string>()],
  ['eatmydata', new Set<string>()],
  ['nice', new Set(['-n'])],
  ['time', new Set<string>()],
  ['timeout', new Set(['-s', '-k'])],
  ['nohup', new Set<string>()],
]);
/** Shells in shells beyond what people write. */
const maxDepth = 4;
/** Where BuildKit puts a here-document that starts with `#!` (dockerfile2llb/convert.go, dispatchRun). */
const scriptFolder = '/dev/pipes/';

const known = new WeakMap<ExecVertex, readonly RunCommand[]>();

/**
 * The simple commands that a RUN runs, in order, those in branches and loops included: of the shell form, of here-documents,
 * of the exec form, and of shells in these (`bash -c "…"`). None for what no POSIX shell runs (PowerShell, cmd, Python).
 */
export function runCommands({ plan }: CheckedBuild, vertex: ExecVertex): readonly RunCommand[] {
  const made = known.get(vertex);
  if (made !== undefined) return made;
  const instruction = plan.dockerfile.instructions[vertex.instruction ?? -1];
  const env = new Map(vertex.env.map(({ name, value }) => [name, value]));
  const inline = instruction?.keyword === 'RUN' ? inlineScript(instruction, vertex.args) : null;
  const commands = inline === null ? readArgs(vertex.args, env, 0) : readScript(inline, env, 0);
  known.set(vertex, commands);
  return commands;
}

/** The script of a here-document that BuildKit runs as a file, when a shell is to run it; else null. */
function inlineScript({ heredocs }: RunInstruction, args: readonly string[]): string | null {
  const content = heredocs[0]?.content ?? '';
  if (args.at(-1)?.startsWith(scriptFolder) !== true || !content.startsWith('#!')) return null;
  const line = content.slice(2, content.indexOf('\n'));
  const names = line.split(/[\s/]+/);
  return names.some((name) => shells.has(name)) ? content : '';
}

function readArgs(args: readonly string[], env: ReadonlyMap<string, string>, depth: number): readonly RunCommand[] {
  const script = shellScript(args);
  if (script !== null) return readScript(script, env, depth);
  const [name] = args;
  if (name === undefined || /^(?:powershell|pwsh|cmd)(?:\.exe)?$/i.test(baseName(name))) return [];
  return unwrapped(args, true, env, depth);
}

/** The script of `sh -c SCRIPT` and its like; null for another command. */
export function shellScript(args: readonly string[]): string | null {
  const [name = '', ...rest] = args;
  if (!shells.has(baseName(name))) return null;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (/^-[A-Za-z]*c$/.test(word)) return rest[at + 1] ?? null;
    if (/^[-+][A-Za-z]*[oO]$/.test(word)) at++;
    else if (!/^[-+]/.test(word)) return null;
  }
  return null;
}

function readScript(text: string, env: ReadonlyMap<string, string>, depth: number): readonly RunCommand[] {
  const variables = (name: string) => {
    const value = env.get(name);
    return value === undefined ? undefined : { text: value };
  };
  // Folders of a container are not followed.
  const commands = readShell(text, { folder: '', scriptFolder: '', variables }, () => null);
  return commands.flatMap((command) => unwrappedShell(command, env, depth));
}

function unwrappedShell(
  { words }: ShellCommand,
  env: ReadonlyMap<string, string>,
  depth: number,
): readonly RunCommand[] {
  const isKnown = words.every(({ unresolved }) => unresolved.length === 0);
  return unwrapped(
    words.map(({ text }) => text),
    isKnown,
    env,
    depth,
  );
}

/** Takes off programs that run the command behind them, and looks into shells. */
function unwrapped(
  written: readonly string[],
  isKnown: boolean,
  env: ReadonlyMap<string, string>,
  depth: number,
): readonly RunCommand[] {
  let words = written;
  for (let name = baseName(words[0] ?? ''); wrappers.has(name); name = baseName(words[0] ?? '')) {
    const next = behindWrapper(words, wrappers.get(name) ?? new Set(), name === 'timeout');
    if (next.length === 0) break;
    words = next;
  }
  const [first, ...args] = words;
  if (first === undefined) return [];
  const script = depth < maxDepth ? shellScript(words) : null;
  if (script !== null) return readScript(script, env, depth + 1);
  return [{ program: baseName(first), words, args, isKnown }];
}

function behindWrapper(words: readonly string[], valued: ReadonlySet<string>, takesWord: boolean): readonly string[] {
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (valued.has(word)) at++;
    else if (!word.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word)) break;
  }
  return words.slice(takesWord ? at + 1 : at);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
