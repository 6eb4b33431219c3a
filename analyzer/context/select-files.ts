import { type ContextEntry, type ContextView, repositoryPath } from './context-view.ts';
import {
  digestOf,
  FollowedLink,
  makeSelection,
  missing,
  missingSelection,
  TakenFile,
  type FileSelection,
  type FileSelector,
} from './file-selection.ts';
import { containsWildcards, goMatcher, type GoMatcher } from './go-match.ts';
import { judgeEntry, patternRules, type IgnoreFile, type MatchedRules } from './ignore-file.ts';
import { resolveLinks } from './resolve-links.ts';

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
  if (resolved === null) return missingSelection(path);
  const entries = subtree(view, resolved.path).map(
    (entry) => new TakenFile(view, entry, path, relative(resolved.path, entry.path)),
  );
  const links = resolved.links.map((link) => repositoryPath(view, link));
  return makeSelection(entries, links, null, () => digestOf(entries.map(({ below, digest }) => [below, digest])));
}

/** The folder itself, first, and what is in it; the context's own header is no part of it. */
function subtree(view: ContextView, path: string): readonly ContextEntry[] {
  if (path === '') return view.entries;
  const start = view.places.get(path);
  if (start === undefined) return [];
  const inside = `${path}/`;
  let end = start + 1;
  while (view.entries[end]?.path.startsWith(inside) === true) end++;
  return view.entries.slice(start, end);
}

function relative(folder: string, path: string): string {
  if (folder === '') return path;
  return path === folder ? '' : path.slice(folder.length + 1);
}

interface Found {
  readonly entry: ContextEntry;
  /** Its path as the selector names it: through a symlink, not past it. */
  readonly name: string;
  readonly match: string;
  readonly matched: Matched;
  /** Nothing that it stands in was looked at: a symlink is followed then. */
  readonly isOutermost: boolean;
  isIncluded: boolean;
}

/** Which include and exclude patterns matched a folder: what its entries inherit. */
interface Matched {
  readonly include: MatchedRules | null;
  readonly exclude: MatchedRules | null;
}

/** Paths that a wildcard matches, or that include and exclude patterns leave of a folder. */
function selectMatches(view: ContextView, selector: FileSelector, isWildcard: boolean): FileSelection {
  const matcher = isWildcard ? goMatcher(trimSlash(selector.path)) : null;
  if (isWildcard && matcher === null) return makeSelection([], [], `${selector.path} is a malformed wildcard`, missing);
  const prefix = isWildcard ? fixedFolder(selector.path) : trimSlash(selector.path);
  const resolved = resolveLinks(view, prefix, isWildcard);
  // A wildcard may match nothing, but the folder that it is looked for in must be there (fsutil, copy.go, ResolveWildcards).
  if (resolved === null) return missingSelection(isWildcard ? `/${prefix}` : selector.path);
  const found = findIncluded(view, {
    prefix,
    resolved: resolved.path,
    matcher,
    isWildcard,
    include: patternRules(selector.include),
    exclude: patternRules(selector.exclude),
  });
  const items = found.map((each) => ({
    name: relative(prefix, each.name),
    selection: expandFound(view, selector, each),
  }));
  const isBare = found.length === 1 && baseName(found[0]?.name ?? '') === baseName(selector.path);
  const problem =
    items.find((item) => item.selection.problem !== null)?.selection.problem ?? requiredProblem(selector, found);
  return makeSelection(
    items.flatMap((item) => item.selection.entries),
    [...resolved.links.map((link) => repositoryPath(view, link)), ...items.flatMap((item) => item.selection.links)],
    problem,
    () =>
      isBare && items[0] !== undefined
        ? items[0].selection.digest
        : digestOf(items.map((item) => [item.name, item.selection.digest])),
  );
}

interface Search {
  readonly prefix: string;
  readonly resolved: string;
  readonly matcher: GoMatcher | null;
  readonly isWildcard: boolean;
  readonly include: IgnoreFile | null;
  readonly exclude: IgnoreFile | null;
}

/** The header of a folder is taken when something in it is, also where a pattern leaves it out (includedPaths). */
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
    const each: Found = {
      entry,
      name,
      match,
      matched: { include: included?.matched ?? null, exclude: excluded?.matched ?? null },
      isOutermost: parents.length === 0,
      isIncluded: isTaken && excluded?.isIgnored !== true,
    };
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
function expandFound(view: ContextView, selector: FileSelector, found: Found): FileSelection {
  const match = `/${found.match}`;
  const below = relative(found.match, found.name);
  if (found.entry.kind === 'symlink' && found.isOutermost && selector.followLinks) {
    const target = selectPath(view, `/${found.name}`, true);
    if (below === '') return target;
    const link = new FollowedLink(view, found.entry, match, below, target);
    return makeSelection([link], target.links, target.problem, () => target.digest);
  }
  const file = new TakenFile(view, found.entry, match, below);
  return makeSelection([file], [], null, () => digestOf([['', file.digest]]));
}

function requiredProblem(selector: FileSelector, found: readonly Found[]): string | null {
  const absent = selector.required.find(
    (path) => !found.some(({ name }) => `/${name}`.startsWith(`/${trimSlash(path)}`)),
  );
  return absent === undefined ? null : `${absent} is not in the build context`;
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
