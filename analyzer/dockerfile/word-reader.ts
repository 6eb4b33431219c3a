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
const digits = /\p{Nd}+/uy;
const letters = /[\p{L}\p{Nd}_]+/uy;
const spaces = /[\t-\r \u0085\p{Z}]+/gu;

/** What ends a substitution, or a part of one. */
type Stop = '/' | '}';

/** Characters that a lexer acts on outside quotes, and within double ones; made once for each way to read. */
const patterns = new Map<string, RegExp>();

function specialCharacters(options: WordOptions, stop: Stop | '"' | null): RegExp {
  const quotes = stop === '"' ? '' : options.ignoresQuotes === true ? '<' : `<"'`;
  const characters = `$${quotes}${stop ?? ''}${options.escape}`;
  let pattern = patterns.get(characters);
  if (pattern === undefined) {
    pattern = new RegExp(`[${characters.replace('\\', '\\\\')}]`, 'g');
    patterns.set(characters, pattern);
  }
  return pattern;
}

/** Reads one word from its start to its end. */
export interface WordReader {
  readonly matched: ReadonlySet<string>;
  readonly unmatched: ReadonlySet<string>;
  /**
   * What stands before `stop`, or the end, expanded; and where that is asked for, the same cut at white space that is not
   * quoted. Throws `WordFailure`.
   */
  readonly readUntil: (stop: Stop | null, keepsEscapes: boolean) => { text: string; words: readonly string[] };
}

/** Starts to read a word (frontend/dockerfile/shell/lex.go, shellWord). */
export function wordReader(word: string, lookup: Lookup, options: WordOptions): WordReader {
  const matched = new Set<string>();
  const unmatched = new Set<string>();
  let position = word.startsWith('\uFEFF') ? 1 : 0;
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

  /** The character at hand, on which a lexer does not act, and all such behind it: most of a word, so not one by one. */
  function readPlain(stop: Stop | '"' | null): string {
    const start = position;
    const special = specialCharacters(options, stop);
    special.lastIndex = start;
    position = special.test(word) ? special.lastIndex - 1 : word.length;
    return word.slice(start, position);
  }

  /** One character, which may take two code units. */
  function readCharacter(): string | undefined {
    const code = word.codePointAt(position);
    if (code === undefined) return undefined;
    const char = String.fromCodePoint(code);
    position += char.length;
    return char;
  }

  function readUntil(stop: Stop | null, rawEscapes: boolean): { text: string; words: readonly string[] } {
    if (++depth > maxDepth) fail('its substitutions are nested too deeply');
    const outerEscapes = keepsEscapes;
    keepsEscapes = rawEscapes;
    wordBuffer = '';
    let text = '';
    let inWord = false;
    const words: string[] = [];
    const addRaw = (part: string): void => {
      if (options.splits !== true) return;
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
      if (options.splits !== true) return;
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
    while (position < word.length) {
      const char = word[position] ?? '';
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
        const run = readPlain(stop);
        text += run;
        add(run);
      } else {
        position++;
        if (keepsEscapes) {
          text += char;
          addRaw(char);
        }
        const escaped = readCharacter();
        if (escaped === undefined) break;
        text += escaped;
        addRaw(escaped);
      }
    }
    if (stop !== null) fail(`a substitution ends before its ${JSON.stringify(stop)}`);
    return finish();
  }

  function readSingleQuote(): string {
    const start = position;
    const end = word.indexOf("'", start + 1);
    if (end < 0) fail('a single quote is never closed');
    position = end + 1;
    return options.keepsQuotes === true ? word.slice(start, position) : word.slice(start + 1, end);
  }

  function readDoubleQuote(): string {
    const quote = options.keepsQuotes === true ? '"' : '';
    let text = quote;
    position++;
    while (position < word.length) {
      const char = word[position] ?? '';
      if (char === '$') {
        text += readDollar();
        continue;
      }
      if (char !== '"' && char !== options.escape) {
        text += readPlain('"');
        continue;
      }
      position++;
      if (char === '"') return text + quote;
      if (keepsEscapes) text += char;
      const next = word[position];
      if (next === '"' || next === '$' || next === options.escape) {
        text += next;
        position++;
      } else if (next !== undefined) text += char;
    }
    return fail('a double quote is never closed');
  }

  function readPossibleHeredoc(): string {
    position++;
    if (word[position] !== '<') return '<';
    const start = ++position;
    while (word[position] === ' ' || word[position] === '\t' || word[position] === '\r') position++;
    return `<<${word.slice(start, position)}`;
  }

  function readName(): string {
    const first = word[position] ?? '';
    const number = readMatch(digits);
    if (number !== '') return number;
    if (first === '' || !specialParameters.includes(first)) return readMatch(letters);
    position++;
    return first;
  }

  function readMatch(pattern: RegExp): string {
    pattern.lastIndex = position;
    const [found = ''] = pattern.exec(word) ?? [];
    position += found.length;
    return found;
  }

  function readDollar(): string {
    const value = readSubstitution();
    spend(value.length);
    return value;
  }

  function readSubstitution(): string {
    position++;
    if (word[position] === '{') {
      position++;
      return readBraces();
    }
    const name = readName();
    if (name === '') return '$';
    return valueOf(name) ?? (options.keepsUnset === true ? `$${name}` : '');
  }

  function readBraces(): string {
    const first = word[position];
    if (first === undefined) fail("a substitution has no closing '}'");
    if (first === '{' || first === '}' || first === ':') fail('a substitution names no variable');
    const name = readName();
    const sign = readCharacter();
    if (sign === '}') return valueOf(name) ?? (options.keepsUnset === true ? `\${${name}}` : '');
    if (sign === '/') return readReplacement(name);
    if (sign === ':') return readModifier(name, readCharacter(), true);
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
    const isAll = word[position] === '/';
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
