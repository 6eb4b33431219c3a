import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
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

/**
 * Reads the index of the repository that a folder lies in; empty where there is none, or none of a form that is known.
 *
 * The file itself is read: no file of the work tree is looked at, and git starts nothing to compare it.
 */
export function readGitIndex(folder: string): GitIndex {
  const words = ['rev-parse', '--show-object-format', '--show-prefix', '--git-path', 'index'];
  const answer = runGit(folder, words);
  if (answer === null) return emptyIndex;
  const [format, prefix = '', path = ''] = new TextDecoder().decode(answer).split('\n');
  if (format !== 'sha1' || path === '') return emptyIndex;
  try {
    const file = resolve(folder, path);
    return gitIndex(readFileSync(file), statSync(file).mtimeMs, prefix);
  } catch {
    return emptyIndex;
  }
}

function gitIndex(bytes: Buffer, writtenMs: number, prefix: string): GitIndex {
  const places = readPlaces(bytes, prefix);
  return {
    tracked: () => places.keys(),
    idOf: (path, stats) => {
      const place = places.get(path);
      if (place === undefined || !isAsStaged(bytes, place, stats, writtenMs)) return null;
      return bytes.toString('hex', place + 40, place + 60);
    },
  };
}

/** Fixed part of an entry: times, device, inode, mode, owner, size, id and flags. */
const entrySize = 62;
const conflict = 0x3000;
const extended = 0x4000;
const toBeAdded = 0x2000;

/** Where the entry of each file starts. Throws for what is no index of version 2 to 4, or is split. */
function readPlaces(bytes: Buffer, prefix: string): ReadonlyMap<string, number> {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) throw new Error('no known index');
  const places = new Map<string, number>();
  let name: Buffer = Buffer.alloc(0);
  let at = 12;
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const start = at;
    const flags = bytes.readUInt16BE(start + 60);
    const more = (flags & extended) === 0 ? 0 : bytes.readUInt16BE(start + entrySize);
    at += entrySize + ((flags & extended) === 0 ? 0 : 2);
    let kept = 0;
    if (version === 4) {
      const cut = readOffset(bytes, at);
      kept = name.length - cut.value;
      at = cut.next;
    }
    const end = bytes.indexOf(0, at);
    if (end < 0 || kept < 0) throw new Error('the index ends in an entry');
    const suffix = at;
    if (version === 4) name = Buffer.concat([name.subarray(0, kept), bytes.subarray(suffix, end)]);
    at = version === 4 ? end + 1 : start + (Math.floor((end - start) / 8) + 1) * 8;
    const type = bytes.readUInt32BE(start + 24) >>> 12;
    if ((flags & conflict) !== 0 || (more & toBeAdded) !== 0 || (type !== 0o10 && type !== 0o12)) continue;
    const path = version === 4 ? name.toString('utf8') : bytes.toString('utf8', suffix, end);
    if (path.startsWith(prefix)) places.set(path.slice(prefix.length), start);
  }
  // A split index keeps most of its entries in another file.
  if (bytes.toString('latin1', at, at + 4) === 'link') throw new Error('a split index');
  return places;
}

/** A number as packs write offsets: seven bits a byte, each but the last with its highest bit set. */
function readOffset(bytes: Buffer, start: number): { readonly value: number; readonly next: number } {
  let at = start;
  let byte = bytes.readUInt8(at++);
  let value = byte & 127;
  while ((byte & 128) !== 0) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next: at };
}

/** A file written when the index was, or after it, may have changed again without a trace ("racy git"). */
function isAsStaged(bytes: Buffer, at: number, stats: DiskStats, writtenMs: number): boolean {
  const isSymlink = bytes.readUInt32BE(at + 24) >>> 12 === 0o12;
  const staged = timeAt(bytes, at + 8);
  return (
    isSymlink === stats.isSymlink &&
    bytes.readUInt32BE(at + 36) === stats.size % 2 ** 32 &&
    isSameTime(staged, stats.mtimeMs) &&
    isSameTime(timeAt(bytes, at), stats.ctimeMs) &&
    staged < writtenMs
  );
}

function timeAt(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) * 1000 + bytes.readUInt32BE(at + 4) / 1e6;
}

/** As exact as a time in milliseconds is held. */
function isSameTime(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.001;
}
