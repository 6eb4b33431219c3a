import type { FileChange } from '../cache/change.ts';
import type { FileTree } from '../context/file-tree.ts';
import type { RepositoryChange } from './git-change.ts';
import { overlayTree, type OverlayFile } from './overlay-tree.ts';

/**
 * A change of which only the files are known: what they held before is anything else. A file that is not there was
 * deleted.
 */
export function namedFilesChange(change: RepositoryChange, paths: readonly string[]): RepositoryChange {
  const past = new Map<string, OverlayFile>();
  const named: FileChange[] = [];
  for (const path of paths) {
    const stat = change.after.stat(path);
    if (stat?.kind === 'directory') {
      for (const inside of filesBelow(change.after, path)) {
        past.set(inside, unknownFile(change.after, inside));
        named.push({ path: inside, kind: 'content' });
      }
      continue;
    }
    past.set(path, unknownFile(change.after, path));
    named.push({ path, kind: stat === null ? 'deleted' : 'content' });
  }
  const names = new Set(named.map(({ path }) => path));
  const files = [...change.files.filter(({ path }) => !names.has(path)), ...named];
  return {
    before: overlayTree(change.before, past),
    after: change.after,
    files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  };
}

function unknownFile(tree: FileTree, path: string): OverlayFile {
  const stat = tree.stat(path);
  return {
    kind: stat?.kind === 'symlink' ? 'symlink' : 'file',
    size: stat?.size ?? 0,
    mode: stat?.mode ?? 0o644,
    // Its text is needed where it is a Dockerfile: that it changed is told apart.
    bytes: () => tree.read(path) ?? null,
    contentId: () => `before ${tree.contentId(path) ?? ''}`,
  };
}

function filesBelow(tree: FileTree, folder: string): readonly string[] {
  const files: string[] = [];
  const pending = [folder];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const { name, kind } of tree.list(at)) {
      if (kind === 'directory') pending.push(`${at}/${name}`);
      else if (kind !== 'git') files.push(`${at}/${name}`);
    }
  }
  return files;
}
