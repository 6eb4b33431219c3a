import { fixedPart, type Content, type OpaquePart } from './content.ts';
import { containsWildcards, goMatcher } from '../context/go-match.ts';
import { judgePath, parseIgnoreFile } from '../context/ignore-file.ts';
import { childPath, pathBelow, type Entry, type Selector } from './selection.ts';

/**
 * The file system that a vertex leaves, followed symbolically: something unforeseeable at the bottom (an image, what a
 * RUN wrote, nothing), and what file operations wrote over it, the last one first.
 */
export interface FileSystem {
  /** null: an empty file system. */
  readonly bottom: { readonly vertex: number; readonly output: number } | null;
  readonly top: Write | null;
}

/** What one vertex wrote. Paths are absolute. */
export interface Write {
  readonly vertex: number;
  /** Asked for only by who takes from it: what a RUN stands on is often thousands of files that nobody looks at again. */
  readonly entries: () => readonly PlacedEntry[];
  readonly opaque: readonly OpaquePart[];
  /** Vertices that decide what was written, the writer included, ascending. */
  readonly known: readonly number[];
  readonly beside: readonly number[];
  readonly below: Write | null;
}

export interface PlacedEntry {
  readonly at: string;
  readonly kind: Entry['kind'];
  readonly digest: string;
  readonly path: string | null;
}

/** Of a write that puts no file anywhere. */
export const noEntries = (): readonly PlacedEntry[] => [];

/** The empty file system of `FROM scratch`. */
export const emptyFileSystem: FileSystem = { bottom: null, top: null };

/** A file system of which nothing is known but who left it. */
export function opaqueFileSystem(vertex: number, output = 0): FileSystem {
  return { bottom: { vertex, output }, top: null };
}

/** A file system with one more write on it. */
export function withWrite(base: FileSystem, write: Omit<Write, 'below'>): FileSystem {
  return { bottom: base.bottom, top: { ...write, below: base.top } };
}

/** The upper file system laid over the lower one, as a merge does. */
export function layOver(lower: FileSystem, upper: FileSystem): FileSystem {
  const writes: Write[] = [];
  for (let write = upper.top; write !== null; write = write.below) writes.push(write);
  let top = lower.top;
  if (upper.bottom !== null) {
    const part = { ...upper.bottom, path: '/', at: '/' };
    top = { vertex: upper.bottom.vertex, entries: noEntries, opaque: [part], known: [], beside: [], below: top };
  }
  for (const write of writes.toReversed()) top = { ...write, below: top };
  return { bottom: lower.bottom, top };
}

/** Whether a folder is known to stand at a path: something was written below it, or it was made. */
export function isKnownFolder(fileSystem: FileSystem, path: string): boolean {
  if (path === '/') return true;
  for (let write = fileSystem.top; write !== null; write = write.below) {
    for (const entry of write.entries()) {
      const below = pathBelow(path, entry.at);
      if (below === '') return entry.kind === 'directory';
      if (below !== null) return true;
    }
  }
  return false;
}

/**
 * What a selector takes from a file system (cache/contenthash/checksum.go, as far as it can be told).
 *
 * A file written later hides what lay at its path before. A single file that was written whole hides everything below;
 * of a folder, what lay there before shows through.
 */
export function selectFrom(fileSystem: FileSystem, selector: Selector): Content {
  const found = new Map<string, Entry>();
  const opaque: OpaquePart[] = [];
  const known = new Set<number>();
  const beside = new Set<number>();
  let isWhole = false;
  for (let write = fileSystem.top; write !== null && !isWhole; write = write.below) {
    let reaches = false;
    for (const entry of write.entries()) {
      const place = placeOf(selector, entry.at);
      if (place === null) {
        if (entry.kind === 'symlink' && pathBelow(entry.at, fixedPart(selector.path)) !== null) {
          opaque.push({ vertex: write.vertex, output: 0, path: selector.path, at: selector.path });
          reaches = true;
        }
        continue;
      }
      reaches = true;
      if (!found.has(entry.at))
        found.set(entry.at, { ...place, kind: entry.kind, digest: entry.digest, path: entry.path });
      if (entry.at === selector.path && entry.kind === 'file') isWhole = true;
    }
    for (const part of write.opaque) {
      const shown = showThrough(selector, part);
      if (shown === null) continue;
      reaches = true;
      opaque.push(shown);
    }
    for (const vertex of write.known) (reaches ? known : beside).add(vertex);
    for (const vertex of write.beside) beside.add(vertex);
  }
  if (!isWhole && fileSystem.bottom !== null) {
    opaque.push({ ...fileSystem.bottom, path: selector.path, at: selector.path });
  }
  return {
    selector,
    entries: [...found.values()].toSorted(byPath),
    isExact: false,
    opaque,
    known: ascending(known),
    beside: ascending([...beside].filter((vertex) => !known.has(vertex))),
  };
}

/** How an absolute path stands to a selector: what it matched and what lies below; null when it is not taken. */
function placeOf(selector: Selector, path: string): { readonly match: string; readonly below: string } | null {
  const match = matchedPath(selector, path);
  if (match === null) return null;
  const below = pathBelow(match, path) ?? '';
  if (selector.include.length > 0 && below !== '' && !isMatch(selector.include, below)) return null;
  if (selector.exclude.length > 0 && below !== '' && isMatch(selector.exclude, below)) return null;
  return { match, below };
}

function matchedPath(selector: Selector, path: string): string | null {
  if (!selector.wildcard || !containsWildcards(selector.path)) {
    return pathBelow(selector.path, path) === null ? null : selector.path;
  }
  const pattern = selector.path.split('/').slice(1);
  const parts = path.split('/').slice(1);
  if (parts.length < pattern.length) return null;
  const head = parts.slice(0, pattern.length).join('/');
  return goMatcher(pattern.join('/'))?.(head) === true ? `/${head}` : null;
}

/** Whether a path or a folder above it matches one of the patterns of `--parents` or `--exclude`. */
function isMatch(patterns: readonly string[], path: string): boolean {
  return judgePath(parseIgnoreFile('', patterns.join('\n')), path).isIgnored;
}

/** The part of an unforeseeable tree that a selector sees; null when they do not meet. */
function showThrough(selector: Selector, part: OpaquePart): OpaquePart | null {
  const fixed = fixedPart(selector.path);
  if (pathBelow(fixed, part.at) !== null) return part;
  const inside = pathBelow(part.at, selector.path);
  return inside === null ? null : { ...part, path: childPath(part.path, inside), at: selector.path };
}

function byPath(one: Entry, other: Entry): number {
  if (one.match !== other.match) return one.match < other.match ? -1 : 1;
  return one.below < other.below ? -1 : one.below > other.below ? 1 : 0;
}

/** Distinct numbers, ascending. */
export function ascending(values: Iterable<number>): readonly number[] {
  return [...new Set(values)].toSorted((one, other) => one - other);
}
