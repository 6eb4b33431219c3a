import { containsWildcards } from '../context/go-match.ts';
import { worse, type Sameness } from './status.ts';
import { baseName, childPath, pathBelow, type Entry, type Selector } from './selection.ts';

/** What arrives under a selector, as far as it can be known without running anything. */
export interface Content {
  readonly selector: Selector;
  /** Files whose bytes are known, sorted by path. */
  readonly entries: readonly Entry[];
  /** All that arrives is known, as from a build context: one file more or less is a change. */
  readonly isExact: boolean;
  /** What nobody can foresee: outputs of RUNs, images, archives. */
  readonly opaque: readonly OpaquePart[];
  /** Vertices whose own definition decides what arrives, ascending. */
  readonly known: readonly number[];
  /** File vertices on the way that write elsewhere: only if edited could they reach it; ascending. */
  readonly beside: readonly number[];
}

/** A path of a vertex's output, taken as it is. */
export interface OpaquePart {
  readonly vertex: number;
  readonly output: number;
  /** The path in that output, a wildcard perhaps. */
  readonly path: string;
  /** Where it arrives: absolute in what is selected from. */
  readonly at: string;
}

/**
 * Whether two contents hash equally. `sameOpaque` tells whether an unforeseeable part of the one (before) is that of the
 * other (after); it never answers `changed`.
 *
 * A known file that differs decides; one that only one side has decides as long as nothing unforeseeable could stand in.
 */
export function compareContents(
  before: Content,
  after: Content,
  sameOpaque: (before: OpaquePart, after: OpaquePart) => boolean,
): Sameness {
  if (before.isExact && after.isExact) return compareEntries(before, after) === 'equal' ? 'same' : 'changed';
  const opaque = compareOpaque(before.opaque, after.opaque, sameOpaque);
  const files = compareEntries(before, after);
  if (files === 'differ') return 'changed';
  if (files === 'equal') return opaque;
  return worse(opaque, opaque === 'same' ? 'changed' : 'maybe');
}

function compareOpaque(
  before: readonly OpaquePart[],
  after: readonly OpaquePart[],
  sameOpaque: (before: OpaquePart, after: OpaquePart) => boolean,
): Sameness {
  if (before.length !== after.length) return 'maybe';
  return before.every((part, place) => {
    const other = after[place];
    return other !== undefined && sameOpaque(part, other);
  })
    ? 'same'
    : 'maybe';
}

/** `missing`: one side has files that the other lacks, and all that both have are equal. */
function compareEntries(before: Content, after: Content): 'differ' | 'equal' | 'missing' {
  if (before.entries === after.entries) return 'equal';
  const names = new Map(before.entries.map((entry) => [hashedName(before, entry), entry.digest]));
  let missing = before.entries.length !== after.entries.length;
  for (const entry of after.entries) {
    const digest = names.get(hashedName(after, entry));
    if (digest === undefined) missing = true;
    else if (digest !== entry.digest) return 'differ';
  }
  return missing ? 'missing' : 'equal';
}

/**
 * The name under which an entry enters the content hash: its path below the selector's fixed part; a single file whose
 * name is that of the selector has none (contenthash.Checksum).
 */
function hashedName(content: Content, entry: Entry): string {
  const { path, wildcard } = content.selector;
  const isBare = content.entries.length === 1 && entry.below === '' && baseName(path) === baseName(entry.match);
  if (isBare || (!wildcard && entry.match === path)) return entry.below;
  return pathBelow(fixedPart(path), childPath(entry.match, entry.below)) ?? childPath(entry.match, entry.below);
}

/** The folder before the first wildcard of a path; the path itself when it has none (wildcardPrefix). */
export function fixedPart(path: string): string {
  if (!containsWildcards(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/').slice(1)) {
    if (containsWildcards(part)) break;
    parts.push(part);
  }
  return `/${parts.join('/')}`;
}
