import type { FileTree } from '../context/file-tree.ts';
import { containsWildcards, goMatcher } from '../context/go-match.ts';
import { judgeEntry, judgePath, parseIgnoreFile, type IgnoreFile, type MatchedRules } from '../context/ignore-file.ts';
import { fixedPart } from './content.ts';
import { baseName, childPath, pathBelow, type Entry, type Selection, type Selections, type Selector } from './selection.ts';
import { fileDigest } from './text-digest.ts';

/** One build context: a folder of a tree and the ignore file that holds files back (null: none). */
export interface ContextFolder {
  readonly tree: FileTree;
  readonly root: string;
  readonly ignore: IgnoreFile | null;
}

interface ContextFile {
  /** Absolute in the context. */
  readonly at: string;
  readonly path: string;
  readonly kind: Entry['kind'];
  readonly digest: string;
}

/** Selections from folders by the name of their source: `local://context` is `context`. */
export function contextSelections(folders: (name: string) => ContextFolder | null): Selections {
  const lists = new Map<string, readonly ContextFile[] | null>();
  return ({ identifier }, selector) => {
    const name = identifier.slice('local://'.length);
    let files = lists.get(name);
    if (files === undefined) {
      const folder = folders(name);
      files = folder === null ? null : listContext(folder);
      lists.set(name, files);
    }
    return files === null ? null : select(files, selector);
  };
}

function listContext({ tree, root, ignore }: ContextFolder): readonly ContextFile[] {
  const files: ContextFile[] = [];
  const walk = (folder: string, inherited: MatchedRules | null): void => {
    for (const entry of tree.list(childOf(root, folder))) {
      const at = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const path = childOf(root, at);
      const verdict = ignore === null ? null : judgeEntry(ignore, at, inherited);
      if (entry.kind === 'directory') {
        const place = files.length;
        if (verdict === null || !verdict.isIgnored) files.push({ at: `/${at}`, path, kind: 'directory', digest: `directory ${entry.mode.toString(8)}` });
        const isKept = place < files.length;
        if (isKept || (ignore?.rules.some((rule) => rule.isException) ?? false)) {
          const before = files.length;
          walk(at, verdict?.matched ?? null);
          if (!isKept && files.length > before) {
            files.splice(place, 0, { at: `/${at}`, path, kind: 'directory', digest: `directory ${entry.mode.toString(8)}` });
          }
        }
      } else if (verdict?.isIgnored !== true && entry.kind !== 'submodule') {
        const id = tree.contentId(path) ?? '';
        const digest = entry.kind === 'symlink' ? `symlink ${id}` : fileDigest(id, entry.mode);
        files.push({ at: `/${at}`, path, kind: entry.kind === 'symlink' ? 'symlink' : 'file', digest });
      }
    }
  };
  walk('', null);
  return files;
}

function childOf(root: string, path: string): string {
  return root === '' ? path : path === '' ? root : `${root}/${path}`;
}

function select(files: readonly ContextFile[], selector: Selector): Selection {
  const entries = selectedEntries(files, selector);
  const names = entries.map((entry) => {
    const isBare = entries.length === 1 && entry.below === '' && baseName(entry.match) === baseName(selector.path);
    const name = isBare ? '' : (pathBelow(fixedPart(selector.path), childPath(entry.match, entry.below)) ?? '');
    return `${name}\0${entry.digest}`;
  });
  return { entries, digest: names.toSorted().join('\0\0') };
}

function selectedEntries(files: readonly ContextFile[], selector: Selector): readonly Entry[] {
  const pattern = selector.wildcard && containsWildcards(selector.path) ? goMatcher(selector.path) : null;
  const depth = selector.path.split('/').length;
  const include = selector.include.length === 0 ? null : parseIgnoreFile('', selector.include.join('\n'));
  const exclude = selector.exclude.length === 0 ? null : parseIgnoreFile('', selector.exclude.join('\n'));
  const byPlace = new Map(files.map((file) => [file.at, file]));
  const entries: Entry[] = [];
  for (const file of files) {
    const head = file.at.split('/').slice(0, depth).join('/');
    const match = pattern === null ? selector.path : pattern(head) ? head : null;
    const below = match === null ? null : pathBelow(match, file.at);
    if (match === null || below === null) continue;
    if (below !== '' && include !== null && !judgePath(include, below).isIgnored) continue;
    if (below !== '' && exclude !== null && judgePath(exclude, below).isIgnored) continue;
    const target = file.kind === 'symlink' && below === '' ? byPlace.get(`/${file.at.slice(1, file.at.lastIndexOf('/') + 1)}${file.path}`) : undefined;
    entries.push({ match, below, kind: file.kind, digest: target?.digest ?? file.digest, path: file.path });
  }
  return entries;
}
