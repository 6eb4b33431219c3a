import { gitFolder, type FileEntry, type FileKind, type FileStat, type FileTree } from './file-tree.ts';
import {
  judgeEntry,
  judgePath,
  mayKeepInside,
  type IgnoreFile,
  type IgnoreRule,
  type MatchedRules,
} from './ignore-file.ts';

/** A file, folder or symlink of a build context. `path` is relative to the context. */
export interface ContextEntry extends FileStat {
  readonly path: string;
}

/** What an ignore file holds back: a file, or a folder with all that is in it. */
export interface IgnoredEntry extends ContextEntry {
  /** The line that decided. */
  readonly rule: IgnoreRule;
}

/** What BuildKit gets of one build context. */
export interface ContextView {
  readonly tree: FileTree;
  /** Relative to the repository's root; empty for the root. */
  readonly folder: string;
  readonly ignore: IgnoreFile | null;
  /** A folder stands before what is in it, names are in order of code units. The context itself is not in it. */
  readonly entries: readonly ContextEntry[];
  /** Place of each path in `entries`. */
  readonly places: ReadonlyMap<string, number>;
  /** Held back, in the same order; a folder that nothing is kept of stands for all in it. */
  readonly ignored: readonly IgnoredEntry[];
}

/** The path of a context's entry in the repository. */
export function repositoryPath(view: Pick<ContextView, 'folder'>, path: string): string {
  return view.folder === '' || path === '' ? view.folder + path : `${view.folder}/${path}`;
}

/** The path in a context of a file of the repository. */
export function contextPath(view: Pick<ContextView, 'folder'>, path: string): string {
  return view.folder === '' ? path : path.slice(view.folder.length + 1);
}

/** Classes, so that a hundred thousand entries share what looks up their size and mode when these are read. */
class FoundEntry implements ContextEntry {
  readonly path: string;
  readonly kind: FileKind;
  readonly #found: FileStat;

  constructor(path: string, found: FileStat) {
    this.path = path;
    this.kind = found.kind;
    this.#found = found;
  }

  get size(): number {
    return this.#found.size;
  }

  get mode(): number {
    return this.#found.mode;
  }
}

class HeldEntry extends FoundEntry implements IgnoredEntry {
  readonly rule: IgnoreRule;

  constructor(path: string, found: FileStat, rule: IgnoreRule) {
    super(path, found);
    this.rule = rule;
  }
}

/** A folder on the way from the root to where the walk is. */
interface OpenFolder {
  readonly path: string;
  readonly list: readonly FileEntry[];
  next: number;
  readonly matched: MatchedRules | null;
  /** Set for an ignored folder: it comes into being only when something in it is kept. */
  readonly ignored: ContextEntry | null;
  isAdded: boolean;
}

/**
 * Lists what a build context holds, as the client sends it: an ignored folder is there when an exception keeps something
 * in it, and is not looked into when none can. Git's own folder is there when something is kept of it that a commit
 * changes.
 *
 * Source: github.com/tonistiigi/fsutil, filter.go (filterFS.Walk).
 */
export function contextView(tree: FileTree, folder: string, ignore: IgnoreFile | null): ContextView {
  const entries: ContextEntry[] = [];
  const ignored: IgnoredEntry[] = [];
  const open: OpenFolder[] = [];
  const enter = (path: string, matched: MatchedRules | null, held: ContextEntry | null): void => {
    const list = tree.list(repositoryPath({ folder }, path));
    open.push({ path, list, next: 0, matched, ignored: held, isAdded: held === null });
  };
  enter('', null, null);
  for (let here = open.at(-1); here !== undefined; here = open.at(-1)) {
    const found = here.list[here.next++];
    if (found === undefined) {
      open.pop();
      continue;
    }
    const { name, kind } = found;
    const entry = new FoundEntry(here.path === '' ? name : `${here.path}/${name}`, found);
    const verdict = ignore === null ? null : judgeEntry(ignore, entry.path, here.matched);
    if (kind === 'git') {
      const rule = ignore === null ? null : gitRule(ignore);
      if (rule === null) entries.push(entry);
      else ignored.push(new HeldEntry(entry.path, found, rule));
      continue;
    }
    if (ignore === null || verdict === null || !verdict.isIgnored || verdict.rule === null) {
      for (const parent of open) {
        if (!parent.isAdded && parent.ignored !== null) entries.push(parent.ignored);
        parent.isAdded = true;
      }
      entries.push(entry);
      if (kind === 'directory') enter(entry.path, verdict?.matched ?? null, null);
      continue;
    }
    ignored.push(new HeldEntry(entry.path, found, verdict.rule));
    if (kind === 'directory' && mayKeepInside(ignore, entry.path)) enter(entry.path, verdict.matched, entry);
  }
  const places = new Map(entries.map(({ path }, place) => [path, place]));
  return { tree, folder, ignore, entries, places, ignored: outermost(ignored, places) };
}

/** What each commit changes in git's own folder. */
const committed = ['HEAD', 'index', 'logs/HEAD', 'objects/pack/pack', 'refs/heads/main'];

/** The line that holds git's own folder back; null where something is kept of it that a commit changes. */
function gitRule(ignore: IgnoreFile): IgnoreRule | null {
  const verdicts = committed.map((path) => judgePath(ignore, `${gitFolder}/${path}`));
  return verdicts.every(({ isIgnored }) => isIgnored) ? (verdicts[0]?.rule ?? null) : null;
}

/** Leaves out folders of which something is kept, and what is in the others: these stand for it. */
function outermost(ignored: readonly IgnoredEntry[], places: ReadonlyMap<string, number>): readonly IgnoredEntry[] {
  const kept: IgnoredEntry[] = [];
  let folder: string | null = null;
  for (const entry of ignored) {
    if (places.has(entry.path) || (folder !== null && entry.path.startsWith(folder))) continue;
    kept.push(entry);
    folder = entry.kind === 'directory' ? `${entry.path}/` : folder;
  }
  return kept;
}
