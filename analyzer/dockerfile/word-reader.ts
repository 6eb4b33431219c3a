import { replacePattern, trimPrefix, trimSuffix } from './word-pattern.ts';
import type { Lookup, WordOptions } from './words.ts';

/** Nested deeper than any Dockerfile that builds: refused, so that no input takes the process down. */
const maxDepth = 400;
/** How much text variables may bring into one word, counted at each level of nesting: doubled often enough, they bring gigabytes. */
const maxLength = 1 << 22;

/** Why a word does not expand. */
export class WordFailure extends Error {}

function fail(message: string): never {
  throw new WordFailure(message);
}

const specialParameters = '@*#?-$!0';
const isLetter = (char: string): boolean => /^[\p{L}_]$/u.test(char);
const isDigit = (char: string): boolean => /^\p{Nd}$/u.test(char);
const spaces = /[\t-\r \u0085\p{Z}]+/gu;

/** Reads one word from its start to its end. */
export interface WordReader {
  readonly matched: ReadonlySet<string>;
  readonly unmatched: ReadonlySet<string>;
  /** What stands before `stop`, or the end, expanded; and the same cut at white space that is not quoted. Throws `WordFailure`. */
  readonly readUntil: (stop: string | null, keepsEscapes: boolean) => { text: string; words: readonly string[] };
}

