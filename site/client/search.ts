import { combobox, holdsWords, type Option } from './combobox.ts';
import { byId, pageUrl } from './page-data.ts';

type Entry = readonly [kind: string, text: string, url: string];

declare global {
  interface Window {
    readonly layerfallSearch?: readonly Entry[];
  }
}

/** As many of a kind: a word that hundreds of lines hold would hide the files behind them. */
const maxOfKind = 12;

/** Search over builds, images, stages, files and instructions, from every page. */
export function searchField(): void {
  const input = byId('search', HTMLInputElement);
  const list = byId('search-results', HTMLElement);
  if (input === null || list === null) return;
  combobox(input, list, function* find(text): Iterable<Option> {
    const counts = new Map<string, number>();
    for (const [kind, what, url] of window.layerfallSearch ?? []) {
      const count = counts.get(kind) ?? 0;
      if (count >= maxOfKind || !holdsWords(what, text)) continue;
      counts.set(kind, count + 1);
      yield { kind, text: what, choose: () => location.assign(pageUrl(url)) };
    }
  });
}
