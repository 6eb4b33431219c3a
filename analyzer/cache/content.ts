import { byPair } from './by-pair.ts';
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
 * How the unforeseeable parts before stand to those after: the `same` outputs, some written anew by the `rerun` of the same
 * definition, or by an `other` one.
 */
export type CompareOpaque = (before: readonly OpaquePart[], after: readonly OpaquePart[]) => 'other' | 'rerun' | 'same';

/** What is taken of a build context: a list of entries is that of one selector. */
const ofContexts = byPair<Content['entries'], EntryComparison>();

type EntryComparison = 'differ' | 'equal' | 'missing';

/**
 * Whether two contents hash equally.
 *
 * A known file that differs decides. So does one that only one side has, as long as what is unforeseeable comes from the
 * same definitions: that a RUN writes just that file instead is not to be thought of.
 */
export function compareContents(before: Content, after: Content, compareOpaque: CompareOpaque): Sameness {
  if (before.isExact && after.isExact) {
    const files = ofContexts(before.entries, after.entries, () => compareEntries(before, after));
    return files === 'equal' ? 'same' : 'changed';
  }
  const files = compareEntries(before, after);
  if (files === 'differ') return 'changed';
  // What a RUN wrote and files of a build context are not thought to be equal by chance.
  if (before.isExact !== after.isExact && before.opaque.length + after.opaque.length > 0) return 'changed';
  const opaque = compareOpaque(before.opaque, after.opaque);
  if (files === 'equal') return opaque === 'same' ? 'same' : 'maybe';
  return opaque === 'other' ? 'maybe' : 'changed';
}

/**
 * `missing`: one side has files that the other lacks, and all that both have are equal. `differ` too where nothing
 * unforeseeable could bring a file that is missing.
 */
function compareEntries(before: Content, after: Content): EntryComparison {
  if (before.entries === after.entries) return 'equal';
  const past = new Map(before.entries.map((entry) => [hashedName(before, entry), entry]));
  let missing = before.entries.length !== after.entries.length;
  const unmatched = new Map(past);
  for (const entry of after.entries) {
    const name = hashedName(after, entry);
    const other = past.get(name);
    if (other === undefined) missing = true;
    if (other === undefined ? isConclusive(entry, before) : other.digest !== entry.digest) return 'differ';
    unmatched.delete(name);
  }
  if ([...unmatched.values()].some((entry) => isConclusive(entry, after))) return 'differ';
  return missing ? 'missing' : 'equal';
}

/** Whether the want of an entry decides: all files are known on the other side, folders on the way to them are not. */
function isConclusive({ kind }: Entry, other: Content): boolean {
  return kind !== 'directory' && other.opaque.length === 0;
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
