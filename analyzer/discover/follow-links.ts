import type { FileTree } from '../context/file-tree.ts';

/** As many symlinks as Linux follows on one way. */
const maxLinks = 40;

/** Where a path of a tree leads when its symlinks are followed; null for one that leads out of the tree, or round in a circle. */
export function followLinks(tree: FileTree, path: string): string | null {
  const rest = path.split('/').toReversed();
  const resolved: string[] = [];
  let links = 0;
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (resolved.pop() === undefined) return null;
      continue;
    }
    resolved.push(part);
    const target = tree.readLink(resolved.join('/'));
    if (target === null) continue;
    links += 1;
    if (target.startsWith('/') || links > maxLinks) return null;
    resolved.pop();
    rest.push(...target.split('/').toReversed());
  }
  return resolved.join('/');
}
