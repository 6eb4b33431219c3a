import { gitFolder, type FileTree } from '../context/file-tree.ts';
import { withoutGitFolder } from './repository-tree.ts';
import { folderOf } from './repository-path.ts';

/**
 * What a clone of the repository has of a tree: files that git tracks, as they lie there, and submodules. All of it where git
 * knows nothing of the tree, or where it holds nothing else. `keepsGit`: git's own folder, too.
 */
export function committedTree(tree: FileTree, keepsGit: boolean): FileTree {
  const whole = keepsGit ? tree : withoutGitFolder(tree);
  const tracked = tree.tracked?.();
  if (tracked === undefined || tracked.size === 0) return whole;
  const folders = new Set(['']);
  for (const path of tracked) {
    for (let at = folderOf(path); !folders.has(at); at = folderOf(at)) folders.add(at);
  }
  const isInSubmodule = (path: string): boolean => {
    for (let at = path; at !== ''; at = folderOf(at)) if (tree.stat(`${at}/${gitFolder}`) !== null) return true;
    return false;
  };
  const isCommitted = (path: string): boolean =>
    tracked.has(path) || folders.has(path) || path === gitFolder || isInSubmodule(path);
  return {
    ...whole,
    list: (path) => whole.list(path).filter(({ name }) => isCommitted(path === '' ? name : `${path}/${name}`)),
    stat: (path) => (isCommitted(path) ? whole.stat(path) : null),
  };
}
