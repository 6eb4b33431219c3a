/** Names that Windows gives to devices: no folder there can be called so. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/**
 * A name for each id that is safe as a file name and in a URL, unlike every other even where case does not count, and no
 * longer than 80 characters. In the order of the ids.
 */
export function slugs(ids: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const plain = id
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 72)
      .replace(/^-+|-+$/g, '');
    const base = plain === '' || reserved.test(plain) ? `build-${plain}`.replace(/-$/, '') : plain;
    let slug = base;
    for (let number = 2; taken.has(slug); number++) slug = `${base}-${number}`;
    taken.add(slug);
    return slug;
  });
}
