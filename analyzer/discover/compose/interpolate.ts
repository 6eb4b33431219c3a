/** Looks a variable up; undefined when nothing sets it. */
export type Lookup = (name: string) => string | undefined;

export interface Interpolated {
  readonly text: string;
  /** Variables without a value and without a default, in order: compose would put an empty string in their place. */
  readonly missing: readonly string[];
  /** What is wrong with the text; null when nothing is. */
  readonly fault: string | null;
}

/** Braces inside the braces of defaults go deeper only in hostile text. */
const maxNesting = 20;

const nameStart = /[A-Za-z_]/;
const namePart = /[A-Za-z0-9_]/;

/**
 * Replaces variables as docker compose does (compose-go template/template.go; the Compose specification, interpolation):
 * `$$`, `$NAME`, `${NAME}` and in braces the operators `:-`, `-`, `:?`, `?`, `:+`, `+` with variables in what follows them.
 */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { text, missing: [], fault: null };
  const missing: string[] = [];
  let fault: string | null = null;

  function expand(source: string, depth: number): string {
    let result = '';
    let index = 0;
    while (index < source.length) {
      const dollar = source.indexOf('$', index);
      if (dollar === -1) return result + source.slice(index);
      result += source.slice(index, dollar);
      const next = source[dollar + 1] ?? '';
      if (next === '$') {
        result += '$';
        index = dollar + 2;
      } else if (next === '{') {
        const close = closingBrace(source, dollar + 2);
        if (close === -1 || depth > maxNesting) {
          fault ??= `The braces in "${source}" do not close.`;
          return result;
        }
        result += substitute(source.slice(dollar + 2, close), depth);
        index = close + 1;
      } else if (nameStart.test(next)) {
        const end = nameEnd(source, dollar + 1);
        result += value(source.slice(dollar + 1, end)) ?? '';
        index = end;
      } else {
        fault ??= `"${source}" holds a $ that starts no variable; write $$ for a dollar sign.`;
        result += '$';
        index = dollar + 1;
      }
    }
    return result;
  }

  function value(name: string): string | undefined {
    const found = lookup(name);
    if (found === undefined && !missing.includes(name)) missing.push(name);
    return found;
  }

  function substitute(inside: string, depth: number): string {
    const end = nameStart.test(inside[0] ?? '') ? nameEnd(inside, 0) : 0;
    const name = inside.slice(0, end);
    const isEmptyToo = inside[end] === ':';
    const operator = inside[end + (isEmptyToo ? 1 : 0)] ?? '';
    const word = inside.slice(end + (isEmptyToo ? 2 : 1));
    if (name === '' || (end < inside.length && !['-', '?', '+'].includes(operator))) {
      fault ??= `"\${${inside}}" is no variable as compose knows them.`;
      return '';
    }
    if (end === inside.length) return value(name) ?? '';
    const found = lookup(name);
    const isSet = found !== undefined && !(isEmptyToo && found === '');
    if (operator === '+') return isSet ? expand(word, depth + 1) : '';
    if (isSet) return found;
    if (operator === '-') return expand(word, depth + 1);
    if (!missing.includes(name)) missing.push(name);
    return '';
  }

  return { text: expand(text, 0), missing, fault };
}

function nameEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && namePart.test(text[end] ?? '')) end += 1;
  return end;
}

/** The brace that closes one opened before `start`, with `${…}` inside counted; -1 when there is none. */
function closingBrace(text: string, start: number): number {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '$' && text[index + 1] === '{') depth += 1;
    else if (text[index] === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}
