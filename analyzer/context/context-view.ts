import type { FileStat, FileTree } from './file-tree.ts';
import { judgeEntry, type IgnoreFile, type IgnoreRule, type MatchedRules } from './ignore-file.ts';

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
  /** Held back; a folder that nothing is kept of stands for all in it. */
  readonly ignored: readonly IgnoredEntry[];
}

/** The path of a context's entry in the repository. */
export function repositoryPath(view: ContextView, path: string): string {
  return view.folder === '' || path === '' ? view.folder + path : `${view.folder}/${path}`;
}

interface Folder {
  readonly path: string;
  readonly matched: MatchedRules | null;
  /** Ignored folders on the way, which come into being only when something in them is kept. */
  readonly pending: readonly ContextEntry[];
}

/**
 * Lists what a build context holds, as the client sends it: an ignored folder is there when an exception keeps something
 * in it.
 *
 * Source: github.com/tonistiigi/fsutil, filter.go (filterFS.Walk).
 */
export function contextView(tree: FileTree, folder: string, ignore: IgnoreFile | null): ContextView {
  const entries: ContextEntry[] = [];
  const ignored: IgnoredEntry[] = [];
  const added = new Set<string>();
  const add = (entry: ContextEntry): void => {
    if (added.has(entry.path)) return;
    added.add(entry.path);
    entries.push(entry);
  };
  const exceptions = ignore?.rules.filter((rule) => rule.isException) ?? [];
  const pending: Folder[] = [{ path: '', matched: null, pending: [] }];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const below: Folder[] = [];
    const inside = folder === '' || at.path === '' ? folder + at.path : `${folder}/${at.path}`;
    for (const { name, ...stat } of tree.list(inside)) {
      const entry: ContextEntry = { path: at.path === '' ? name : `${at.path}/${name}`, ...stat };
      const verdict = ignore === null ? null : judgeEntry(ignore, entry.path, at.matched);
      const matched = verdict?.matched ?? null;
      if (verdict === null || !verdict.isIgnored || verdict.rule === null) {
        for (const parent of at.pending) add(parent);
        add(entry);
        if (stat.kind === 'directory') below.push({ path: entry.path, matched, pending: [] });
        continue;
      }
      if (stat.kind === 'directory' && exceptions.length > 0) {
        below.push({ path: entry.path, matched, pending: [...at.pending, entry] });
      }
      ignored.push({ ...entry, rule: verdict.rule });
    }
    pending.push(...below.reverse());
  }
  entries.sort(byPath);
  const places = new Map(entries.map((entry, place) => [entry.path, place]));
  const kept = ignored.filter((entry) => !added.has(entry.path));
  return { tree, folder, ignore, entries, places, ignored: kept.sort(byPath) };
}

/** A folder directly before what is in it: a slash sorts before every other character. */
function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  const a = one.path.replaceAll('/', '\u0000');
  const b = other.path.replaceAll('/', '\u0000');
  return a < b ? -1 : a > b ? 1 : 0;
}
