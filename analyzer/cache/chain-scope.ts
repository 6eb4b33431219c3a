import type { ArgInstruction, EnvInstruction, Instruction } from '../dockerfile/instruction.ts';
import { expandWord } from '../dockerfile/words.ts';
import { joinPath } from '../plan/system-path.ts';

/** What the instructions of one stage see: variables and settings, as builders that go line by line keep them. */
export interface ChainScope {
  readonly escape: '\\' | '`';
  readonly buildArgs: ReadonlyMap<string, string>;
  /** The scope before the first FROM. */
  readonly globals: ReadonlyMap<string, string>;
  /** ENV, the base image's included: a child stage has them too. */
  readonly env: Map<string, string>;
  /** Declared by ARG in this stage; null: without a value. */
  readonly args: Map<string, string | null>;
  readonly settings: { workdir: string; shell: readonly string[] };
}

/** Expands a word as a stage sees it: ENV beats ARG. What does not expand stays as written. */
export function expandIn(scope: ChainScope, word: string): string {
  const lookup = (name: string): string | undefined => scope.env.get(name) ?? scope.args.get(name) ?? undefined;
  const result = expandWord(word, lookup, { escape: scope.escape });
  return result.kind === 'expanded' ? result.text : word;
}

/** Takes in what an instruction changes for those after it. */
export function enterInstruction(scope: ChainScope, instruction: Instruction): void {
  switch (instruction.keyword) {
    case 'ENV':
      for (const [key, value] of expandedPairs(scope, instruction)) scope.env.set(key, value);
      break;
    case 'ARG':
      for (const { key, value } of instruction.args) {
        const fallback = value === null ? (scope.globals.get(key) ?? null) : expandIn(scope, value);
        scope.args.set(key, scope.buildArgs.get(key) ?? fallback);
      }
      break;
    case 'WORKDIR':
      scope.settings.workdir = joinPath('/', resolveWorkdir(scope, instruction.text));
      break;
    case 'SHELL':
      scope.settings.shell = instruction.shell;
      break;
    default:
  }
}

function resolveWorkdir(scope: ChainScope, text: string): string {
  const path = expandIn(scope, text);
  return path.startsWith('/') ? path : `${scope.settings.workdir}/${path}`;
}

/** The variables of an ENV with their values; all see what was set before the instruction. */
export function expandedPairs(scope: ChainScope, instruction: EnvInstruction): readonly (readonly [string, string])[] {
  return instruction.env.map(({ key, value }) => [expandIn(scope, key), expandIn(scope, value ?? '')]);
}

/** The global scope: each ARG before the first FROM sees those above it. */
export function globalValues(
  args: readonly ArgInstruction[],
  buildArgs: ReadonlyMap<string, string>,
  predefined: ReadonlyMap<string, string>,
  escape: '\\' | '`',
): ReadonlyMap<string, string> {
  const globals = new Map(predefined);
  for (const { args: pairs } of args) {
    for (const { key, value } of pairs) {
      const given = buildArgs.get(key);
      const result = value === null ? null : expandWord(value, (name) => globals.get(name), { escape });
      const text = given ?? (result?.kind === 'expanded' ? result.text : value);
      if (text !== null) globals.set(key, text);
    }
  }
  return globals;
}

/** `NAME=value` of the declared arguments that have a value, sorted; ENV beats ARG where `envWins` says how. */
export function argTexts(scope: ChainScope, envWins: 'left-out' | 'value'): readonly string[] {
  const texts: string[] = [];
  for (const [name, value] of scope.args) {
    const env = scope.env.get(name);
    if (env !== undefined && envWins === 'left-out') continue;
    const text = env ?? value;
    if (text !== null) texts.push(`${name}=${text}`);
  }
  return texts.toSorted();
}
