import type { FileTree } from '../context/file-tree.ts';
import { readIndex } from './git-index.ts';
import { gitObjectTree } from './git-object-tree.ts';
import { gitRecords, runGit } from './run-git.ts';

/**
 * The files below a folder as they are in a revision, without checking it out; null when git does not know the revision.
 */
export function gitFileTree(folder: string, revision: string): FileTree | null {
  const commit = runGit(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (commit === null) return null;
  const hash = new TextDecoder().decode(commit).trim();
  const listing = runGit(folder, ['ls-tree', '-r', '-z', hash]);
  if (listing === null) return null;
  const records = gitRecords(listing);
  return gitObjectTree(folder, {
    paths: records.map(pathOf),
    modeAt: (place) => Number.parseInt(records[place] ?? '', 8),
    idAt: (place) => idOf(records[place] ?? ''),
  });
}

/** The files below a folder as they are staged; null where the index is not of a form that is known. */
export function gitIndexTree(folder: string): FileTree | null {
  const index = readIndex(folder);
  return index?.isWhole === true ? gitObjectTree(folder, index) : null;
}

/** git's records: `mode type id<TAB>path` (git-ls-tree(1)). */
function pathOf(record: string): string {
  return record.slice(record.indexOf('\t') + 1);
}

function idOf(record: string): string {
  const head = record.slice(0, record.indexOf('\t'));
  return head.slice(head.lastIndexOf(' ') + 1);
}
