import { checkUndefinedVariables } from './build-checks/undefined-variables.ts';
import type { Conversion } from './conversion.ts';
import { expandRaw, expandWord, isPlain, noteUses, type Expanded } from './expansion.ts';
import { makeOrigin, noOrigin, type Origin } from './origin.ts';
import { placeOf, type StageCommand, type StageState } from './stage-state.ts';

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
    noteUses(conversion.variables, state.env, command.index, expanded);
    if (expanded.unmatched.size > 0) reportUndefined(conversion, state, command, expanded.unmatched);
    conversion.budget.spendText(expanded.text, command.range);
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

function reportUndefined(
  { checks }: Conversion,
  { declaredArgs, env }: StageState,
  command: StageCommand,
  unmatched: ReadonlySet<string>,
): void {
  const isDeclared = (name: string): boolean => declaredArgs.has(name);
  checks.report(checkUndefinedVariables(unmatched, isDeclared, env.keys), placeOf(command));
}
