import { readAlternatives, type Atom } from './expression-atoms.ts';
import type { PathTest } from './ignore-pattern.ts';

/**
 * Prepares an expression as BuildKit makes it of a pattern; null where Go's regexp would refuse it.
 *
 * All ways through it are followed at once, as RE2 does, so that no expression and no path can make it slow.
 */
export function expressionTest(expression: string): PathTest | null {
  const alternatives = readAlternatives([...expression]);
  if (alternatives === null) return null;
  const tests = alternatives.map(alternativeTest);
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (path) => tests.some((test) => test(path));
}

/** An alternative without `^` in front matches anywhere. */
function alternativeTest(atoms: readonly Atom[]): PathTest {
  if (atoms[0]?.kind !== 'start') {
    const anywhere = [anything, ...atoms];
    return (path) => accepts(anywhere, path);
  }
  // Nearly every path is told apart by the text that a match starts and ends with.
  const head = literalRun(atoms.slice(1));
  const tail = atoms.at(-1)?.kind === 'end' ? literalRun(atoms.slice(0, -1).reverse(), true) : '';
  return (path) => path.startsWith(head) && path.endsWith(tail) && accepts(atoms, path);
}

const anything: Atom = { kind: 'char', test: () => true, text: null, isRepeated: true, isOptional: false };

/** The text of the atoms that stand first, as far as they are single characters. */
function literalRun(atoms: readonly Atom[], isReversed = false): string {
  let run = '';
  for (const atom of atoms) {
    if (atom.kind !== 'char' || atom.text === null || atom.isRepeated || atom.isOptional) break;
    run = isReversed ? atom.text + run : run + atom.text;
  }
  return run;
}

/** Whether the atoms match the path from its start; `end` is an atom of its own. */
function accepts(atoms: readonly Atom[], path: string): boolean {
  const chars = Array.from(path, (char) => char.codePointAt(0) ?? 0);
  let states = new Uint8Array(atoms.length + 1);
  // In the middle of `(.*/)?`: anything may come until a slash leads out.
  let inside = new Uint8Array(atoms.length + 1);
  enter(atoms, states, 0, chars, 0);
  for (const [position, char] of chars.entries()) {
    if (states[atoms.length] === 1) return true;
    const next = new Uint8Array(atoms.length + 1);
    const nextInside = new Uint8Array(atoms.length + 1);
    for (const [state, atom] of atoms.entries()) {
      const isHere = states[state] === 1;
      if (atom.kind === 'folders') {
        if ((!isHere && inside[state] === 0) || char === newline) continue;
        nextInside[state] = 1;
        if (char === slash) enter(atoms, next, state + 1, chars, position + 1);
      } else if (isHere && atom.kind === 'char' && atom.test(char)) {
        enter(atoms, next, atom.isRepeated ? state : state + 1, chars, position + 1);
      }
    }
    states = next;
    inside = nextInside;
  }
  return states[atoms.length] === 1;
}

const newline = 10;
const slash = 47;

/** Marks a state, and those behind it that nothing needs to be read for. */
function enter(atoms: readonly Atom[], states: Uint8Array, at: number, chars: readonly number[], position: number) {
  for (let state = at; states[state] === 0; state++) {
    states[state] = 1;
    const atom = atoms[state];
    if (atom === undefined || !mayPass(atom, chars, position)) return;
  }
}

function mayPass(atom: Atom, chars: readonly number[], position: number): boolean {
  switch (atom.kind) {
    case 'char':
      return atom.isRepeated || atom.isOptional;
    case 'folders':
      return true;
    case 'start':
      return position === 0;
    case 'end':
      return position === chars.length;
    case 'boundary':
      return (isWordAt(chars, position - 1) !== isWordAt(chars, position)) === atom.isThere;
  }
}

function isWordAt(chars: readonly number[], at: number): boolean {
  const char = chars[at];
  return char !== undefined && /^\w$/.test(String.fromCodePoint(char));
}
