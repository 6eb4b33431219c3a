/** Whether a character (by code point) is meant. */
export type CharTest = (char: number) => boolean;

/** What one place of an expression accepts. */
export type Atom =
  | {
      readonly kind: 'char';
      readonly test: CharTest;
      /** The one character that it accepts, null for a set. */
      readonly text: string | null;
      /** Any number of times, also none. */
      readonly isRepeated: boolean;
      /** Once or not at all. */
      readonly isOptional: boolean;
    }
  /** `(.*` and a slash `)?`: nothing, or everything up to some slash. */
  | { readonly kind: 'folders' }
  /** Between a letter, digit or `_` and something else, or not there. */
  | { readonly kind: 'boundary'; readonly isThere: boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

const folders = '(.*/)?';
const newline = 10;
/** A pattern that repeats more than this is none that people write. */
const maxAtoms = 10_000;

/**
 * Reads the part of Go's regular expressions that patterns of ignore files are translated to: characters, escapes,
 * bracket expressions, repetitions of one of these, `^`, `$`, `|`, and the group that `**` becomes. Answers the
 * alternatives; null where Go would refuse the expression.
 *
 * Source: regexp/syntax/parse.go of Go, with the flags of regexp.Compile.
 */
export function readAlternatives(chars: readonly string[]): readonly (readonly Atom[])[] | null {
  const alternatives: Atom[][] = [[]];
  /** Behind a repetition, which must not be repeated; `nothing`: behind `|`, where there is nothing to repeat. */
  let last: 'atom' | 'nothing' | 'repetition' = 'nothing';
  let size = 0;
  for (let at = 0; at < chars.length;) {
    const atoms = alternatives.at(-1) ?? [];
    const char = chars[at] ?? '';
    if (char === '|') {
      alternatives.push([]);
      last = 'nothing';
      at++;
      continue;
    }
    const repetition = readRepetition(chars, at);
    if (repetition !== null) {
      if (last !== 'atom' || repetition.isTooLarge || (size += repetition.min + repetition.max) > maxAtoms) return null;
      const atom = atoms.pop();
      if (atom !== undefined) atoms.push(...repeat(atom, repetition));
      last = 'repetition';
      at = repetition.next;
      continue;
    }
    const read = readOne(chars, at);
    if (read === null || ++size > maxAtoms) return null;
    atoms.push(...read.atoms);
    // A group of ours has its `?` behind it.
    if (read.atoms.length > 0) last = read.atoms[0]?.kind === 'folders' ? 'repetition' : 'atom';
    at = read.next;
  }
  return alternatives;
}

/** Characters that stand for one atom, or a quotation of several. */
function readOne(chars: readonly string[], at: number): { readonly atoms: readonly Atom[]; next: number } | null {
  const char = chars[at] ?? '';
  // Nothing else writes a group: a parenthesis of the pattern itself is escaped.
  if (char === '(') return { atoms: [{ kind: 'folders' }], next: at + folders.length };
  if (char === '^' || char === '$') return { atoms: [{ kind: char === '^' ? 'start' : 'end' }], next: at + 1 };
  if (char === '\\' && chars[at + 1] === 'Q') {
    const end = endOfQuote(chars, at + 2);
    return { atoms: chars.slice(at + 2, end).map(literal), next: end + 2 };
  }
  const read = char === '\\' ? readEscape(chars, at) : readPlain(chars, at);
  return read === null ? null : { atoms: [read.atom], next: read.next };
}

interface Repetition {
  readonly min: number;
  /** -1: any number. */
  readonly max: number;
  readonly isTooLarge: boolean;
  readonly next: number;
}

/** `*`, `{2}`, `{2,}`, `{2,3}`; null where none stands (a `{` is a character then). */
function readRepetition(chars: readonly string[], at: number): Repetition | null {
  if (chars[at] === '*') return { min: 0, max: -1, isTooLarge: false, next: at + 1 };
  if (chars[at] !== '{') return null;
  const end = chars.indexOf('}', at);
  // Beyond 20 characters it is too large, or none.
  const text = chars.slice(at, end < 0 ? at : Math.min(end + 1, at + 20)).join('');
  const match = /^\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}$/.exec(text);
  if (match === null) return null;
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === undefined ? -1 : Number(match[3]);
  return { min, max, isTooLarge: min > 1000 || max > 1000 || (max >= 0 && min > max), next: end + 1 };
}

