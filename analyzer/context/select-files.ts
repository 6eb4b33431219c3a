import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { repositoryPath, type ContextEntry, type ContextView } from './context-view.ts';
import { containsWildcards, goMatcher, type GoMatcher } from './go-match.ts';
import { judgeEntry, parseIgnoreFile, type IgnoreFile, type MatchedRules } from './ignore-file.ts';
import { resolveLinks } from './resolve-links.ts';

/** Which part of a context a copy or a mount takes. `path` is absolute in the context, `/` for all of it. */
export interface FileSelector {
  readonly path: string;
  readonly wildcard: boolean;
  readonly followLinks: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly required: readonly string[];
}

/** One file, folder or symlink that is taken. */
export interface SelectedFile {
  /** Absolute path in the context of what the selector matched. */
  readonly match: string;
  /** Its path below `match`; empty for the match itself. */
  readonly below: string;
  readonly kind: 'directory' | 'file' | 'symlink';
  /** Bytes, permissions and link target, not name or times; worked out when it is asked for. */
  readonly digest: string;
  /** Relative to the repository's root. */
  readonly path: string;
  readonly size: number;
}

/** What a selector takes of a context. */
export interface FileSelection {
  /** Sorted by `match`, then `below`. */
  readonly entries: readonly SelectedFile[];
  /** Equal for two selections exactly when BuildKit's content hash is; worked out when it is asked for. */
  readonly digest: string;
  /** What BuildKit would refuse: a path that is not there. null: nothing. */
  readonly problem: string | null;
}

/**
 * The files that a selector takes of a context, byte for byte as BuildKit's content hash sees them.
 *
 * Source: cache/contenthash/checksum.go (Checksum, includedPaths) of BuildKit.
 */
export function selectFiles(view: ContextView, selector: FileSelector): FileSelection {
  const isWildcard = selector.wildcard && containsWildcards(selector.path);
  if (!isWildcard && selector.include.length === 0 && selector.exclude.length === 0) {
    return selectPath(view, selector.path, selector.followLinks);
  }
  return selectMatches(view, selector, isWildcard);
}

/** One path, with all that is in it when it is a folder. */
function selectPath(view: ContextView, path: string, followsLast: boolean): FileSelection {
  const resolved = resolveLinks(view, path, followsLast);
  if (resolved === null) return missing(path);
  const entries = subtree(view, resolved).map((entry) => selected(view, entry, path, relative(resolved, entry.path)));
  return selection(entries, null);
}

function missing(path: string): FileSelection {
  return { entries: [], digest: 'missing', problem: `${path} is not in the build context` };
}

/** The folder itself, first, and what is in it; the context's own header is no part of it. */
function subtree(view: ContextView, path: string): readonly ContextEntry[] {
  if (path === '') return view.entries;
  const start = view.places.get(path);
  if (start === undefined) return [];
  let end = start + 1;
  while (view.entries[end]?.path.startsWith(`${path}/`) === true) end++;
  return view.entries.slice(start, end);
}

function relative(folder: string, path: string): string {
  if (folder === '') return path;
  return path === folder ? '' : path.slice(folder.length + 1);
}

function selected(view: ContextView, entry: ContextEntry, match: string, below: string): SelectedFile {
  const path = repositoryPath(view, entry.path);
  const kind = entry.kind === 'submodule' ? 'directory' : entry.kind;
  return {
    match,
    below,
    kind,
    path,
    size: entry.size,
    get digest() {
      if (kind === 'directory') return `directory ${entry.mode.toString(8)}`;
      const id = view.tree.contentId(path) ?? 'unreadable';
      return kind === 'symlink' ? `symlink ${id}` : `file ${entry.mode.toString(8)} ${id}`;
    },
  };
}

function selection(entries: readonly SelectedFile[], problem: string | null): FileSelection {
  let digest: string | null = null;
  return {
    entries,
    problem,
    get digest() {
      digest ??= digestOf(entries.map((entry) => [entry.below, entry.digest]));
      return digest;
    },
  };
}

function digestOf(rows: readonly (readonly [name: string, digest: string])[]): string {
  const hash = sha256.create();
  for (const [name, digest] of rows) hash.update(utf8ToBytes(`${name}\0${digest}\0`));
  return bytesToHex(hash.digest());
}

interface Found {
  readonly entry: ContextEntry;
  /** Its path as the selector names it: through a symlink, not past it. */
  readonly name: string;
  readonly match: string;
  readonly matched: Matched;
  isIncluded: boolean;
}

