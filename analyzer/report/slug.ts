/** Names that Windows gives to devices: no folder there can be called so. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/**
 * A name for each id that is safe as a file name and in a URL, unlike every other even where case does not count, and no
 * longer than 84 characters. In the order of the ids: of several that come out alike the first has the plain name, the
 * others end in a number made of their id, so that another build does not change the address of this one.
 */
export function slugs(ids: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const base = plainName(id);
    let slug = base;
    for (let round = 0; taken.has(slug); round++) slug = `${base}-${hash(`${round} ${id}`)}`;
    taken.add(slug);
    return slug;
  });
}

function plainName(id: string): string {
  const plain = id
    .slice(0, 500)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 72)
    .replace(/^-+|-+$/g, '');
  return plain === '' || reserved.test(plain) ? `build-${plain}`.replace(/-$/, '') : plain;
}

/** Eight hexadecimal digits of a text (FNV-1a over its code units). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
