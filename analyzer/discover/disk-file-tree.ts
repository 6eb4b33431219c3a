import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { FileEntry, FileKind, FileStat, FileTree } from '../context/file-tree.ts';
import { readGitIndex, type GitIndex } from './git-index.ts';

/** A tree on disk, and what could not be read of it so far. */
export interface DiskFileTree extends FileTree {
  /** Paths that are there and cannot be read, sorted, each with the system's reason. */
  readonly unreadable: () => readonly { readonly path: string; readonly reason: string }[];
  /** Paths that git tracks, whatever .gitignore says; empty outside a repository. */
  readonly tracked: () => ReadonlySet<string>;
}

/** As much of what was read is kept for whoever asks again. */
const maxKeptBytes = 64 * 1024 * 1024;

interface DiskEntry {
  readonly entry: FileEntry;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

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
    const names = attempt(path, () => readdirSync(join(root, path))) ?? [];
    const made: FileEntry[] = [];
    for (const name of names.sort()) {
      const below = path === '' ? name : `${path}/${name}`;
      const stats = attempt(below, () => lstatSync(join(root, below)));
      const kind = stats === null ? null : kindOf(stats);
      if (stats === null || kind === null) continue;
      const { size, mode, mtimeMs, ctimeMs } = stats;
      const entry = { name, kind, size: kind === 'directory' ? 0 : size, mode: mode & 0o7777 };
      made.push(entry);
      found.set(below, { entry, mtimeMs, ctimeMs });
    }
    return made;
  }

  function stat(path: string): FileStat | null {
    if (path === '') return { kind: 'directory', size: 0, mode: 0o755 };
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    // Only through listed folders: a path through a symlink is not a path of this tree.
    list(parent);
    return found.get(path)?.entry ?? null;
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
    const here = found.get(path);
    if (here === undefined || (kind !== 'file' && kind !== 'symlink')) return null;
    index ??= readGitIndex(root);
    const { entry, mtimeMs, ctimeMs } = here;
    return index.idOf(path, { size: entry.size, mtimeMs, ctimeMs, isSymlink: kind === 'symlink' });
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
    tracked: () => new Set((index ??= readGitIndex(root)).tracked()),
    unreadable: () =>
      [...failures].map(([path, reason]) => ({ path, reason })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** As `blobId`, by the system's own and faster hash. */
function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** null for sockets, pipes and devices: no build takes them. */
function kindOf(stats: Stats): FileKind | null {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : null;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EACCES') return 'permission denied';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
