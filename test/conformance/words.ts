import { expandWord } from '../../analyzer/dockerfile/words.ts';
import { differences, wholeCase, type CaseResult } from './result.ts';

interface WordsFile {
  readonly env: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly word: string;
    readonly escape?: '`';
    readonly expanded?: string;
    readonly words?: readonly string[] | null;
    readonly error?: true;
  }[];
}

/** Compares the expansion of words with what BuildKit's shell lexer makes of them. */
export function compareWords(data: unknown): readonly CaseResult[] {
  const { env, cases } = data as WordsFile;
  const values = new Map(Object.entries(env));
  return cases.map(({ word, escape, ...expected }, index) => {
    const result = expandWord(word, (name) => values.get(name), { escape: escape ?? '\\', splits: true });
    const got = result.kind === 'failed' ? { error: true } : { expanded: result.text, words: result.words };
    return wholeCase(`${index}: ${JSON.stringify(word)}`, differences(expected, got));
  });
}
