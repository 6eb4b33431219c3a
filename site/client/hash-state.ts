/** The state of a view, as the URL's hash holds it: `#step=4&change=file:src/app.ts`. */
export type HashState = URLSearchParams;

/** The state that the page's address names. */
export function readHash(): HashState {
  return new URLSearchParams(location.hash.slice(1));
}

/**
 * Puts a state into the address. A choice of the reader's is a new entry of the history, so that back undoes it; what only
 * follows another (`isStep` false) replaces the current one.
 */
export function writeHash(state: HashState, isStep = true): void {
  const text = state.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
  if (`#${text}` === location.hash || (text === '' && location.hash === '')) return;
  const url = text === '' ? location.pathname + location.search : `#${text}`;
  if (isStep) history.pushState(null, '', url);
  else history.replaceState(null, '', url);
}

/** Calls back whenever the address comes to name another state: by a link, by back or forward. */
export function onHash(show: () => void): void {
  addEventListener('hashchange', show);
  addEventListener('popstate', show);
}