function repeat(atom: Atom, { min, max }: Repetition): readonly Atom[] {
  if (atom.kind !== 'char') return min === 0 ? [] : [atom];
  const copies: Atom[] = Array.from({ length: min }, () => atom);
  if (max < 0) return [...copies, { ...atom, isRepeated: true }];
  return [...copies, ...Array.from({ length: max - min }, (): Atom => ({ ...atom, isOptional: true }))];
}

interface Read {
  readonly atom: Atom;
  readonly next: number;
}

function literal(char: string): Atom {
  const code = char.codePointAt(0) ?? 0;
  return { kind: 'char', test: (each) => each === code, text: char, isRepeated: false, isOptional: false };
}

function charSet(test: CharTest): Atom {
  return { kind: 'char', test, text: null, isRepeated: false, isOptional: false };
}

/** Where `\E` stands; the end of the expression where there is none. */
function endOfQuote(chars: readonly string[], start: number): number {
  for (let at = start; at + 1 < chars.length; at++) if (chars[at] === '\\' && chars[at + 1] === 'E') return at;
  return chars.length;
}

function readPlain(chars: readonly string[], at: number): Read | null {
  const char = chars[at] ?? '';
  if (char === '.') return { atom: charSet((each) => each !== newline), next: at + 1 };
  if (char !== '[') return { atom: literal(char), next: at + 1 };
  const set = readBrackets(chars, at + 1);
  return set === null ? null : { atom: charSet(set.test), next: set.next };
}

function readEscape(chars: readonly string[], at: number): Read | null {
  const letter = chars[at + 1] ?? '';
  const next = at + 2;
  if (letter === 'A') return { atom: { kind: 'start' }, next };
  if (letter === 'z') return { atom: { kind: 'end' }, next };
  if (letter === 'b' || letter === 'B') return { atom: { kind: 'boundary', isThere: letter === 'b' }, next };
  const set = readEscapedSet(chars, at);
  if (set !== null) return set === 'refused' ? null : { atom: charSet(set.test), next: set.next };
  const char = readEscapedChar(chars, at);
  return char === null ? null : { atom: literal(String.fromCodePoint(char.code)), next: char.next };
}

interface CharSet {
  readonly test: CharTest;
  readonly next: number;
}

/** A bracket expression; `start` is behind its `[`. */
function readBrackets(chars: readonly string[], start: number): CharSet | null {
  let at = start;
  const isNegated = chars[at] === '^';
  if (isNegated) at++;
  const tests: CharTest[] = [];
  for (let isFirst = true; isFirst || chars[at] !== ']'; isFirst = false) {
    if (at >= chars.length) return null;
    const set = readNamedSet(chars, at) ?? readEscapedSet(chars, at);
    if (set === 'refused') return null;
    if (set !== null) {
      tests.push(set.test);
      at = set.next;
      continue;
    }
    const low = readClassChar(chars, at);
    if (low === null) return null;
    at = low.next;
    let high = low.code;
    if (chars[at] === '-' && at + 1 < chars.length && chars[at + 1] !== ']') {
      const end = readClassChar(chars, at + 1);
      if (end === null || end.code < low.code) return null;
      high = end.code;
      at = end.next;
    }
    tests.push((char) => low.code <= char && char <= high);
  }
  return { test: (char) => tests.some((test) => test(char)) !== isNegated, next: at + 1 };
}

function readClassChar(chars: readonly string[], at: number): { code: number; next: number } | null {
  const char = chars[at];
  if (char === undefined) return null;
  return char === '\\' ? readEscapedChar(chars, at) : { code: char.codePointAt(0) ?? 0, next: at + 1 };
}

