import { interpolate } from './interpolate.ts';

/**
 * Reads a `.env` file as docker compose does (compose-go dotenv/parser.go): `KEY=value` or `KEY: value`, `export` before
 * it, comments, single quotes (as they are), double quotes (escapes and variables), values over several quoted lines, and
 * variables set further up. A line that is none of these is passed over.
 */
export function readDotEnv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const lookup = (name: string) => values.get(name);
  let rest = 0;
  while (rest < text.length) {
    const end = lineEnd(text, rest);
    const line = text.slice(rest, end);
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*/.exec(line);
    const name = match?.[1];
    if (match === null || name === undefined) {
      rest = end + 1;
      continue;
    }
    const start = rest + match[0].length;
    const quote = text[start];
    const close = quote === '"' || quote === "'" ? closingQuote(text, start + 1, quote) : -1;
    if (close === -1) {
      values.set(name, interpolate(withoutComment(text.slice(start, end)), lookup).text);
      rest = end + 1;
    } else {
      const quoted = text.slice(start + 1, close);
      values.set(name, quote === "'" ? quoted : interpolate(unescape(quoted), lookup).text);
      rest = lineEnd(text, close) + 1;
    }
  }
  return values;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === '\\' && quote === '"') index += 1;
    else if (text[index] === quote) return index;
  }
  return -1;
}

/** A comment of an unquoted value starts with white space and a number sign. */
function withoutComment(value: string): string {
  const comment = /[ \t]#/.exec(` ${value}`);
  return (comment === null ? value : value.slice(0, Math.max(0, comment.index - 1))).trim();
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, character: string) => {
    if (character === '$') return '$$';
    return escapes[character] ?? (character === '"' || character === '\\' ? character : whole);
  });
}
