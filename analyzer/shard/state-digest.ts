import { digestParts } from '../cache/vertex-digests.ts';
import type { FileTree } from '../context/file-tree.ts';

/**
 * A digest of a repository's state, and of what an analysis was told beside it: equal where the same files have the same
 * names, permissions and contents, wherever and whenever they were checked out. Files that git ignores are no part of it.
 *
 * `files` are the paths of the walk, sorted; `told` is plain data. Where git knows a file, it is not read.
 */
export function stateDigest(tree: FileTree, files: readonly string[], told: unknown): string {
  const states = files.map((path) => {
    const stat = tree.stat(path);
    return `${path}\0${stat?.kind ?? ''} ${stat?.mode ?? 0} ${tree.contentId(path) ?? ''}`;
  });
  return `sha256:${digestParts([JSON.stringify(told), ...states])}`;
}
