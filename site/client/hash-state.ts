/** The state of a view, as the URL's hash holds it: `#step=4&change=file:src/app.ts`. */
export type HashState = URLSearchParams;

/** What a page keeps in its address by `noteInHash`, whatever else the reader chooses there. */
const lasting = ['view', 'sort'];

/** In a report of one file, the page that is shown, and the first part of each address: `#/builds/api.html?step=4`. */
const pageShown = (): string | undefined => document.documentElement.dataset['page'];

/** The state that the page's address names. */
export function readHash(): HashState {
  return new URLSearchParams(stateText());
}

/** The state as it is written; a text without `=` names a place on the page. */
export function stateText(): string {
  const text = location.hash.slice(1);
  if (pageShown() === undefined) return text;
  const at = text.indexOf('?');
  return at < 0 ? '' : text.slice(at + 1);
}

/**
 * Puts a state into the address. A choice of the reader's is a new entry of the history, so that back undoes it; what only
 * follows another (`isStep` false) replaces the current one.
 */
export function writeHash(state: HashState, isStep = true): void {
  const before = readHash();
  for (const name of lasting) {
    const value = before.get(name);
    if (value !== null && !state.has(name)) state.set(name, value);
  }
  goTo(state, isStep);
}

/** Puts one value of the state into the address, or takes it out, without a new entry of the history. */
export function noteInHash(name: string, value: string | null): void {
  const state = readHash();
  if (value === null) state.delete(name);
  else state.set(name, value);
  goTo(state, false);
}

function goTo(state: HashState, isStep: boolean): void {
  const text = state.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  const page = pageShown();
  const hash = page === undefined ? text : `/${page}${text === '' ? '' : `?${text}`}`;
  if (hash === location.hash.slice(1)) return;
  const url = hash === '' ? location.pathname + location.search : `#${hash}`;
  if (isStep) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
}

/** Calls back whenever the address comes to name another state: by a link, by back or forward; once, though browsers tell twice. */
export function onHash(show: () => void): void {
  let told = '';
  addEventListener('popstate', () => {
    told = location.href;
    show();
  });
  addEventListener('hashchange', () => {
    if (told !== location.href) show();
    told = '';
  });
}
