import { containsWildcards } from '../context/go-match.ts';
import type { Sameness } from './status.ts';
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
 * How an unforeseeable part before stands to one after: `same` output, written anew by the `rerun` of the same definition,
 * or by an `other` one.
 */
export type CompareOpaque = (before: OpaquePart, after: OpaquePart) => 'other' | 'rerun' | 'same';

/**
 * Whether two contents hash equally.
 *
 * A known file that differs decides. So does one that only one side has, as long as what is unforeseeable comes from the
 * same definitions: that a RUN writes just that file instead is not to be thought of.
 */
export function compareContents(before: Content, after: Content, compareOpaque: CompareOpaque): Sameness {
  const files = compareEntries(before, after);
  if (files === 'differ') return 'changed';
  if (before.isExact && after.isExact) return files === 'equal' ? 'same' : 'changed';
  // What a RUN wrote and files of a build context are not thought to be equal by chance.
  if (before.isExact !== after.isExact && before.opaque.length + after.opaque.length > 0) return 'changed';
  const opaque = compareParts(before.opaque, after.opaque, compareOpaque);
  if (files === 'equal') return opaque === 'same' ? 'same' : 'maybe';
  return opaque === 'other' ? 'maybe' : 'changed';
}

function compareParts(
  before: readonly OpaquePart[],
  after: readonly OpaquePart[],
  compareOpaque: CompareOpaque,
): 'other' | 'rerun' | 'same' {
  if (before.length !== after.length) return 'other';
  let result: 'rerun' | 'same' = 'same';
  for (const [place, part] of before.entries()) {
    const other = after[place];
    const compared = other === undefined ? 'other' : compareOpaque(part, other);
    if (compared === 'other') return 'other';
    if (compared === 'rerun') result = 'rerun';
  }
  return result;
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
