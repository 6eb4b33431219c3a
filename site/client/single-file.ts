/**
 * Shows the page that the address of a report of one file names: `#/builds/api.html?step=4`. To go to another page is to load
 * the file again, so that every page starts afresh, as it does in a report of many files.
 */
import { stateText } from './hash-state.ts';

/** Each page's script starts it when it is loaded. */
const scripts: Readonly<Record<string, () => Promise<unknown>>> = {
  build: () => import('./pages/build.ts'),
  impact: () => import('./pages/impact.ts'),
  overview: () => import('./pages/overview.ts'),
  shared: () => import('./pages/shared.ts'),
  tables: () => import('./pages/tables.ts'),
};

const root = document.documentElement;
const first = root.dataset['page'] ?? '';

/** The page that the address names; null where it names none, or none that is there. */
function named(): string | null {
  const path = /^#\/([^?]*)/.exec(location.hash)?.[1] ?? (location.hash === '' ? first : '');
  return path === first || document.getElementById(`page ${path}`) !== null ? path : null;
}

async function unpack(id: string): Promise<string> {
  const packed = Uint8Array.from(atob(document.getElementById(id)?.textContent ?? ''), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

async function showPage(path: string): Promise<void> {
  const { title, script, body } = JSON.parse(await unpack(`page ${path}`)) as Readonly<Record<string, string>>;
  root.dataset['page'] = path;
  root.dataset['script'] = script ?? '';
  // The other pages wait in the head, where replacing the body leaves them.
  document.head.append(...document.querySelectorAll('body > script[type="text/plain"]'));
  document.body.replaceWith(new DOMParser().parseFromString(body ?? '', 'text/html').body);
  document.title = new DOMParser().parseFromString(title ?? '', 'text/html').body.textContent ?? '';
}

/** A state without `=` is a place on the page. */
function showPlace(): void {
  if (stateText() !== '' && !stateText().includes('=')) document.getElementById(stateText())?.scrollIntoView();
}

async function start(): Promise<void> {
  history.scrollRestoration = 'manual';
  const path = named() ?? first;
  if (path !== first) await showPage(path);
  addEventListener('hashchange', () => {
    const next = named();
    if (next !== null && next !== path) location.reload();
    else showPlace();
  });
  await scripts[root.dataset['script'] ?? '']?.();
  showPlace();
  const search = await unpack('search index');
  Object.assign(window, { layerfallSearch: JSON.parse(search) });
}

void start();
