import { WordFailure, wordReader } from './word-reader.ts';

/** How a word is read. All false: as WORKDIR, ENV or COPY read theirs. */
export interface WordOptions {
  readonly escape: '\\' | '`';
  /** Quotes stay in the result. */
  readonly keepsQuotes?: boolean;
  /** Escape characters stay in the result. */
  readonly keepsEscapes?: boolean;
  /** Quotes are ordinary characters. */
  readonly ignoresQuotes?: boolean;
  /** A variable without a value stays as written. */
  readonly keepsUnset?: boolean;
  /** The result is also cut into words. */
  readonly splits?: boolean;
}

/** The value of a variable; undefined when it has none. */
export type Lookup = (name: string) => string | undefined;

/** A word with its variables replaced and its quotes removed, or why that cannot be done. */
export type WordResult =
  | {
      readonly kind: 'expanded';
      readonly text: string;
      /** The result cut at white space that is not quoted, as EXPOSE reads it; empty where that is not asked for. */
      readonly words: readonly string[];
      /** Names that had a value, and that had none, in order of first use. */
      readonly matched: ReadonlySet<string>;
      readonly unmatched: ReadonlySet<string>;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** Letters, digits and path characters: nothing that a lexer would act on. */
const plainWord = /^[A-Za-z0-9_./:@%+=,~-]+$/;
const none: ReadonlySet<string> = new Set();

/**
 * Expands a word as BuildKit's shell lexer does, quirks included. Never throws.
 *
 * Source: frontend/dockerfile/shell/lex.go, ProcessWordWithMatches and ProcessWords.
 */
export function expandWord(word: string, lookup: Lookup, options: WordOptions): WordResult {
  if (plainWord.test(word))
    return {
      kind: 'expanded',
      text: word,
      words: options.splits === true ? [word] : [],
      matched: none,
      unmatched: none,
    };
  try {
    const reader = wordReader(word, lookup, options);
    const { text, words } = reader.readUntil(null, options.keepsEscapes === true);
    return { kind: 'expanded', text, words, matched: reader.matched, unmatched: reader.unmatched };
  } catch (error) {
    if (error instanceof WordFailure) return { kind: 'failed', message: error.message };
    throw error;
  }
}
