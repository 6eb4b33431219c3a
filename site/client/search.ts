import { combobox, holdsWords, type Option } from './combobox.ts';
import { byId, pageUrl } from './page-data.ts';

type Entry = readonly [kind: string, text: string, url: string];

declare global {
  interface Window {
    readonly layerfallSearch?: readonly Entry[];
  }
}

/** Search over builds, stages, images and instructions, from every page. */
export function searchField(): void {
  const input = byId('search', HTMLInputElement);
  const list = byId('search-results', HTMLElement);
  if (input === null || list === null) return;
  combobox(input, list, function* find(text): Iterable<Option> {
    for (const [kind, what, url] of window.layerfallSearch ?? []) {
      if (holdsWords(what, text)) yield { kind, text: what, choose: () => location.assign(pageUrl(url)) };
    }
  });
}
