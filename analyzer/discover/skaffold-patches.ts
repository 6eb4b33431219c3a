import type { Position } from '../dockerfile/range.ts';
import { itemsOf, textOf, valueAt, type LocatedValue } from './located-value.ts';

/**
 * A document of skaffold.yaml with the patches of a profile: `add` and `replace` of JSON Patch, which are those that can name
 * something to build (skaffold.dev/docs/environment/profiles, RFC 6902). `lost`: the patches that lead nowhere, which skaffold refuses.
 */
export function patchedDocument(
  document: LocatedValue,
  patches: LocatedValue | undefined,
): { readonly document: LocatedValue; readonly lost: readonly { readonly at: Position; readonly path: string }[] } {
  let made = document;
  const lost: { at: Position; path: string }[] = [];
  for (const patch of itemsOf(patches)) {
    const operation = textOf(valueAt(patch, 'op')) ?? 'replace';
    const path = textOf(valueAt(patch, 'path')) ?? '';
    const value = valueAt(patch, 'value');
    if (value === undefined || !path.startsWith('/') || !['add', 'replace'].includes(operation)) continue;
    const parts = path
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const patched = withValue(made, parts, value, operation === 'add');
    if (patched === null) lost.push({ at: patch.at, path });
    else made = patched;
  }
  return { document: made, lost };
}

/** `isAdded`: in a list it comes before what stands there. null where the path leads nowhere. */
function withValue(
  found: LocatedValue,
  [part, ...rest]: readonly string[],
  value: LocatedValue,
  isAdded: boolean,
): LocatedValue | null {
  if (part === undefined) return value;
  if (found.kind === 'map') {
    const entry = found.entries.get(part);
    if (entry === undefined && (rest.length > 0 || !isAdded)) return null;
    const inner = entry === undefined ? value : withValue(entry.value, rest, value, isAdded);
    if (inner === null) return null;
    return {
      ...found,
      entries: new Map([...found.entries, [part, { keyAt: entry?.keyAt ?? value.at, value: inner }]]),
    };
  }
  if (found.kind !== 'list') return null;
  const index = part === '-' ? found.items.length : /^\d+$/.test(part) ? Number(part) : Infinity;
  const before = found.items.slice(0, index);
  if (rest.length === 0 && isAdded && index <= found.items.length) {
    return { ...found, items: [...before, value, ...found.items.slice(index)] };
  }
  const item = found.items[index];
  const inner = item === undefined ? null : withValue(item, rest, value, isAdded);
  // What a patch changes of an artifact is declared where the patch stands.
  return inner === null
    ? null
    : { ...found, items: [...before, { ...inner, at: value.at }, ...found.items.slice(index + 1)] };
}
