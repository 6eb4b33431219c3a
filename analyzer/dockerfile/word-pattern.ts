/** What a pattern of `${name#pattern}` is made of: literal runs and single wildcards between stars. */
interface Token {
  /** A code point; null for `?`. */
  readonly char: string | null;
}

/** A pattern cut at its stars: at least one segment, any of them possibly empty. */
type Segments = readonly (readonly Token[])[];

/** A stretch of a value, in code points. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** Longer than any pattern and value that people write: beyond it a pattern is refused instead of taking minutes. */
const maxWork = 1 << 26;

/**
 * Reads the wildcard pattern of a substitution: `*`, `?`, and `\` before `*`, `?`, `\`, `/`, `}`; brackets are literal.
 *
 * Answers null where BuildKit refuses the escape (frontend/dockerfile/shell/lex.go, convertShellPatternToRegex).
 */
function readPattern(pattern: readonly string[]): Segments | null {
  const segments: Token[][] = [[]];
  let current = segments[0] ?? [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '*') {
      current = [];
      segments.push(current);
    } else if (char === '?') current.push({ char: null });
    else if (char !== '\\') current.push({ char });
    else {
      const next = pattern[i + 1];
      if (next === '}' || next === '/') continue;
      if (next !== '*' && next !== '?' && next !== '\\') return null;
      current.push({ char: next });
      i++;
    }
  }
  return segments;
}

function matchesAt(segment: readonly Token[], value: readonly string[], start: number): boolean {
  if (start + segment.length > value.length) return false;
  for (let i = 0; i < segment.length; i++) {
    const token = segment[i];
    const char = value[start + i];
    if (token === undefined || (token.char === null ? char === '\n' : token.char !== char)) return false;
  }
  return true;
}

/**
 * For each place a star may start at, where the segment behind it goes: as far right as the rest allows when greedy, else
 * as far left; -1 for nowhere. A star does not cross a line end.
 */
function starReach(
  segment: readonly Token[],
  value: readonly string[],
  follow: Int32Array | null,
  isGreedy: boolean,
): Int32Array {
  const reach = new Int32Array(value.length + 1).fill(-1);
  let best = -1;
  for (let i = value.length; i >= 0; i--) {
    if (value[i] === '\n') best = -1;
    const end = i + segment.length;
    const fits = matchesAt(segment, value, i) && (follow === null || (follow[end] ?? -1) >= 0);
    if (fits && (best < 0 || !isGreedy)) best = i;
    reach[i] = best;
  }
  return reach;
}

/** Finds where a pattern lies in a value; start by start, so that no input makes it backtrack. */
export type FindPattern = (from: number) => Match | null;

/**
 * Prepares a pattern for a value, both as code points. The answer finds the leftmost match at or after a place, each star
 * as long as can be (`isGreedy`) or as short, as Go's regexp does for the expression that BuildKit builds.
 *
 * Null: the pattern is not valid, or too large to look for.
 */
export function preparePattern(
  pattern: readonly string[],
  value: readonly string[],
  isGreedy: boolean,
): FindPattern | null {
  const segments = readPattern(pattern);
  if (segments === null || pattern.length * value.length > maxWork) return null;
  const reaches: Int32Array[] = [];
  for (let j = segments.length - 1; j >= 1; j--) {
    reaches.unshift(starReach(segments[j] ?? [], value, reaches[0] ?? null, isGreedy));
  }
  const first = segments[0] ?? [];
  return (from) => {
    for (let start = from; start <= value.length; start++) {
      if (!matchesAt(first, value, start)) continue;
      const end = follow(start + first.length);
      if (end >= 0) return { start, end };
    }
    return null;
  };

  function follow(from: number): number {
    let end = from;
    for (const [j, reach] of reaches.entries()) {
      const next = reach[end] ?? -1;
      if (next < 0) return -1;
      end = next + (segments?.[j + 1]?.length ?? 0);
    }
    return end;
  }
}

/** `${value#pattern}` and, greedy, `##`: the value without the part at its start that matches; null for a bad pattern. */
export function trimPrefix(pattern: string, value: string, isGreedy: boolean): string | null {
  const chars = [...value];
  const match = prepareAnchored([...pattern], chars, isGreedy);
  if (match === 'invalid') return null;
  return match === null ? value : chars.slice(match.end).join('');
}

/** `${value%pattern}` and, greedy, `%%`: the value without the part at its end that matches; null for a bad pattern. */
export function trimSuffix(pattern: string, value: string, isGreedy: boolean): string | null {
  const chars = [...value].reverse();
  const match = prepareAnchored(reversePattern([...pattern]), chars, isGreedy);
  if (match === 'invalid') return null;
  return match === null ? value : chars.slice(match.end).reverse().join('');
}

function prepareAnchored(
  pattern: readonly string[],
  value: readonly string[],
  isGreedy: boolean,
): Match | 'invalid' | null {
  const find = preparePattern(pattern, value, isGreedy);
  if (find === null) return 'invalid';
  const match = find(0);
  return match !== null && match.start === 0 ? match : null;
}

/** Turns a pattern round and keeps each escape before what it escapes: `a\*c` becomes `c\*a`. */
function reversePattern(pattern: readonly string[]): readonly string[] {
  const reversed: string[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    const next = pattern[i + 1];
    if (char === '\\' && next !== undefined) {
      reversed.push(next, char);
      i++;
    } else reversed.push(char);
  }
  return reversed.reverse();
}

/**
 * `${value/pattern/replacement}` and, for all, `//`. Stars are greedy. With `//` BuildKit lets Go's regexp read the
 * replacement as a template: `$$` is a dollar, `$0` what matched, any other `$name` nothing. `spend` is told the length of
 * each replacement before it is made, and may throw; null for a bad pattern.
 */
export function replacePattern(
  pattern: string,
  value: string,
  replacement: string,
  isAll: boolean,
  spend: (length: number) => void,
): string | null {
  const chars = [...value];
  const find = preparePattern([...pattern], chars, true);
  if (find === null) return null;
  const template = isAll ? readTemplate(replacement) : [replacement];
  const literals = template.join('');
  let result = '';
  let copied = 0;
  let lastEnd = -1;
  for (let match = find(0); match !== null; match = find(match.end > match.start ? match.end : match.end + 1)) {
    // Go ignores an empty match right behind a match.
    if (match.end > match.start || match.start !== lastEnd) {
      const matched = chars.slice(match.start, match.end).join('');
      spend(literals.length + (template.length - 1) * matched.length);
      result += chars.slice(copied, match.start).join('') + (matched === '' ? literals : template.join(matched));
      copied = match.end;
      lastEnd = match.end;
    }
    if (!isAll || match.end >= chars.length + 1) break;
  }
  return result + chars.slice(copied).join('');
}

/** Go's regexp.Expand for an expression without groups: the texts between the places where what matched goes. */
function readTemplate(template: string): readonly string[] {
  const texts: string[] = [];
  let text = '';
  let start = 0;
  for (const match of template.matchAll(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu)) {
    const [whole, braced, bare] = match;
    text += template.slice(start, match.index) + (whole === '$$' ? '$' : '');
    start = match.index + whole.length;
    if (!/^0+$/.test(braced ?? bare ?? '')) continue;
    texts.push(text);
    text = '';
  }
  return [...texts, text + template.slice(start)];
}