const namedSets: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /^[0-9A-Za-z]$/],
  ['alpha', /^[A-Za-z]$/],
  // oxlint-disable-next-line eslint/no-control-regex
  ['ascii', /^[\x00-\x7f]$/],
  ['blank', /^[\t ]$/],
  // oxlint-disable-next-line eslint/no-control-regex
  ['cntrl', /^[\x00-\x1f\x7f]$/],
  ['digit', /^[0-9]$/],
  ['graph', /^[!-~]$/],
  ['lower', /^[a-z]$/],
  ['print', /^[ -~]$/],
  ['punct', /^[!-/:-@[-`{-~]$/],
  ['space', /^[\t\n\v\f\r ]$/],
  ['upper', /^[A-Z]$/],
  ['word', /^[0-9A-Za-z_]$/],
  ['xdigit', /^[0-9A-Fa-f]$/],
]);

function testOf(set: RegExp, isNegated: boolean): CharTest {
  return (char) => set.test(String.fromCodePoint(char)) !== isNegated;
}

/** `[:alpha:]` within brackets; null where none starts. */
function readNamedSet(chars: readonly string[], at: number): CharSet | 'refused' | null {
  if (chars[at] !== '[' || chars[at + 1] !== ':') return null;
  const end = chars.findIndex((char, place) => place >= at + 2 && char === ':' && chars[place + 1] === ']');
  if (end < 0) return null;
  const name = chars.slice(at + 2, end).join('');
  const set = namedSets.get(name.replace(/^\^/, ''));
  return set === undefined ? 'refused' : { test: testOf(set, name.startsWith('^')), next: end + 2 };
}

/** What a backslash and a letter mean: that is how `\d` in an ignore file comes to be a digit. */
const escapedSets: ReadonlyMap<string, RegExp> = new Map([
  ['d', /^[0-9]$/],
  ['s', /^[\t\n\f\r ]$/],
  ['w', /^[0-9A-Za-z_]$/],
]);

/** Unicode's general categories of one letter; Go's C leaves out what is not assigned. */
const categories: ReadonlyMap<string, RegExp> = new Map([
  ['C', /^[\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u],
  ['L', /^\p{L}$/u],
  ['M', /^\p{M}$/u],
  ['N', /^\p{N}$/u],
  ['P', /^\p{P}$/u],
  ['S', /^\p{S}$/u],
  ['Z', /^\p{Z}$/u],
]);

/** `\d`, `\W`, `\pL`; null where no set starts. */
function readEscapedSet(chars: readonly string[], at: number): CharSet | 'refused' | null {
  const letter = chars[at + 1];
  if (chars[at] !== '\\' || letter === undefined) return null;
  if (letter === 'p' || letter === 'P') {
    const category = categories.get(chars[at + 2] ?? '');
    return category === undefined ? 'refused' : { test: testOf(category, letter === 'P'), next: at + 3 };
  }
  const set = escapedSets.get(letter.toLowerCase());
  return set === undefined ? null : { test: testOf(set, letter !== letter.toLowerCase()), next: at + 2 };
}

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/** One escaped character; null for what Go does not know. */
function readEscapedChar(chars: readonly string[], at: number): { code: number; next: number } | null {
  const char = chars[at + 1] ?? '';
  const control = controls.get(char);
  if (control !== undefined) return { code: control, next: at + 2 };
  if (char === 'x') {
    const digits = chars.slice(at + 2, at + 4).join('');
    return /^[0-9A-Fa-f]{2}$/.test(digits) ? { code: Number.parseInt(digits, 16), next: at + 4 } : null;
  }
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(chars.slice(at + 1, at + 4).join(''))?.[0];
  if (octal !== undefined) return { code: Number.parseInt(octal, 8), next: at + 1 + octal.length };
  if (char === '' || /[0-9A-Za-z]/.test(char) || char > '\u007f') return null;
  return { code: char.codePointAt(0) ?? 0, next: at + 2 };
}
