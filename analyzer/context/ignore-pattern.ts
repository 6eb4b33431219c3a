import { goMatcher } from './go-match.ts';
import { expressionTest } from './ignore-expression.ts';

/** Whether a path of the context matches. Paths are `/`-separated and relative, without `.` or `..`. */
export type PathTest = (path: string) => boolean;

/** How BuildKit compares: by text where a pattern has no wildcard, or only `**` at one end; else by an expression. */
type Kind = 'exact' | 'expression' | 'prefix' | 'suffix';

/**
 * What is escaped in an expression. Not `{`, `|` and `}`, which BuildKit means to escape and does not: where a pattern is
 * an expression, `a|b` are alternatives and `{2}` repeats.
 */
const escaped = new Set('.+()$');

/**
 * Prepares one pattern of an ignore file, cleaned and without its `!`; null when it is malformed.
 *
 * The test takes time in proportion to the path's length times the pattern's at most, whatever they are.
 *
 * Source: github.com/moby/patternmatcher, patternmatcher.go (New, match).
 */
export function ignorePattern(pattern: string): PathTest | null {
  if (goMatcher(pattern) === null) return null;
  const { kind, expression } = translate(pattern);
  if (kind === 'exact') return (path) => path === pattern;
  if (kind === 'prefix') {
    const prefix = pattern.slice(0, -2);
    return (path) => path.startsWith(prefix);
  }
  if (kind === 'suffix') {
    const suffix = pattern.slice(2);
    const bare = suffix.startsWith('/') ? suffix.slice(1) : null;
    return (path) => path.endsWith(suffix) || path === bare;
  }
  return plainTest(pattern) ?? expressionTest(expression);
}

/**
 * The expression that Go's regexp gets to see, faults included: a wildcard within brackets is translated like any other.
 *
 * Source: patternmatcher.go, compile.
 */
function translate(pattern: string): { readonly kind: Kind; readonly expression: string } {
  const chars = [...pattern];
  let expression = '^';
  let kind: Kind = 'exact';
  for (let at = 0, turn = 0; at < chars.length; turn++) {
    const char = chars[at++] ?? '';
    if (char === '*' && chars[at] === '*') {
      at++;
      if (chars[at] === '/') at++;
      if (at < chars.length) {
        expression += '(.*/)?';
        kind = 'expression';
      } else if (kind === 'exact') kind = 'prefix';
      else {
        expression += '.*';
        kind = 'expression';
      }
      if (turn === 0) kind = 'suffix';
      continue;
    }
    if (char === '*') expression += '[^/]*';
    else if (char === '?') expression += '[^/]';
    else if (char === '\\') expression += char + (chars[at++] ?? '');
    else expression += escaped.has(char) ? `\\${char}` : char;
    if ('*?\\[]'.includes(char)) kind = 'expression';
  }
  return { kind, expression: `${expression}$` };
}

/** Patterns whose only signs are `*`, `?` and a `**` in front: nearly all of them, and much faster on their own. */
function plainTest(pattern: string): PathTest | null {
  const isAnywhere = pattern.startsWith('**/');
  const rest = isAnywhere ? pattern.slice(3) : pattern;
  if (rest === '' || /[\\[\]^{|]|\*\*/.test(rest) || (isAnywhere && rest.includes('/'))) return null;
  const ends = [...rest.matchAll(/[*?]/g)].map(({ index }) => index);
  const head = rest.slice(0, ends[0]);
  const tail = rest.slice((ends.at(-1) ?? -1) + 1);
  const isOneStar = ends.length === 1 && rest[ends[0] ?? 0] === '*';
  const matches = (name: string): boolean => {
    if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
    if (isOneStar) return !name.slice(head.length, name.length - tail.length).includes('/');
    return matchesPlain(rest, name);
  };
  if (!isAnywhere) return matches;
  // The folders before the name are `.*` to the expression, which no line end matches.
  return (path) => {
    const slash = path.lastIndexOf('/');
    if (slash < 0) return matches(path);
    return matches(path.slice(slash + 1)) && !path.slice(0, slash).includes('\n');
  };
}

/** `*` and `?` within one path part. A star gives way only to the last one, as nothing before it can help. */
function matchesPlain(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let starEnd = 0;
  while (n < name.length) {
    const sign = pattern[p];
    const char = name[n];
    if (sign === '*') {
      star = p++;
      starEnd = n;
    } else if (sign === '?' ? char !== '/' : sign === char) {
      n += sign === '?' && isSurrogatePair(name, n) ? 2 : 1;
      p++;
    } else {
      if (star < 0 || name[starEnd] === '/') return false;
      p = star + 1;
      starEnd += isSurrogatePair(name, starEnd) ? 2 : 1;
      n = starEnd;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function isSurrogatePair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}
