import { visible } from './words.ts';

/** Longer code is cut: the build's page has all of it. */
const maxCode = 140;
/** As many lines of an instruction as are read. */
const maxLines = 60;

/**
 * The instruction that begins in `line` (from 1) of a Dockerfile's `lines`, in one line: what is continued is joined, and of
 * what is too long that part is shown which `message` quotes.
 */
export function findingCode(lines: readonly string[], line: number, message: string): string {
  const text = visible(joined(lines.slice(line - 1, line - 1 + maxLines)));
  if (text.length <= maxCode) return text;
  const places = quotedWords(message).map((word) => placeOf(word, text));
  const quoted = places.find((index) => index > 0) ?? 0;
  const keyword = text.slice(0, text.indexOf(' '));
  const start = text.lastIndexOf(' ', quoted) + 1;
  // What stands near the start is seen without leaving anything out.
  return quoted < maxCode / 2 ? cut(text) : cut(`${keyword} … ${text.slice(start)}`);
}

/** A line and those that it goes on in, comments between them left out. */
function joined(lines: readonly string[]): string {
  const parts: string[] = [];
  for (const line of lines) {
    const text = line.trim();
    if (parts.length > 0 && (text === '' || text.startsWith('#'))) continue;
    // Either escape: a text that ends in the other one is not told wrongly by being shown longer.
    const isContinued = text.endsWith('\\') || text.endsWith('`');
    parts.push(isContinued ? text.slice(0, -1).trim() : text);
    if (!isContinued) break;
  }
  return parts.filter((part) => part !== '').join(' ');
}

/** What stands in quotes: `$A`, `${A}` and `A` are the word A. */
function quotedWords(message: string): readonly string[] {
  return [...message.matchAll(/"([^"]{2,200})"|'([^']{2,200})'/g)].map(([, double, single]) =>
    (double ?? single ?? '').replace(/^\$\{?|\}$/g, ''),
  );
}

/** Where a word begins that is not the end of a longer one, nor the keyword; -1 where it stands nowhere. */
function placeOf(word: string, text: string): number {
  let at = text.indexOf(word, 1);
  while (at > 0 && /\w/.test(text[at - 1] ?? '')) at = text.indexOf(word, at + 1);
  return at;
}

function cut(text: string): string {
  return text.length > maxCode ? `${text.slice(0, maxCode - 1)}…` : text;
}
