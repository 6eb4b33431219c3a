import { isSpace } from './go-text.ts';

/** What is kept as written while words are split. */
export interface ShellWordsOptions {
  readonly keepsQuotes: boolean;
  readonly keepsEscapes: boolean;
}

/** `${…}` inside `${…}` deeper than this counts as a syntax error: nobody writes it, and recursion must have an end. */
const maxDepth = 200;

/**
 * Splits a line into shell words to find here-documents in it, without expanding variables; null where the line is no
 * valid shell text to BuildKit (an open quote, `${x^^}`), and then it holds no here-documents.
 *
 * Follows frontend/dockerfile/shell/lex.go with SkipUnsetEnv, an empty environment and `\` as escape character, down to
 * its buffer being shared with nested `${…}`.
 */
export function splitShellWords(text: string, options: ShellWordsOptions): string[] | null {
  // Go's text/scanner drops a byte order mark at the start of what it reads.
  const pos = text.startsWith('\ufeff') ? 1 : 0;
  const lexer: Lexer = { text, options, pos, buffer: '', keepsEscapes: options.keepsEscapes, depth: 0 };
  return readUntil(lexer, '', options.keepsEscapes)?.words ?? null;
}

interface Lexer {
  readonly text: string;
  readonly options: ShellWordsOptions;
  pos: number;
  buffer: string;
  keepsEscapes: boolean;
  depth: number;
}

interface Words {
  readonly text: string;
  readonly words: string[];
}

function readUntil(lexer: Lexer, stop: string, keepsEscapes: boolean): Words | null {
  if (lexer.depth > maxDepth) return null;
  lexer.depth += 1;
  const outer = lexer.keepsEscapes;
  lexer.keepsEscapes = keepsEscapes;
  const result = readWords(lexer, stop);
  lexer.keepsEscapes = outer;
  lexer.depth -= 1;
  return result;
}

function readWords(lexer: Lexer, stop: string): Words | null {
  const words: string[] = [];
  let text = '';
  let isInWord = false;
  lexer.buffer = '';
  const add = (character: string): void => {
    if (!isSpace(character.charCodeAt(0))) {
      lexer.buffer += character;
      isInWord = true;
    } else if (isInWord && lexer.buffer !== '') {
      words.push(lexer.buffer);
      lexer.buffer = '';
      isInWord = false;
    }
  };
  const addRaw = (piece: string): void => {
    lexer.buffer += piece;
    isInWord = true;
  };
  const flush = (): Words => {
    if (lexer.buffer !== '') words.push(lexer.buffer);
    lexer.buffer = '';
    return { text, words };
  };
  while (lexer.pos < lexer.text.length) {
    const character = lexer.text[lexer.pos] ?? '';
    if (character === stop) {
      lexer.pos += 1;
      return flush();
    }
    const special = readSpecial(lexer, character);
    if (special === null) return null;
    if (special !== undefined) {
      text += special;
      if (character === '$') for (const each of special) add(each);
      else addRaw(special);
      continue;
    }
    lexer.pos += 1;
    if (character !== '\\') {
      add(character);
      text += character;
      continue;
    }
    if (lexer.keepsEscapes) {
      addRaw(character);
      text += character;
    }
    if (lexer.pos === lexer.text.length) break;
    const escaped = lexer.text[lexer.pos] ?? '';
    lexer.pos += 1;
    addRaw(escaped);
    text += escaped;
  }
  return stop === '' ? flush() : null;
}

/** Undefined: nothing special starts here. Null: a syntax error. */
function readSpecial(lexer: Lexer, character: string): string | null | undefined {
  if (character === '$') return readDollar(lexer);
  if (character === '<') return readPossibleHeredoc(lexer);
  if (character === "'") return readSingleQuoted(lexer);
  if (character === '"') return readDoubleQuoted(lexer);
  return undefined;
}

function readPossibleHeredoc(lexer: Lexer): string {
  lexer.pos += 1;
  if (lexer.text[lexer.pos] !== '<') return '<';
  const start = lexer.pos - 1;
  lexer.pos += 1;
  while (/^[\t\r ]$/.test(lexer.text[lexer.pos] ?? '')) lexer.pos += 1;
  return lexer.text.slice(start, lexer.pos);
}

function readSingleQuoted(lexer: Lexer): string | null {
  const start = lexer.pos;
  const end = lexer.text.indexOf("'", start + 1);
  if (end === -1) return null;
  lexer.pos = end + 1;
  return lexer.options.keepsQuotes ? lexer.text.slice(start, end + 1) : lexer.text.slice(start + 1, end);
}

function readDoubleQuoted(lexer: Lexer): string | null {
  let result = lexer.options.keepsQuotes ? '"' : '';
  lexer.pos += 1;
  while (lexer.pos < lexer.text.length) {
    const character = lexer.text[lexer.pos] ?? '';
    if (character === '"') {
      lexer.pos += 1;
      return lexer.options.keepsQuotes ? `${result}"` : result;
    }
    if (character === '$') {
      const value = readDollar(lexer);
      if (value === null) return null;
      result += value;
      continue;
    }
    lexer.pos += 1;
    if (character !== '\\') {
      result += character;
      continue;
    }
    if (lexer.keepsEscapes) result += character;
    const next = lexer.text[lexer.pos];
    if (next === undefined) break;
    if (next === '"' || next === '$' || next === '\\') {
      lexer.pos += 1;
      result += next;
    } else {
      result += character;
    }
  }
  return null;
}

function readDollar(lexer: Lexer): string | null {
  lexer.pos += 1;
  if (lexer.text[lexer.pos] !== '{') {
    return `$${readName(lexer)}`;
  }
  lexer.pos += 1;
  const first = lexer.text[lexer.pos];
  if (first === undefined || first === '{' || first === '}' || first === ':') return null;
  const name = readName(lexer);
  let modifier = lexer.text[lexer.pos] ?? '';
  lexer.pos += 1;
  if (modifier === '}') return `\${${name}}`;
  if (modifier === '/') return readReplacement(lexer, name);
  if (modifier === ':') {
    const next = lexer.text[lexer.pos] ?? '';
    lexer.pos += 1;
    if (next === '#' || next === '%') return null;
    modifier += next;
  } else if (!/^[-+?#%]$/.test(modifier)) {
    return null;
  }
  const word = readUntil(lexer, '}', modifier === '#' || modifier === '%');
  return word === null ? null : `\${${name}${modifier}${word.text}}`;
}

function readReplacement(lexer: Lexer, name: string): string | null {
  if (lexer.text[lexer.pos] === '/') lexer.pos += 1;
  const pattern = readUntil(lexer, '/', true);
  if (pattern === null) return null;
  const replacement = readUntil(lexer, '}', true);
  return replacement === null ? null : `\${${name}/${pattern.text}/${replacement.text}}`;
}

const nameCharacter = /^[\p{L}\p{Nd}_]$/u;
const digit = /^\p{Nd}$/u;

function readName(lexer: Lexer): string {
  const start = lexer.pos;
  const first = characterAt(lexer);
  if (first !== '' && '@*#?-$!0'.includes(first) && !digit.test(first)) {
    lexer.pos += 1;
    return first;
  }
  const pattern = digit.test(first) ? digit : nameCharacter;
  for (let next = first; next !== '' && pattern.test(next); next = characterAt(lexer)) lexer.pos += next.length;
  return lexer.text.slice(start, lexer.pos);
}

function characterAt(lexer: Lexer): string {
  const code = lexer.text.codePointAt(lexer.pos);
  return code === undefined ? '' : String.fromCodePoint(code);
}
