import { goMatcher } from './go-match.ts';

/** What one place of an expression accepts. */
type Atom =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean; readonly isRepeated: boolean }
  /** `(.*` and a slash `)?`: nothing, or everything up to some slash. */
  | { readonly kind: 'folders' }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

/** Whether a path of the context matches. Paths are `/`-separated and relative, without `.` or `..`. */
export type PathTest = (path: string) => boolean;

const isWordChar = (char: string): boolean => /^[0-9A-Za-z_]$/.test(char);
/** What a backslash and a letter mean in Go's expressions: that is how `\d` in an ignore file comes to be a digit. */
const escapes: ReadonlyMap<string, (char: string) => boolean> = new Map([
  ['d', (char) => /^[0-9]$/.test(char)],
  ['D', (char) => !/^[0-9]$/.test(char)],
  ['w', isWordChar],
  ['W', (char) => !isWordChar(char)],
  ['s', (char) => /^[\t\n\f\r ]$/.test(char)],
  ['S', (char) => !/^[\t\n\f\r ]$/.test(char)],
  ...Object.entries({ a: '\u0007', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' }).map(
    ([letter, value]): [string, (char: string) => boolean] => [letter, (char) => char === value],
  ),
]);

/**
 * Prepares one pattern of an ignore file, cleaned and without its `!`; null when it is malformed.
 *
 * Source: github.com/moby/patternmatcher, patternmatcher.go (New, compile, match), with an automaton in place of Go's
 * regexp, so that a hostile pattern costs its length times the path's.
 */
export function ignorePattern(pattern: string): PathTest | null {
  if (goMatcher(pattern) === null) return null;
  const atoms: Atom[] = [];
  const chars = [...pattern];
  let kind: 'exact' | 'expression' | 'prefix' | 'suffix' = 'exact';
  for (let i = 0, turn = 0; i < chars.length; turn++) {
    const char = chars[i++] ?? '';
    if (char === '*' && chars[i] === '*') {
      i++;
      if (chars[i] === '/') i++;
      if (i < chars.length) {
        atoms.push({ kind: 'folders' });
        kind = 'expression';
      } else if (kind === 'exact') kind = 'prefix';
      else {
        atoms.push({ kind: 'char', test: (each) => each !== '\n', isRepeated: true });
        kind = 'expression';
      }
      if (turn === 0) kind = 'suffix';
    } else if (char === '*' || char === '?') {
      atoms.push({ kind: 'char', test: (each) => each !== '/', isRepeated: char === '*' });
      kind = 'expression';
    } else if (char === '\\') {
      const next = chars[i++];
      if (next === undefined) return null;
      const atom = escapeAtom(next);
      if (atom === null) return null;
      atoms.push(atom);
      kind = 'expression';
    } else if (char === '[') {
      const parsed = readClass(chars, i);
      if (parsed === null) return null;
      atoms.push({ kind: 'char', test: parsed.test, isRepeated: false });
      i = parsed.next;
      kind = 'expression';
    } else {
      if (char === ']') kind = 'expression';
      atoms.push(char === '^' ? { kind: 'start' } : { kind: 'char', test: (each) => each === char, isRepeated: false });
    }
  }
  return pathTest(kind, pattern, atoms);
}

function pathTest(
  kind: 'exact' | 'expression' | 'prefix' | 'suffix',
  pattern: string,
  atoms: readonly Atom[],
): PathTest {
  if (kind === 'exact') return (path) => path === pattern;
  if (kind === 'prefix') {
    const prefix = pattern.replace(/\/?\*\*\/?$/, (end) => (end.startsWith('/') ? '/' : ''));
    return (path) => path.startsWith(prefix);
  }
  if (kind === 'suffix') {
    const suffix = pattern.slice(2);
    return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
  }
  return (path) => accepts(atoms, [...path]);
}

function escapeAtom(char: string): Atom | null {
  const test = escapes.get(char);
  if (test !== undefined) return { kind: 'char', test, isRepeated: false };
  if (char === 'A') return { kind: 'start' };
  if (char === 'z') return { kind: 'end' };
  // What else a letter or digit may mean there, no ignore file means.
  if (/^[0-9A-Za-z]$/.test(char)) return null;
  return { kind: 'char', test: (each) => each === char, isRepeated: false };
}

/** A bracket expression as Go's regexp reads it; `next` is the index behind its closing bracket. */
function readClass(chars: readonly string[], start: number): { test: (char: string) => boolean; next: number } | null {
  let i = start;
  const isNegated = chars[i] === '^';
  if (isNegated) i++;
  const tests: ((char: string) => boolean)[] = [];
  for (let isFirst = true; isFirst || chars[i] !== ']'; isFirst = false) {
    const char = chars[i++];
    if (char === undefined) return null;
    if (char === '\\') {
      const next = chars[i++];
      const atom = next === undefined ? null : escapeAtom(next);
      if (atom?.kind !== 'char') return null;
      const { test } = atom;
      if (chars[i] === '-' && chars[i + 1] !== ']' && next !== undefined && !escapes.has(next)) {
        const range = readRange(next, chars, i + 1);
        if (range === null) return null;
        tests.push(range.test);
        i = range.next;
      } else tests.push(test);
    } else if (chars[i] === '-' && chars[i + 1] !== ']' && chars[i + 1] !== undefined) {
      const range = readRange(char, chars, i + 1);
      if (range === null) return null;
      tests.push(range.test);
      i = range.next;
    } else tests.push((each) => each === char);
  }
  return { test: (char) => tests.some((test) => test(char)) !== isNegated, next: i + 1 };
}

function readRange(
  low: string,
  chars: readonly string[],
  at: number,
): { test: (char: string) => boolean; next: number } | null {
  const isEscaped = chars[at] === '\\';
  const high = chars[isEscaped ? at + 1 : at];
  const from = low.codePointAt(0) ?? 0;
  const to = high?.codePointAt(0) ?? -1;
  if (to < from) return null;
  const test = (char: string): boolean => {
    const code = char.codePointAt(0) ?? 0;
    return from <= code && code <= to;
  };
  return { test, next: at + (isEscaped ? 2 : 1) };
}

/** Runs all ways through the atoms at once; the whole path must be accepted. */
function accepts(atoms: readonly Atom[], path: readonly string[]): boolean {
  let states = new Uint8Array(atoms.length + 1);
  // In the middle of `(.*/)?`: anything may come until a slash leads out.
  let inside = new Uint8Array(atoms.length);
  const enter = (set: Uint8Array, at: number, position: number): void => {
    for (let state = at; set[state] === 0; state++) {
      set[state] = 1;
      const atom = atoms[state];
      if (atom === undefined) return;
      const passes =
        (atom.kind === 'char' && atom.isRepeated) ||
        atom.kind === 'folders' ||
        (atom.kind === 'start' && position === 0) ||
        (atom.kind === 'end' && position === path.length);
      if (!passes) return;
    }
  };
  enter(states, 0, 0);
  for (const [position, char] of path.entries()) {
    const next = new Uint8Array(atoms.length + 1);
    const nextInside = new Uint8Array(atoms.length);
    for (const [state, atom] of atoms.entries()) {
      const isHere = states[state] === 1;
      if (atom.kind === 'folders' && (isHere || inside[state] === 1) && char !== '\n') {
        nextInside[state] = 1;
        if (char === '/') enter(next, state + 1, position + 1);
      } else if (isHere && atom.kind === 'char' && atom.test(char)) {
        enter(next, atom.isRepeated ? state : state + 1, position + 1);
      }
    }
    states = next;
    inside = nextInside;
  }
  return states[atoms.length] === 1;
}