/** Which include and exclude patterns matched a folder: what its entries inherit. */
interface Matched {
  readonly include: MatchedRules | null;
  readonly exclude: MatchedRules | null;
}

/** Paths that a wildcard matches, or that include and exclude patterns leave of a folder. */
function selectMatches(view: ContextView, selector: FileSelector, isWildcard: boolean): FileSelection {
  const prefix = isWildcard ? fixedFolder(selector.path) : trimSlash(selector.path);
  const resolved = resolveLinks(view, prefix, isWildcard);
  if (resolved === null) return isWildcard ? selection([], requiredProblem(selector, [])) : missing(selector.path);
  const matcher = isWildcard ? goMatcher(trimSlash(selector.path)) : null;
  const include = patterns(selector.include);
  const exclude = patterns(selector.exclude);
  const found = findIncluded(view, { prefix, resolved, matcher, isWildcard, include, exclude });
  const problem = requiredProblem(
    selector,
    found.map((each) => each.name),
  );
  const entries = found.flatMap((each) => expandFound(view, selector, each));
  const isBare = found.length === 1 && baseName(found[0]?.name ?? '') === baseName(selector.path);
  const made = selection(entries, problem);
  return {
    ...made,
    get digest() {
      if (isBare && entries.length === 1) return made.digest;
      return digestOf(
        entries.map((entry) => [relative(prefix, trimSlash(`${entry.match}/${entry.below}`)), entry.digest]),
      );
    },
  };
}

interface Search {
  readonly prefix: string;
  readonly resolved: string;
  readonly matcher: GoMatcher | null;
  readonly isWildcard: boolean;
  readonly include: IgnoreFile | null;
  readonly exclude: IgnoreFile | null;
}

function findIncluded(view: ContextView, search: Search): readonly Found[] {
  const found: Found[] = [];
  const parents: Found[] = [];
  let lastMatch: string | null = search.isWildcard ? null : search.prefix;
  for (const entry of subtree(view, search.resolved)) {
    const below = relative(search.resolved, entry.path);
    const name = below === '' ? search.prefix : search.prefix === '' ? below : `${search.prefix}/${below}`;
    while (parents.length > 0 && !name.startsWith(`${parents.at(-1)?.name}/`)) parents.pop();
    if (search.isWildcard && (lastMatch === null || !name.startsWith(`${lastMatch}/`))) {
      if (search.matcher?.(name) !== true) continue;
      lastMatch = name;
    }
    const match = lastMatch ?? '';
    const candidate = relative(match, name);
    const folder = parents.at(-1)?.matched ?? { include: null, exclude: null };
    const included = search.include === null ? null : judgeEntry(search.include, candidate, folder.include);
    const isTaken = included === null || included.isIgnored;
    const excluded = search.exclude === null || !isTaken ? null : judgeEntry(search.exclude, candidate, folder.exclude);
    const matched = { include: included?.matched ?? null, exclude: excluded?.matched ?? null };
    const each: Found = { entry, name, match, matched, isIncluded: isTaken && excluded?.isIgnored !== true };
    if (each.isIncluded) {
      for (const parent of parents) {
        if (!parent.isIncluded) found.push(parent);
        parent.isIncluded = true;
      }
      found.push(each);
    }
    if (entry.kind === 'directory') parents.push(each);
  }
  return found;
}

/** A symlink that is matched itself, not met in a folder, stands for what it leads to. */
function expandFound(view: ContextView, selector: FileSelector, found: Found): readonly SelectedFile[] {
  const match = `/${found.match}`;
  const below = relative(found.match, found.name);
  if (found.entry.kind === 'symlink' && below === '' && selector.followLinks) {
    return selectPath(view, match, true).entries;
  }
  return [selected(view, found.entry, match, below)];
}

function requiredProblem(selector: FileSelector, names: readonly string[]): string | null {
  const absent = selector.required.find((path) => !names.some((name) => `/${name}`.startsWith(`/${trimSlash(path)}`)));
  return absent === undefined ? null : `${absent} is not in the build context`;
}

/** Include and exclude patterns are read as lines of an ignore file are (both are patternmatcher's). */
function patterns(lines: readonly string[]): IgnoreFile | null {
  return lines.length === 0 ? null : parseIgnoreFile('', lines.join('\n'));
}

/** The parts before the first one with a wildcard (splitWildcards). */
function fixedFolder(path: string): string {
  const parts = trimSlash(path).split('/');
  const first = parts.findIndex((part) => containsWildcards(part));
  return parts.slice(0, first).join('/');
}

function trimSlash(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '')
    .join('/');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