/** Starts to read a word (frontend/dockerfile/shell/lex.go, shellWord). */
export function wordReader(word: string, lookup: Lookup, options: WordOptions): WordReader {
  const chars = [...word];
  const matched = new Set<string>();
  const unmatched = new Set<string>();
  let position = chars[0] === '\uFEFF' ? 1 : 0;
  let depth = 0;
  let keepsEscapes = options.keepsEscapes === true;
  let lengthLeft = maxLength;
  // One buffer for all levels, as in BuildKit: a substitution drops what its word had gathered so far.
  let wordBuffer = '';

  function valueOf(name: string): string | undefined {
    const value = lookup(name);
    (value === undefined ? unmatched : matched).add(name);
    return value;
  }

  function spend(length: number): void {
    lengthLeft -= length;
    if (lengthLeft < 0) fail('it expands to more than a Dockerfile can hold');
  }

  /** Whether a lexer acts on a character outside quotes. */
  function isSpecial(char: string | undefined, stop: string | null): boolean {
    if (char === '"' || char === "'") return char === stop || options.ignoresQuotes !== true;
    return char === '$' || char === '<' || char === stop || char === options.escape;
  }

  function readUntil(stop: string | null, rawEscapes: boolean): { text: string; words: readonly string[] } {
    if (++depth > maxDepth) fail('its substitutions are nested too deeply');
    const outerEscapes = keepsEscapes;
    keepsEscapes = rawEscapes;
    wordBuffer = '';
    let text = '';
    let inWord = false;
    const words: string[] = [];
    const addRaw = (part: string): void => {
      wordBuffer += part;
      inWord = true;
    };
    const endWord = (): void => {
      if (!inWord || wordBuffer === '') return;
      words.push(wordBuffer);
      wordBuffer = '';
      inWord = false;
    };
    const add = (part: string): void => {
      let start = 0;
      for (const { 0: space, index } of part.matchAll(spaces)) {
        if (index > start) addRaw(part.slice(start, index));
        endWord();
        start = index + space.length;
      }
      if (start < part.length) addRaw(part.slice(start));
    };
    const finish = (): { text: string; words: readonly string[] } => {
      if (wordBuffer !== '') words.push(wordBuffer);
      wordBuffer = '';
      keepsEscapes = outerEscapes;
      depth--;
      return { text, words };
    };
    while (position < chars.length) {
      const char = chars[position] ?? '';
      if (char === stop) {
        position++;
        return finish();
      }
      if (char === '$') {
        const value = readDollar();
        text += value;
        add(value);
      } else if (char === '<') {
        const value = readPossibleHeredoc();
        text += value;
        addRaw(value);
      } else if ((char === '"' || char === "'") && options.ignoresQuotes !== true) {
        const value = char === '"' ? readDoubleQuote() : readSingleQuote();
        text += value;
        addRaw(value);
      } else if (char !== options.escape) {
        const start = position++;
        while (position < chars.length && !isSpecial(chars[position], stop)) position++;
        const run = chars.slice(start, position).join('');
        text += run;
        add(run);
      } else {
        position++;
        if (keepsEscapes) {
          text += char;
          addRaw(char);
        }
        const escaped = chars[position++];
        if (escaped === undefined) break;
        text += escaped;
        addRaw(escaped);
      }
    }
    if (stop !== null) fail(`a substitution ends before its ${JSON.stringify(stop)}`);
    return finish();
  }

  function readSingleQuote(): string {
    const start = position++;
    while (position < chars.length && chars[position] !== "'") position++;
    if (position >= chars.length) fail('a single quote is never closed');
    position++;
    return (options.keepsQuotes === true ? chars.slice(start, position) : chars.slice(start + 1, position - 1)).join(
      '',
    );
  }

  function readDoubleQuote(): string {
    const quote = options.keepsQuotes === true ? '"' : '';
    let text = quote;
    position++;
    while (position < chars.length) {
      const char = chars[position] ?? '';
      if (char === '$') {
        text += readDollar();
        continue;
      }
      position++;
      if (char === '"') return text + quote;
      if (char !== options.escape) {
        text += char;
        continue;
      }
      if (keepsEscapes) text += char;
      const next = chars[position];
      if (next === '"' || next === '$' || next === options.escape) {
        text += next;
        position++;
      } else if (next !== undefined) text += char;
    }
    return fail('a double quote is never closed');
  }

  function readPossibleHeredoc(): string {
    position++;
    if (chars[position] !== '<') return '<';
    const start = ++position;
    while (chars[position] === ' ' || chars[position] === '\t' || chars[position] === '\r') position++;
    return `<<${chars.slice(start, position).join('')}`;
  }

  function readName(): string {
    const start = position;
    const first = chars[position] ?? '';
    if (isDigit(first)) {
      while (position < chars.length && isDigit(chars[position] ?? '')) position++;
    } else if (first !== '' && specialParameters.includes(first)) position++;
    else
      while (position < chars.length && (isLetter(chars[position] ?? '') || isDigit(chars[position] ?? ''))) position++;
    return chars.slice(start, position).join('');
  }

  function readDollar(): string {
    const value = readSubstitution();
    spend(value.length);
    return value;
  }

  function readSubstitution(): string {
    position++;
    if (chars[position] === '{') {
      position++;
      return readBraces();
    }
    const name = readName();
    if (name === '') return '$';
    return valueOf(name) ?? (options.keepsUnset === true ? `$${name}` : '');
  }

  function readBraces(): string {
    const first = chars[position];
    if (first === undefined) fail("a substitution has no closing '}'");
    if (first === '{' || first === '}' || first === ':') fail('a substitution names no variable');
    const name = readName();
    const sign = chars[position++];
    if (sign === '}') return valueOf(name) ?? (options.keepsUnset === true ? `\${${name}}` : '');
    if (sign === '/') return readReplacement(name);
    if (sign === ':') return readModifier(name, chars[position++], true);
    return readModifier(name, sign, false);
  }

  function readModifier(name: string, sign: string | undefined, isEmptyUnset: boolean): string {
    const isTrim = sign === '#' || sign === '%';
    const written = `${isEmptyUnset ? ':' : ''}${sign ?? ''}`;
    const isKnown = isTrim || sign === '-' || sign === '+' || sign === '?';
    // Behind a colon BuildKit reads the word first and refuses an unknown sign only then.
    if ((isEmptyUnset && isTrim) || (!isEmptyUnset && !isKnown))
      fail(`the substitution modifier ${written} is not known`);
    const { text } = readUntil('}', isTrim);
    const value = valueOf(name);
    if (value === undefined && options.keepsUnset === true) return `\${${name}${written}${text}}`;
    const isMissing = value === undefined || (isEmptyUnset && value === '');
    if (sign === '-') return isMissing ? text : value;
    if (sign === '+') return isMissing ? '' : text;
    if (sign === '?') {
      if (isMissing)
        fail(`${name}: ${text === '' ? `is not allowed to be ${value === undefined ? 'unset' : 'empty'}` : text}`);
      return value;
    }
    if (!isTrim) fail(`the substitution modifier ${written} is not known`);
    const isGreedy = text.startsWith(sign);
    const trim = sign === '%' ? trimSuffix : trimPrefix;
    return trim(isGreedy ? text.slice(1) : text, value ?? '', isGreedy) ?? fail(`the pattern ${text} is not valid`);
  }

  function readReplacement(name: string): string {
    const isAll = chars[position] === '/';
    if (isAll) position++;
    const pattern = readUntil('/', true).text;
    const replacement = readUntil('}', true).text;
    const value = valueOf(name);
    if (value === undefined && options.keepsUnset === true) return `\${${name}/${pattern}/${replacement}}`;
    return (
      replacePattern(pattern, value ?? '', replacement, isAll, spend) ?? fail(`the pattern ${pattern} is not valid`)
    );
  }

  return { matched, unmatched, readUntil };
}
