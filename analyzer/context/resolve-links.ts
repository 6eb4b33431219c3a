import { repositoryPath, type ContextView } from './context-view.ts';

/** As many as BuildKit follows before it gives up (cache/contenthash/checksum.go, getFollowLinks). */
const maxLinks = 255;

/** Where a path leads, and the symlinks on the way there (paths of the context). */
export interface ResolvedPath {
  readonly path: string;
  readonly links: readonly string[];
}

/**
 * Where a path of a context leads when its symlinks are followed, the last part's only with `followsLast`. `..` stops at
 * the context's root, so nothing outside is ever reached, and may lead back from what is not there. Null: nothing is
 * there, or the links go round in a circle.
 */
export function resolveLinks(view: ContextView, path: string, followsLast: boolean): ResolvedPath | null {
  const rest = parts(path).reverse();
  const resolved: string[] = [];
  const links: string[] = [];
  while (rest.length > 0) {
    const part = rest.pop() ?? '';
    if (part === '..') {
      resolved.pop();
      continue;
    }
    resolved.push(part);
    const here = resolved.join('/');
    // What lies in git's own folder is not listed: whatever is asked for counts as all of it.
    if (entryAt(view, here)?.kind === 'git') return { path: here, links };
    if (entryAt(view, here)?.kind !== 'symlink' || (rest.length === 0 && !followsLast)) continue;
    const target = view.tree.readLink(repositoryPath(view, here));
    if (target === null || links.length >= maxLinks) return null;
    links.push(here);
    resolved.pop();
    if (target.startsWith('/')) resolved.length = 0;
    rest.push(...parts(target).reverse());
  }
  const found = resolved.join('/');
  return found === '' || view.places.has(found) ? { path: found, links } : null;
}

function entryAt(view: ContextView, path: string) {
  const place = view.places.get(path);
  return place === undefined ? undefined : view.entries[place];
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
