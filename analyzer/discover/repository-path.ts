/** The part of a path before its last name; the empty string (the root) when there is none. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The last name of a path. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a path cannot be followed for: it leads out of the repository, or it depends on the machine. */
export type PathFault = 'absolute' | 'outside';

/**
 * Follows a path as written from a folder of the repository.
 *
 * Answers a path as FileTree takes them (no `.`, `..` or empty part; the root is the empty string), or why it leads to none.
 * Symlinks are not followed.
 */
export function followPath(folder: string, written: string): { readonly path: string } | { readonly fault: PathFault } {
  if (written.startsWith('/') || written.startsWith('~') || /^[A-Za-z]:[\\/]/.test(written))
    return { fault: 'absolute' };
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return { fault: 'outside' };
  }
  return { path: parts.join('/') };
}
