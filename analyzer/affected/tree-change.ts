import type { FileChange } from '../cache/change.ts';
import type { FileEntry, FileTree } from '../context/file-tree.ts';

/** What differs between two trees, sorted by path: files and symlinks, each with what happened to it. */
export function treeChange(before: FileTree, after: FileTree): readonly FileChange[] {
  const changes: FileChange[] = [];
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const past = new Map(before.list(folder).map((entry) => [entry.name, entry]));
    const present = new Map(after.list(folder).map((entry) => [entry.name, entry]));
    for (const name of new Set([...past.keys(), ...present.keys()])) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const one = past.get(name);
      const other = present.get(name);
      if (one?.kind === 'directory' || other?.kind === 'directory') pending.push(path);
      const change = changeOf(before, after, path, isFile(one) ? one : undefined, isFile(other) ? other : undefined);
      if (change !== null) changes.push(change);
    }
  }
  return changes.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function isFile(entry: FileEntry | undefined): entry is FileEntry {
  return entry !== undefined && entry.kind !== 'directory';
}

function changeOf(
  before: FileTree,
  after: FileTree,
  path: string,
  past: FileEntry | undefined,
  present: FileEntry | undefined,
): FileChange | null {
  if (past === undefined) return present === undefined ? null : { path, kind: 'added' };
  if (present === undefined) return { path, kind: 'deleted' };
  const isSameContent =
    past.kind === present.kind && past.size === present.size && before.contentId(path) === after.contentId(path);
  if (!isSameContent) return { path, kind: 'content' };
  return past.mode === present.mode ? null : { path, kind: 'mode' };
}
