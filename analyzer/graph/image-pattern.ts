/**
 * What the placeholders of a pattern (`quay.io/jupyter/{name}`) stand for in a text; null when the rest of the pattern is not the
 * text's.
 *
 * A placeholder is one part of a path or less: it holds neither `/` nor `:`. Where several splits fit, each placeholder is as
 * short as can be, the last as long as needed.
 */
export function matchPattern(pattern: string, text: string): ReadonlyMap<string, string> | null {
  const pieces = pattern.split(/\{([A-Za-z_][A-Za-z0-9_]*)\}/);
  const found = new Map<string, string>();
  let at = pieces[0]?.length ?? 0;
  if (!text.startsWith(pieces[0] ?? '')) return null;
  for (let index = 1; index < pieces.length; index += 2) {
    const name = pieces[index] ?? '';
    const after = pieces[index + 1] ?? '';
    const isLast = index + 2 >= pieces.length;
    const end = isLast ? text.length - after.length : after === '' ? at + 1 : text.indexOf(after, at + 1);
    if (end <= at || !text.startsWith(after, end)) return null;
    const value = text.slice(at, end);
    if (/[/:]/.test(value) || (found.has(name) && found.get(name) !== value)) return null;
    found.set(name, value);
    at = end + after.length;
  }
  return at === text.length ? found : null;
}

/** A pattern with its placeholders filled in; one that has no value stays as it is. */
export function fillPattern(pattern: string, values: ReadonlyMap<string, string>): string {
  return pattern.replace(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
