import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from '../cache/change.ts';
import { gitFolder, type FileTree } from '../context/file-tree.ts';
import { isDefinition } from '../discover/definition-files.ts';
import { gitBlobId } from '../discover/git-blob-id.ts';
import { gitBlobs } from '../discover/git-blobs.ts';
import { gitFileTree, gitIndexTree } from '../discover/git-file-tree.ts';
import { commitWords, gitRecords, startGit } from '../discover/run-git.ts';
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
  /** What stood there before: git's mode and id, as it writes them; zeros for nothing. */
  readonly past: { readonly mode: string; readonly id: string };
  /** Commits of a submodule before and after; null for what is none. */
  readonly submodule: { readonly before: string; readonly after: string } | null;
}

/** Name under which a submodule's commit stands in its folder: no real file can have it. */
export const submoduleFile = '.submodule-commit';

/** A change that git is still working out. */
export interface StartedChange {
  /** What is staged, or the revision: like both states in almost all there is. */
  readonly nearby: FileTree;
  /** null where git does not know the revision. */
  readonly change: Promise<(RepositoryChange & { readonly sinceNearby: readonly FileChange[] }) | null>;
}

const rawDiff = ['diff', '--raw', '--no-abbrev', '--no-renames', '--relative', '--ignore-submodules=dirty', '-z'];

/**
 * From a revision to the files as they are in the work tree: what is tracked, and what is neither tracked nor ignored.
 * null when git does not know the revision.
 *
 * The work tree is read where it differs and nowhere else: what git calls unchanged comes from the revision. To find that,
 * git looks at every file, which takes a while: what is staged can be looked at meanwhile.
 */
export function startGitChange(folder: string, revision: string): StartedChange | null {
  const past = startGit(folder, commitWords(revision));
  // Before the first commit there is none, and all the same a work tree.
  const present = startGit(folder, commitWords('HEAD')).then((answer) => answer ?? new Uint8Array());
  const toWorkTree = startGit(folder, [...rawDiff, '--end-of-options', revision, '--']);
  const toIndex = startGit(folder, [...rawDiff, '--cached', '--end-of-options', revision, '--']);
  const others = startGit(folder, ['ls-files', '--others', '--exclude-standard', '-z']);
  const staged = gitIndexTree(folder);
  const nearby = staged ?? gitFileTree(folder, revision);
  if (nearby === null) return null;
  const answers = Promise.all([toWorkTree, others, staged === null ? new Uint8Array() : toIndex, past, present]);
  return { nearby, change: answers.then((all) => (all.includes(null) ? null : finishChange(folder, nearby, all))) };
}

function finishChange(
  folder: string,
  nearby: FileTree,
  answers: readonly (Uint8Array | null)[],
): RepositoryChange & { readonly sinceNearby: readonly FileChange[] } {
  const [toWorkTree = [], others = [], toIndex = [], [pastCommit = ''] = [], [presentCommit = ''] = []] = answers.map(
    (answer) => gitRecords(answer ?? new Uint8Array()),
  );
  const staged = readRaw(toIndex);
  const revision = overlayTree(nearby, revisionFiles(folder, staged));
  const changes = withUntracked(folder, readRaw(toWorkTree), others);
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
  if (nearby.stat(gitFolder) !== null) {
    past.set(gitFolder, headOf(pastCommit));
    present.set(gitFolder, headOf(presentCommit));
    if (pastCommit !== presentCommit)
      changes.push({ ...added(gitFolder), change: { path: gitFolder, kind: 'content' } });
  }
  return {
    before: overlayTree(revision, past),
    after: overlayTree(revision, present),
    files: inOrder(changes),
    sinceNearby: inOrder(staged),
  };
}

/**
 * Changes of what is tracked, and what is not. A file that was taken out of the index and still stands there is both deleted
 * and untracked to git: for a build it is what it was, or has changed.
 */
function withUntracked(folder: string, tracked: readonly RawChange[], others: readonly string[]): RawChange[] {
  const untracked = new Set(others.filter((path) => !path.endsWith('/')));
  const changes: RawChange[] = [];
  for (const each of tracked) {
    const { path, change, past } = each;
    const file = change.kind === 'deleted' && untracked.has(path) ? workFile(folder, path) : null;
    if (file !== null) untracked.delete(path);
    const kind = file === null ? change.kind : kindOfChange(past, file);
    if (kind !== null) changes.push({ ...each, change: { path, kind } });
  }
  for (const path of untracked) changes.push(added(path));
  return changes;
}

/** null: it is the same. */
function kindOfChange({ mode, id }: RawChange['past'], file: OverlayFile): FileChange['kind'] | null {
  if (file.contentId() !== id || (mode === '120000') !== (file.kind === 'symlink')) return 'content';
  return file.kind === 'file' && (Number.parseInt(mode, 8) & 0o777) !== file.mode ? 'mode' : null;
}

function added(path: string): RawChange {
  return { path, change: { path, kind: 'added' }, past: { mode: '', id: '' }, submodule: null };
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
    changes.push({ path, change: { path, kind }, past: { mode: modeBefore, id: idBefore }, submodule });
  }
  return changes;
}

function inOrder(changes: readonly RawChange[]): readonly FileChange[] {
  return changes.map(({ change }) => change).toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** What a revision has where something else is staged; files that say what is built are read together. */
function revisionFiles(folder: string, changes: readonly RawChange[]): ReadonlyMap<string, OverlayFile | null> {
  const blobs = gitBlobs(folder);
  const ids = changes.map(({ past }) => past.id);
  const definitions = changes.flatMap(({ path, past }) =>
    isDefinition(path) && past.mode.startsWith('10') ? [past.id] : [],
  );
  const fileOf = ({ past: { mode, id } }: RawChange): OverlayFile | null => {
    if (/^0*$/.test(mode)) return null;
    if (mode === '160000') return { kind: 'submodule', size: 0, mode: 0o755, bytes: () => null, contentId: () => null };
    return {
      kind: mode === '120000' ? 'symlink' : 'file',
      get size() {
        return blobs.sizeOf(id, () => ids);
      },
      mode: mode === '120000' ? 0o777 : mode === '100644' ? 0o644 : 0o755,
      bytes: () => {
        blobs.prefetch(definitions);
        return blobs.read(id);
      },
      contentId: () => id,
    };
  };
  return new Map(changes.map((each) => [each.path, fileOf(each)]));
}

/** A file of the work tree, with the permissions that git would keep; null when it is gone. */
function workFile(folder: string, path: string): OverlayFile | null {
  const full = join(folder, path);
  const stats = lstatSync(full, { throwIfNoEntry: false });
  if (stats === undefined || (!stats.isFile() && !stats.isSymbolicLink())) return null;
  const isLink = stats.isSymbolicLink();
  let read: Uint8Array | null | undefined;
  let id: string | null | undefined;
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
      // Every build that takes it asks.
      if (id === undefined) {
        const content = bytes();
        id = content === null ? null : gitBlobId(content);
      }
      return id;
    },
  };
}

/** Git's own folder, at a commit. */
function headOf(commit: string): OverlayFile {
  return { kind: 'git', size: 0, mode: 0o755, bytes: () => null, contentId: () => commit };
}

function commitFile(commit: string): OverlayFile {
  return { kind: 'file', size: 0, mode: 0o644, bytes: () => new TextEncoder().encode(commit), contentId: () => commit };
}
