import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { FileEntry, FileKind, FileStat, FileTree } from '../context/file-tree.ts';
import { readGitIndex } from './git-index.ts';

/** A tree on disk, and what could not be read of it so far. */
export interface DiskFileTree extends FileTree {
  /** Paths that are there and cannot be read, sorted, each with the system's reason. */
  readonly unreadable: () => readonly { readonly path: string; readonly reason: string }[];
}

/**
 * The files below a folder of the disk, listed and read when asked for, each folder and each file at most once.
 *
 * Content ids come from git's index where git says that a file is as it was staged, and are hashed otherwise. No symlink is
 * followed, so nothing outside `root` (an absolute path) is ever reached. Never throws.
 */
export function diskFileTree(root: string): DiskFileTree {
  const lists = new Map<string, readonly FileEntry[]>();
  const contents = new Map<string, Uint8Array | null>();
  const ids = new Map<string, string | null>();
  const failures = new Map<string, string>();
  const stats = new Map<string, FileStat>();
  let index: ReadonlyMap<string, string> | null = null;

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
    const made = readFolder(path);
    lists.set(path, made);
    return made;
  }

  function readFolder(path: string): readonly FileEntry[] {
    if (path !== '' && stat(path)?.kind !== 'directory') return [];
    const names = attempt(path, () => readdirSync(join(root, path))) ?? [];
    const entries: FileEntry[] = [];
    for (const name of names.sort()) {
      const below = path === '' ? name : `${path}/${name}`;
      const found = attempt(below, () => lstatSync(join(root, below)));
      const made = found === null ? null : fileStat(found);
      if (made === null) continue;
      entries.push({ name, ...made });
      stats.set(below, made);
    }
    return entries;
  }

  function stat(path: string): FileStat | null {
    if (path === '') return { kind: 'directory', size: 0, mode: 0o755 };
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    // Only through listed folders: a path through a symlink is not a path of this tree.
    list(parent);
    return stats.get(path) ?? null;
  }

  function read(path: string): Uint8Array | null {
    const known = contents.get(path);
    if (known !== undefined) return known;
    const bytes = stat(path)?.kind === 'file' ? attempt(path, () => readFileSync(join(root, path))) : null;
    contents.set(path, bytes);
    return bytes;
  }

  function readLink(path: string): string | null {
    return stat(path)?.kind === 'symlink' ? attempt(path, () => readlinkSync(join(root, path))) : null;
  }

  function contentId(path: string): string | null {
    const known = ids.get(path);
    if (known !== undefined) return known;
    index ??= readGitIndex(root);
    const made = index.get(path) ?? hash(path);
    ids.set(path, made);
    return made;
  }

  function hash(path: string): string | null {
    const target = readLink(path);
    if (target !== null) return gitBlobId(Buffer.from(target));
    const known = contents.get(path);
    if (known !== undefined) return known === null ? null : gitBlobId(known);
    // Hashed and let go: the bytes of a whole context need not stay in memory.
    const bytes = stat(path)?.kind === 'file' ? attempt(path, () => readFileSync(join(root, path))) : null;
    return bytes === null ? null : gitBlobId(bytes);
  }

  function unreadable(): readonly { path: string; reason: string }[] {
    return [...failures].map(([path, reason]) => ({ path, reason })).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  return { list, stat, readLink, read, contentId, unreadable };
}

/** As `blobId`, by the system's own and faster hash. */
function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function fileStat(stats: Stats): FileStat | null {
  const kind = kindOf(stats);
  if (kind === null) return null;
  return { kind, size: kind === 'directory' ? 0 : stats.size, mode: stats.mode & 0o7777 };
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
