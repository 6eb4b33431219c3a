import type { ContextView } from './context-view.ts';
import { repositoryPath } from './context-view.ts';

/** As many as BuildKit follows before it gives up (cache/contenthash/checksum.go, getFollowLinks). */
const maxLinks = 255;

/**
 * Where a path of a context leads when its symlinks are followed, the last part's only with `followsLast`. `..` stops at
 * the context's root, so nothing outside is ever reached. Null: nothing is there, or the links go round in a circle.
 */
export function resolveLinks(view: ContextView, path: string, followsLast: boolean): string | null {
  const rest = parts(path).reverse();
  const resolved: string[] = [];
  for (let links = 0; rest.length > 0;) {
    const part = rest.pop() ?? '';
    if (part === '..') {
      resolved.pop();
      continue;
    }
    resolved.push(part);
    const here = resolved.join('/');
    const place = view.places.get(here);
    const entry = place === undefined ? undefined : view.entries[place];
    if (entry === undefined) return null;
    if (entry.kind !== 'symlink' || (rest.length === 0 && !followsLast)) continue;
    const target = view.tree.readLink(repositoryPath(view, here));
    if (target === null || ++links > maxLinks) return null;
    resolved.pop();
    if (target.startsWith('/')) resolved.length = 0;
    rest.push(...parts(target).reverse());
  }
  return resolved.join('/');
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
