import type { Conversion } from './conversion.ts';
import type { Environment } from './environment.ts';
import { expandRaw, expandWord, isPlain, type Expanded } from './expansion.ts';
import { makeOrigin, noOrigin, type Origin } from './origin.ts';
import type { StageCommand, StageState } from './stage-state.ts';

/** Expands the words of one instruction, and keeps what shaped them. */
export interface CommandWords {
  /** Throws `Rejection` where the word does not expand. */
  readonly word: (text: string) => string;
  readonly words: (texts: readonly string[]) => readonly string[];
  /** The body of a here-document: quotes and escapes stay. */
  readonly raw: (text: string) => string;
  /** What shaped everything that was expanded so far. */
  readonly origin: () => Origin;
}

/** The words of an instruction, expanded in the environment of its stage at this moment (convert.go, dispatch). */
export function commandWords(conversion: Conversion, state: StageState, command: StageCommand): CommandWords {
  const parts: Origin[] = [];
  const take = (expanded: Expanded): string => {
    if (expanded.origin !== noOrigin) parts.push(expanded.origin);
    noteUses(conversion, state.env, command, expanded);
    conversion.checks.undefinedVariables(command, state, expanded.unmatched);
    return expanded.text;
  };
  const word = (text: string): string =>
    isPlain(text) ? text : take(expandWord(conversion, command, text, state.env));
  return {
    word,
    words: (texts) => texts.map(word),
    raw: (text) => take(expandRaw(conversion, command, text, state.env)),
    origin: () => makeOrigin(null, null, parts),
  };
}

/** Writes down which declarations a text uses. */
export function noteUses(conversion: Conversion, env: Environment, command: StageCommand, expanded: Expanded): void {
  for (const name of expanded.matched) conversion.variables.use(name, env.declaredBy(name), command.index);
  for (const name of expanded.unmatched) conversion.variables.use(name, env.declaredBy(name), command.index);
}
