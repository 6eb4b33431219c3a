/** The data that stands in the page; null where it has none. */
export function pageData<Data>(): Data | null {
  const text = document.getElementById('data')?.textContent ?? '';
  return text === '' ? null : (JSON.parse(text) as Data);
}

/** The element with an id, of a kind; null where the page has none such. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind | null {
  const found = document.getElementById(id);
  return found instanceof kind ? found : null;
}

/** Where a page of the report is from this one: `builds/api.html#line=4` is `../builds/api.html#line=4` from a build. */
export function pageUrl(path: string): string {
  if (document.documentElement.dataset['page'] !== undefined) return `#/${path.replace('#', '?')}`;
  return (document.querySelector<HTMLMetaElement>('meta[name="layerfall-root"]')?.content ?? '') + path;
}
