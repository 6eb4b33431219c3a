import { holdsWords } from './combobox.ts';

/** As the index holds it. */
export type Entry = readonly [kind: string, text: string, url: string];

interface Result {
  readonly kind: string;
  readonly text: string;
  readonly url: string;
  /** `in frontend`, of a line: others look like it; empty for what says where it is. */
  readonly where: string;
}

/** As many of a kind: a word that hundreds of lines hold would hide the files behind them. */
const maxOfKind = 12;

/**
 * What holds every word of a query, by kind in the order of the index; of a kind first what is called so, then what begins
 * so.
 */
export function searchResults(entries: readonly Entry[], query: string): readonly Result[] {
  const kinds = new Map<string, { readonly entry: Entry; readonly rank: number }[]>();
  for (const entry of entries) {
    const [kind, text] = entry;
    if (!holdsWords(text, query)) continue;
    const found = kinds.get(kind) ?? [];
    kinds.set(kind, found);
    found.push({ entry, rank: rankOf(text.toLowerCase(), query.toLowerCase()) });
  }
  const names = new Map<string, string>();
  for (const [kind, text, url] of entries) if (kind === 'build') names.set(url, text.slice(0, text.lastIndexOf(' ')));
  return [...kinds.values()].flatMap((found) =>
    found
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, maxOfKind)
      .map(({ entry: [kind, text, url] }) => {
        const name = kind === 'line' ? names.get(url.split('#', 1)[0] ?? '') : undefined;
        return { kind, text, url, where: name === undefined ? '' : `in ${name}` };
      }),
  );
}

/** A text is called as its first word is, and as what stands behind its last slash. */
function rankOf(text: string, query: string): number {
  const [first = ''] = text.split(' ', 1);
  const base = first.slice(first.lastIndexOf('/') + 1);
  if (text === query || first === query || base === query) return 0;
  return text.startsWith(query) || base.startsWith(query) ? 1 : 2;
}
