/** Whether one name (no slash in it) is meant. */
export type NameTest = (name: string) => boolean;

type Element = 'star' | ((char: string) => boolean);

/**
 * Prepares a pattern of git's wildmatch.c for one name: `*`, `?`, `[a-c]`, `[!a]`, `[[:alpha:]]`, `\` before a character.
 * A malformed one matches nothing.
 */
export function gitGlob(pattern: string): NameTest {
  if (!/[*?[\\]/.test(pattern)) return (name) => name === pattern;
  const star = pattern.indexOf('*');
  if (star >= 0 && !/[*?[\\]/.test(pattern.slice(0, star) + pattern.slice(star + 1))) {
    const head = pattern.slice(0, star);
    const tail = pattern.slice(star + 1);
    return (name) => name.length >= pattern.length - 1 && name.startsWith(head) && name.endsWith(tail);
  }
  const elements = readElements(bytesOf(pattern));
  return elements === null ? () => false : (name) => matches(elements, bytesOf(name));
}

const encoder = new TextEncoder();

/** One character for each byte in UTF-8: `?` is one byte to git. */
function bytesOf(text: string): readonly string[] {
  return Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte));
}

function readElements(chars: readonly string[]): readonly Element[] | null {
  const elements: Element[] = [];
  for (let at = 0; at < chars.length;) {
    const char = chars[at++] ?? '';
    if (char === '*') {
      if (elements.at(-1) !== 'star') elements.push('star');
    } else if (char === '?') elements.push(() => true);
    else if (char === '[') {
      const set = readSet(chars, at);
      if (set === null) return null;
      elements.push(set.test);
      at = set.next;
    } else {
      const literal = char === '\\' ? chars[at++] : char;
      if (literal === undefined) return null;
      elements.push((each) => each === literal);
    }
  }
  return elements;
}

const namedSets: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /^[0-9A-Za-z]$/],
  ['alpha', /^[A-Za-z]$/],
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
  ['xdigit', /^[0-9A-Fa-f]$/],
]);

/** A bracket expression; `start` is behind its `[`. A `]` that comes first is a character. */
function readSet(chars: readonly string[], start: number): { test: (char: string) => boolean; next: number } | null {
  let at = start;
  const isNegated = chars[at] === '!' || chars[at] === '^';
  if (isNegated) at++;
  const tests: ((char: string) => boolean)[] = [];
  let low: string | null = null;
  for (let isFirst = true; isFirst || chars[at] !== ']'; isFirst = false) {
    let char = chars[at++];
    if (char === undefined) return null;
    if (char === '-' && low !== null && chars[at] !== undefined && chars[at] !== ']') {
      let high = chars[at++];
      if (high === '\\') high = chars[at++];
      if (high === undefined) return null;
      tests.push(rangeTest(low, high));
      low = null;
      continue;
    }
    if (char === '[' && chars[at] === ':') {
      const end = chars.indexOf(']', at);
      if (end < 0) return null;
      if (chars[end - 1] === ':' && end - 1 > at) {
        const set = namedSets.get(chars.slice(at + 1, end - 1).join(''));
        if (set === undefined) return null;
        tests.push((each) => set.test(each));
        low = null;
        at = end + 1;
        continue;
      }
    }
    if (char === '\\') char = chars[at++];
    if (char === undefined) return null;
    const literal: string = char;
    tests.push((each) => each === literal);
    low = literal;
  }
  return { test: (char) => tests.some((test) => test(char)) !== isNegated, next: at + 1 };
}

function rangeTest(low: string, high: string): (char: string) => boolean {
  const from = low.codePointAt(0) ?? 0;
  const to = high.codePointAt(0) ?? 0;
  return (char) => {
    const code = char.codePointAt(0) ?? 0;
    return from <= code && code <= to;
  };
}

/** A star gives way only to the last one, as nothing before it can help. */
function matches(elements: readonly Element[], name: readonly string[]): boolean {
  let e = 0;
  let n = 0;
  let star = -1;
  let starEnd = 0;
  while (n < name.length) {
    const element = elements[e];
    if (element === 'star') {
      star = e++;
      starEnd = n;
    } else if (element?.(name[n] ?? '') === true) {
      e++;
      n++;
    } else {
      if (star < 0) return false;
      e = star + 1;
      n = ++starEnd;
    }
  }
  while (elements[e] === 'star') e++;
  return e === elements.length;
}
