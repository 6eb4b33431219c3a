import { lstatSync, readFileSync, readlinkSync, readdirSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { FileEntry, FileKind, FileStat, FileTree } from '../context/file-tree.ts';
import { gitBlobId } from './git-blob-id.ts';
import { readGitIndex, type GitIndex } from './git-index.ts';
import { gitCommit } from './run-git.ts';

/** A tree on disk, and what could not be read of it so far. */
export interface DiskFileTree extends FileTree {
  /** Paths that are there and cannot be read, sorted, each with the system's reason. */
  readonly unreadable: () => readonly { readonly path: string; readonly reason: string }[];
  /** Paths that git tracks, whatever .gitignore says; empty outside a repository. */
  readonly tracked: () => ReadonlySet<string>;
  readonly head: () => string | null;
}

/** As much of what was read is kept for whoever asks again. */
const maxKeptBytes = 64 * 1024 * 1024;

/**
 * The files below a folder of the disk, listed and read when asked for, each at most once (but for what is read again after
 * 64 MiB of other files).
 *
 * Content ids come from git's index where a file is as it was staged, and are hashed otherwise. A file that git converts
 * (line ends, LFS) has, as long as it is unchanged, the id of what git keeps. No symlink is followed, so nothing outside
 * `root` (an absolute path) is ever reached. Never throws.
 */
export function diskFileTree(root: string): DiskFileTree {
  const lists = new Map<string, readonly FileEntry[]>();
  const found = new Map<string, DiskEntry>();
  const contents = new Map<string, Uint8Array | null>();
  let keptBytes = 0;
  const ids = new Map<string, string | null>();
  const failures = new Map<string, string>();
  let index: GitIndex | null = null;
  let head: string | null | undefined;

  function attempt<T>(path: string, action: () => T): T | null {
    try {
      return action();
    } catch (error) {
      failures.set(path, reasonOf(error));
      return null;
    }
  }

  function list(path: string): readonly FileEntry[] {
    const known = lists.get(path);
    if (known !== undefined) return known;
    const made = path !== '' && stat(path)?.kind !== 'directory' ? [] : readFolder(path);
    lists.set(path, made);
    return made;
  }

  function readFolder(path: string): readonly FileEntry[] {
    const dirents = attempt(path, () => readdirSync(join(root, path), { withFileTypes: true })) ?? [];
    const made: FileEntry[] = [];
    for (const dirent of dirents.sort(byName)) {
      const kind = kindOf(dirent);
      const below = path === '' ? dirent.name : `${path}/${dirent.name}`;
      // A name that is no UTF-8 comes with other characters in its place, and leads nowhere.
      if (kind === null || (dirent.name.includes('\ufffd') && lstat(below) === null)) continue;
      const entry = new DiskEntry(dirent.name, kind, below, lstat);
      made.push(entry);
      found.set(below, entry);
    }
    return made;
  }

  function lstat(path: string): Stats | null {
    return attempt(path, () => lstatSync(join(root, path)));
  }

  function stat(path: string): FileStat | null {
    if (path === '') return { kind: 'directory', size: 0, mode: 0o755 };
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    // Only through listed folders: a path through a symlink is not a path of this tree.
    list(parent);
    return found.get(path) ?? null;
  }

  function readBytes(path: string): Uint8Array | null {
    return stat(path)?.kind === 'file' ? attempt(path, () => readFileSync(join(root, path))) : null;
  }

  function read(path: string): Uint8Array | null {
    const known = contents.get(path);
    if (known !== undefined) return known;
    const bytes = readBytes(path);
    contents.set(path, bytes);
    keptBytes += bytes?.length ?? 0;
    for (const [oldest, held] of contents) {
      if (keptBytes <= maxKeptBytes || oldest === path) break;
      contents.delete(oldest);
      keptBytes -= held?.length ?? 0;
    }
    return bytes;
  }

  function readLink(path: string): string | null {
    return stat(path)?.kind === 'symlink' ? attempt(path, () => readlinkSync(join(root, path))) : null;
  }

  function contentId(path: string): string | null {
    const known = ids.get(path);
    if (known !== undefined) return known;
    const made = stagedId(path) ?? hash(path);
    ids.set(path, made);
    return made;
  }

  function stagedId(path: string): string | null {
    const kind = stat(path)?.kind;
    const stats = kind === 'file' || kind === 'symlink' ? found.get(path)?.stats() : undefined;
    if (stats === undefined) return null;
    index ??= readGitIndex(root);
    return index.idOf(path, { ...stats, isSymlink: kind === 'symlink' });
  }

  function hash(path: string): string | null {
    const target = readLink(path);
    if (target !== null) return gitBlobId(Buffer.from(target));
    // Hashed and let go: the bytes of a whole context need not stay in memory.
    const known = contents.get(path);
    const bytes = known === undefined ? readBytes(path) : known;
    return bytes === null ? null : gitBlobId(bytes);
  }

  return {
    list,
    stat,
    readLink,
    read,
    contentId,
    head: () => {
      if (head === undefined) head = gitCommit(root, 'HEAD');
      return head;
    },
    tracked: () => new Set((index ??= readGitIndex(root)).tracked()),
    unreadable: () =>
      [...failures].map(([path, reason]) => ({ path, reason })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

interface EntryStats {
  readonly size: number;
  readonly mode: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** What is told of an entry that is gone since its folder was listed. */
const goneStats: EntryStats = { size: 0, mode: 0, mtimeMs: 0, ctimeMs: 0 };

/** A class, so that a hundred thousand entries share what looks up their size and mode when these are read. */
class DiskEntry implements FileEntry {
  readonly name: string;
  readonly kind: FileKind;
  readonly #path: string;
  readonly #lstat: (path: string) => Stats | null;
  #stats: EntryStats | null = null;

  constructor(name: string, kind: FileKind, path: string, lstat: (path: string) => Stats | null) {
    this.name = name;
    this.kind = kind;
    this.#path = path;
    this.#lstat = lstat;
  }

  stats(): EntryStats {
    if (this.#stats === null) {
      // Not kept as it comes: that holds three times as much.
      const { size, mode, mtimeMs, ctimeMs } = this.#lstat(this.#path) ?? goneStats;
      this.#stats = { size, mode, mtimeMs, ctimeMs };
    }
    return this.#stats;
  }

  get size(): number {
    return this.kind === 'directory' ? 0 : this.stats().size;
  }

  get mode(): number {
    return this.stats().mode & 0o7777;
  }
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}

/** null for sockets, pipes and devices: no build takes them. */
function kindOf(dirent: Dirent): FileKind | null {
  if (dirent.isFile()) return 'file';
  if (dirent.isDirectory()) return 'directory';
  return dirent.isSymbolicLink() ? 'symlink' : null;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EACCES') return 'permission denied';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
