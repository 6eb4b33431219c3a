import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from '../cache/change.ts';
import { blobId } from '../context/blob-id.ts';
import type { FileTree } from '../context/file-tree.ts';
import { gitFileTree } from '../discover/git-file-tree.ts';
import { gitRecords, runGit } from '../discover/run-git.ts';
import { isDefinition } from './definition-files.ts';
import { overlayTree, type OverlayFile } from './overlay-tree.ts';

/** Two states of a repository's files, and what differs between them. */
export interface RepositoryChange {
  readonly before: FileTree;
  readonly after: FileTree;
  /** Sorted by path. A renamed file is deleted and added. */
  readonly files: readonly FileChange[];
}

interface RawChange {
  readonly path: string;
  readonly change: FileChange;
  /** Commits of a submodule before and after; null for what is none. */
  readonly submodule: { readonly before: string; readonly after: string } | null;
}

/** Name under which a submodule's commit stands in its folder: no real file can have it. */
export const submoduleFile = '.submodule-commit';

/**
 * From a revision to the files as they are in the work tree: what is tracked, and what is neither tracked nor ignored.
 * null when git does not know the revision.
 *
 * The work tree is read where it differs and nowhere else: what git calls unchanged comes from the revision.
 */
export function gitChange(folder: string, revision: string): RepositoryChange | null {
  const before = gitFileTree(folder, revision, isDefinition);
  if (before === null) return null;
  const raw = runGit(folder, [
    'diff',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--relative',
    '--ignore-submodules=dirty',
    '-z',
    revision,
    '--',
  ]);
  const others = runGit(folder, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (raw === null || others === null) return null;
  const changes = readRaw(gitRecords(raw));
  for (const path of gitRecords(others)) {
    if (!path.endsWith('/')) changes.push({ path, change: { path, kind: 'added' }, submodule: null });
  }
  const past = new Map<string, OverlayFile | null>();
  const present = new Map<string, OverlayFile | null>();
  for (const { path, change, submodule } of changes) {
    if (submodule === null) present.set(path, change.kind === 'deleted' ? null : workFile(folder, path));
    else {
      if (submodule.before !== '') past.set(`${path}/${submoduleFile}`, commitFile(submodule.before));
      if (submodule.after !== '') present.set(`${path}/${submoduleFile}`, commitFile(submodule.after));
      else present.set(path, null);
    }
  }
  const files = changes.map(({ change }) => change).toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { before: overlayTree(before, past), after: overlayTree(before, present), files };
}

/** Records of `git diff --raw -z`: `:mode mode id id status`, then the path. */
function readRaw(records: readonly string[]): RawChange[] {
  const changes: RawChange[] = [];
  for (let place = 0; place + 1 < records.length; place += 2) {
    const [modeBefore = '', modeAfter = '', idBefore = '', idAfter = '', status = ''] = (records[place] ?? '')
      .slice(1)
      .split(' ');
    const path = records[place + 1] ?? '';
    const isSubmodule = modeBefore === '160000' || modeAfter === '160000';
    const isNone = (id: string): boolean => /^0*$/.test(id);
    const isModeOnly = idBefore === idAfter && !isNone(idAfter) && modeBefore !== modeAfter;
    const kind = status === 'A' ? 'added' : status === 'D' ? 'deleted' : isModeOnly ? 'mode' : 'content';
    const submodule = isSubmodule
      ? {
          before: modeBefore === '160000' ? idBefore : '',
          after: modeAfter === '160000' ? (isNone(idAfter) ? 'work tree' : idAfter) : '',
        }
      : null;
    changes.push({ path, change: { path, kind }, submodule });
  }
  return changes;
}

/** A file of the work tree, with the permissions that git would keep; null when it is gone. */
function workFile(folder: string, path: string): OverlayFile | null {
  const full = join(folder, path);
  const stats = lstatSync(full, { throwIfNoEntry: false });
  if (stats === undefined || (!stats.isFile() && !stats.isSymbolicLink())) return null;
  const isLink = stats.isSymbolicLink();
  let read: Uint8Array | null | undefined;
  const bytes = (): Uint8Array | null => {
    if (read === undefined) {
      try {
        read = isLink ? new TextEncoder().encode(readlinkSync(full)) : readFileSync(full);
      } catch {
        read = null;
      }
    }
    return read;
  };
  return {
    kind: isLink ? 'symlink' : 'file',
    size: stats.size,
    mode: isLink ? 0o777 : (stats.mode & 0o100) === 0 ? 0o644 : 0o755,
    bytes,
    contentId: () => {
      const content = bytes();
      return content === null ? null : blobId(content);
    },
  };
}

function commitFile(commit: string): OverlayFile {
  return { kind: 'file', size: 0, mode: 0o644, bytes: () => new TextEncoder().encode(commit), contentId: () => commit };
}
