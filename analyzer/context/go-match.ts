/** One element of a pattern: a star, or a test for one character. */
type Element = 'star' | ((char: string) => boolean);

/**
 * Reads a pattern of Go's path/filepath.Match: `*` and `?` within one path part, `[a-c]`, `[^a]`, `\` before a character.
 *
 * Answers null for a malformed pattern (filepath.ErrBadPattern).
 */
function readElements(pattern: string): readonly Element[] | null {
  const chars = [...pattern];
  const elements: Element[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '*') {
      if (elements.at(-1) !== 'star') elements.push('star');
    } else if (char === '?') elements.push((each) => each !== '/');
    else if (char === '[') {
      const parsed = readClass(chars, i + 1);
      if (parsed === null) return null;
      elements.push(parsed.test);
      i = parsed.end;
    } else if (char === '\\') {
      const next = chars[++i];
      if (next === undefined) return null;
      elements.push((each) => each === next);
    } else elements.push((each) => each === char);
  }
  return elements;
}

/** `end` is the index of the closing bracket. */
function readClass(chars: readonly string[], start: number): { test: (char: string) => boolean; end: number } | null {
  let i = start;
  const isNegated = chars[i] === '^';
  if (isNegated) i++;
  const ranges: (readonly [low: number, high: number])[] = [];
  while (chars[i] !== ']' || ranges.length === 0) {
    const low = readClassChar(chars, i);
    if (low === null) return null;
    i = low.next;
    let high = low.code;
    if (chars[i] === '-') {
      const end = readClassChar(chars, i + 1);
      if (end === null) return null;
      high = end.code;
      i = end.next;
    }
    ranges.push([low.code, high]);
  }
  const test = (char: string): boolean => {
    const code = char.codePointAt(0) ?? 0;
    // A slash too: Go leaves only `*` and `?` within a path part.
    return ranges.some(([low, high]) => low <= code && code <= high) !== isNegated;
  };
  return { test, end: i };
}

function readClassChar(chars: readonly string[], at: number): { code: number; next: number } | null {
  let i = at;
  const first = chars[i];
  if (first === undefined || first === '-' || first === ']') return null;
  if (first === '\\') i++;
  const char = chars[i];
  // A class that ends right behind its character has no closing bracket.
  if (char === undefined || i + 1 >= chars.length) return null;
  return { code: char.codePointAt(0) ?? 0, next: i + 1 };
}

/** Answers whether a name matches, or null for a malformed pattern. */
export type GoMatcher = (name: string) => boolean;

/**
 * Prepares a pattern of Go's path/filepath.Match; null when it is malformed. A star gives way only to the last one, so that
 * no pattern takes more than its length times the name's.
 */
export function goMatcher(pattern: string): GoMatcher | null {
  const elements = readElements(pattern);
  if (elements === null) return null;
  return (name) => matches(elements, [...name]);
}

function matches(elements: readonly Element[], name: readonly string[]): boolean {
  let e = 0;
  let n = 0;
  let starElement = -1;
  let starName = 0;
  while (n < name.length || e < elements.length) {
    const element = elements[e];
    const char = name[n];
    if (element === 'star') {
      starElement = e++;
      starName = n;
    } else if (element !== undefined && char !== undefined && element(char)) {
      e++;
      n++;
    } else {
      const given = name[starName];
      if (starElement < 0 || given === undefined || given === '/') return false;
      e = starElement + 1;
      n = ++starName;
    }
  }
  return true;
}

/** Whether a COPY source has a wildcard, as BuildKit asks before it hashes (cache/contenthash/checksum.go, containsWildcards). */
export function containsWildcards(path: string): boolean {
  for (let i = 0; i < path.length; i++) {
    const char = path[i];
    if (char === '\\') i++;
    else if (char === '*' || char === '?' || char === '[') return true;
  }
  return false;
}
