import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { GitObjects } from './git-object-tree.ts';
import { runGit } from './run-git.ts';

/** What git's index tells of the files below a folder. */
export interface GitIndex {
  /**
   * The blob id of a file or symlink that is on disk as it was when it was staged, told by its stat data as git does
   * (gitformat-index(5)); null for any other: whoever asks hashes it.
   */
  readonly idOf: (path: string, stats: DiskStats) => string | null;
  /** Paths of files and symlinks that git tracks. */
  readonly tracked: () => Iterable<string>;
}

/** What `lstat` says of a file, times in milliseconds with fractions. */
export interface DiskStats {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly isSymlink: boolean;
}

const emptyIndex: GitIndex = { idOf: () => null, tracked: () => [] };

/** What a folder's files are compared with; empty where it is in no repository, or the index of no form that is known. */
export function readGitIndex(folder: string): GitIndex {
  const index = readIndex(folder);
  if (index === null) return emptyIndex;
  const places = new Map<string, number>();
  for (const [place, path] of index.paths.entries()) if (!index.isSubmodule(place)) places.set(path, place);
  return {
    tracked: () => places.keys(),
    idOf: (path, stats) => {
      const place = places.get(path);
      return place === undefined || !index.isAsStaged(place, stats) ? null : index.idAt(place);
    },
  };
}

/** The entries of an index. */
export interface IndexEntries extends GitObjects {
  readonly isSubmodule: (place: number) => boolean;
  /** Whether a file on disk is as it was when it was staged. */
  readonly isAsStaged: (place: number, stats: DiskStats) => boolean;
  /** No entry stands for a whole folder, in conflict, or for a file that is yet to be added. */
  readonly isWhole: boolean;
}

/**
 * Reads the index of the repository that a folder lies in; null where there is none, or none of a form that is known.
 *
 * The file itself is read: no file of the work tree is looked at, and git starts nothing to compare it.
 */
export function readIndex(folder: string): IndexEntries | null {
  const words = ['rev-parse', '--show-object-format', '--show-prefix', '--git-path', 'index'];
  const answer = runGit(folder, words);
  if (answer === null) return null;
  const [format, prefix = '', path = ''] = new TextDecoder().decode(answer).split('\n');
  if (format !== 'sha1' || path === '') return null;
  try {
    const file = resolve(folder, path);
    const bytes = readFileSync(file);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const { paths, starts, isWhole } = readEntries(bytes, view, prefix);
    const writtenMs = statSync(file).mtimeMs;
    const at = (place: number): number => starts[place] ?? 0;
    const modeAt = (place: number): number => view.getUint32(at(place) + 24);
    return {
      paths,
      isWhole,
      modeAt,
      idAt: (place) => bytes.toString('hex', at(place) + 40, at(place) + 60),
      isSubmodule: (place) => modeAt(place) >>> 12 === 0o16,
      isAsStaged: (place, stats) => isAsStaged(view, at(place), stats, writtenMs),
    };
  } catch {
    return null;
  }
}

/** Fixed part of an entry: times, device, inode, mode, owner, size, id and flags. */
const entrySize = 62;
const conflict = 0x3000;
const extended = 0x4000;
const toBeAdded = 0x2000;
const longPath = 0xfff;

interface ReadEntries {
  readonly paths: readonly string[];
  /** Where each entry starts. */
  readonly starts: readonly number[];
  readonly isWhole: boolean;
}

/** The entries below a folder. Throws for what is no index of version 2 to 4, or is split. */
function readEntries(bytes: Buffer, view: DataView, prefix: string): ReadEntries {
  // All of it as text at once, a character for each byte: a part of that is a path, which a hundred thousand times over
  // takes a fifth of decoding each.
  const text = bytes.toString('latin1');
  const version = view.getUint32(4);
  if (!text.startsWith('DIRC') || version < 2 || version > 4) throw new Error('no known index');
  const paths: string[] = [];
  const starts: number[] = [];
  let isWhole = true;
  let name = '';
  let at = 12;
  for (let left = view.getUint32(8); left > 0; left--) {
    const start = at;
    const flags = view.getUint16(start + 60);
    const more = (flags & extended) === 0 ? 0 : view.getUint16(start + entrySize);
    at += entrySize + ((flags & extended) === 0 ? 0 : 2);
    let kept = 0;
    if (version === 4) {
      const cut = readOffset(view, at);
      kept = name.length - cut.value;
      at = cut.next;
    }
    // The length stands in the flags where it fits there, but for what a version 4 leaves out.
    const length = version === 4 ? longPath : flags & longPath;
    const end = length === longPath ? text.indexOf('\0', at) : at + length;
    if (end < 0 || end > bytes.length || kept < 0) throw new Error('the index ends in an entry');
    name = name.slice(0, kept) + text.slice(at, end);
    at = version === 4 ? end + 1 : start + (Math.floor((end - start) / 8) + 1) * 8;
    const type = view.getUint32(start + 24) >>> 12;
    if ((flags & conflict) !== 0 || (more & toBeAdded) !== 0 || !knownTypes.has(type)) {
      isWhole = false;
      continue;
    }
    const path = beyondAscii.test(name) ? Buffer.from(name, 'latin1').toString('utf8') : name;
    if (!path.startsWith(prefix)) continue;
    paths.push(prefix === '' ? path : path.slice(prefix.length));
    starts.push(start);
  }
  // A split index keeps most of its entries in another file.
  if (text.startsWith('link', at)) throw new Error('a split index');
  return { paths, starts, isWhole };
}

/** In a text with a character for each byte of UTF-8. */
const beyondAscii = /[\u0080-\u00ff]/;

/** A file, a symlink, a submodule. */
const knownTypes = new Set([0o10, 0o12, 0o16]);

/** A number as packs write offsets: seven bits a byte, each but the last with its highest bit set. */
function readOffset(bytes: DataView, start: number): { readonly value: number; readonly next: number } {
  let at = start;
  let byte = bytes.getUint8(at++);
  let value = byte & 127;
  while ((byte & 128) !== 0) {
    byte = bytes.getUint8(at++);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next: at };
}

/** A file written when the index was, or after it, may have changed again without a trace ("racy git"). */
function isAsStaged(index: DataView, at: number, stats: DiskStats, writtenMs: number): boolean {
  const isSymlink = index.getUint32(at + 24) >>> 12 === 0o12;
  const staged = timeAt(index, at + 8);
  return (
    isSymlink === stats.isSymlink &&
    index.getUint32(at + 36) === stats.size % 2 ** 32 &&
    isSameTime(staged, stats.mtimeMs) &&
    isSameTime(timeAt(index, at), stats.ctimeMs) &&
    staged < writtenMs
  );
}

function timeAt(index: DataView, at: number): number {
  return index.getUint32(at) * 1000 + index.getUint32(at + 4) / 1e6;
}

/** As exact as a time in milliseconds is held. */
function isSameTime(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.001;
}
