import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gitFolder, type FileTree } from '../context/file-tree.ts';
import { readIndex } from './git-index.ts';
import { gitObjectTree } from './git-object-tree.ts';
import { withGitFolder } from './repository-tree.ts';
import { gitCommit, gitRecords, runGit } from './run-git.ts';

/**
 * The files below a folder as they are in a revision, without checking it out; null when git does not know the revision.
 */
export function gitFileTree(folder: string, revision: string): FileTree | null {
  const commit = gitCommit(folder, revision);
  if (commit === null) return null;
  const listing = runGit(folder, ['ls-tree', '-r', '-z', commit]);
  if (listing === null) return null;
  const records = gitRecords(listing);
  const tree = gitObjectTree(folder, {
    paths: records.map(pathOf),
    modeAt: (place) => Number.parseInt(records[place] ?? '', 8),
    idAt: (place) => idOf(records[place] ?? ''),
  });
  return isTop(folder) ? withGitFolder(tree, () => commit) : tree;
}

/** The files below a folder as they are staged; null where the index is not of a form that is known. */
export function gitIndexTree(folder: string): FileTree | null {
  const index = readIndex(folder);
  if (index?.isWhole !== true) return null;
  const tree = gitObjectTree(folder, index);
  return isTop(folder) ? withGitFolder(tree, () => gitCommit(folder, 'HEAD')) : tree;
}

/** Whether a folder is a work tree's own, and not one in it. */
function isTop(folder: string): boolean {
  return existsSync(join(folder, gitFolder));
}

/** git's records: `mode type id<TAB>path` (git-ls-tree(1)). */
function pathOf(record: string): string {
  return record.slice(record.indexOf('\t') + 1);
}

function idOf(record: string): string {
  const head = record.slice(0, record.indexOf('\t'));
  return head.slice(head.lastIndexOf(' ') + 1);
}
