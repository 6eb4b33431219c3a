import { combobox } from './combobox.ts';
import { byId, pageUrl } from './page-data.ts';
import { searchResults, type Entry } from './search-results.ts';

declare global {
  interface Window {
    readonly layerfallSearch?: readonly Entry[];
  }
}

/** Search over builds, images, stages, files and instructions, from every page. */
export function searchField(): void {
  const input = byId('search', HTMLInputElement);
  const list = byId('search-results', HTMLElement);
  if (input === null || list === null) return;
  combobox(input, list, (text) => {
    const entries = window.layerfallSearch ?? [];
    return searchResults(entries, text).map(({ kind, text: what, url, where }) => ({
      kind,
      text: what,
      where,
      choose: () => location.assign(pageUrl(url)),
    }));
  });
}
