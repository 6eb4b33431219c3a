import type { FileTree, TreeContents } from '../context/file-tree.ts';
import { parseGitIgnore, type GitIgnore } from './git-ignore.ts';
import { folderOf } from './repository-path.ts';

/** What stands in a repository, leaving out what its .gitignore files leave out. Lists are sorted by path. */
export interface Walk {
  /** Files and symlinks. */
  readonly files: readonly string[];
  /** Submodules: their files belong to another repository and are not here. */
  readonly submodules: readonly string[];
}

interface Rules {
  /** How many characters of a path stand before what the rules see: their folder and its slash. */
  readonly skipped: number;
  readonly ignore: GitIgnore;
}

/** Folders that hold no source of anybody's here, whatever .gitignore says. */
const skippedFolders = new Set(['.git', 'node_modules']);

/**
 * Walks a tree from its root, honouring .gitignore at every level (gitignore(5)); symlinks are listed and not followed.
 *
 * Files that git tracks are in it though a .gitignore leaves them out, as they are for git. A file that is generated and
 * ignored is not found. Build contexts have it all the same: docker does not read .gitignore.
 */
export function walk(tree: FileTree): Walk {
  const { files, submodules } = tree.contents === undefined ? walkFolders(tree) : withoutSkipped(tree.contents());
  return {
    files: files.toSorted(),
    submodules: submodules.toSorted(),
  };
}

function withoutSkipped({ files, submodules }: TreeContents): TreeContents {
  return { files: files.filter((path) => !isSkipped(path)), submodules: submodules.filter((path) => !isSkipped(path)) };
}

/** Whether a path lies in a folder that no walk enters. */
function isSkipped(path: string): boolean {
  // Most paths are done with the first look.
  if (!path.includes('.git/') && !path.includes('node_modules/')) return false;
  return folderOf(path)
    .split('/')
    .some((name) => skippedFolders.has(name));
}

function walkFolders(tree: FileTree): TreeContents {
  const files: string[] = [];
  const submodules: string[] = [];
  const hidden = new Set<string>();
  const pending: { path: string; rules: readonly Rules[] }[] = [{ path: '', rules: [] }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = tree.list(folder.path);
    const base = folder.path === '' ? '' : `${folder.path}/`;
    const own = entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file');
    const rules = own ? [...folder.rules, readRules(tree, base)] : folder.rules;
    for (const { name, kind } of entries) {
      const path = base + name;
      if (kind === 'directory' ? skippedFolders.has(name) : name === '.git') continue;
      if (isIgnored(rules, path, kind === 'directory')) {
        hidden.add(path);
      } else if (kind === 'directory') pending.push({ path, rules });
      else if (kind === 'submodule') submodules.push(path);
      else files.push(path);
    }
  }
  if (hidden.size > 0 && tree.tracked !== undefined) files.push(...trackedBelow(tree, tree.tracked(), hidden));
  return { files, submodules };
}

/** Tracked files that were hidden, or in folders that were and were not entered, as far as they are there. */
function trackedBelow(tree: FileTree, tracked: ReadonlySet<string>, hidden: ReadonlySet<string>): readonly string[] {
  const known = new Map<string, boolean>([['', false]]);
  const isHidden = (path: string): boolean => {
    if (hidden.has(path)) return true;
    const open: string[] = [];
    let at = folderOf(path);
    for (; !known.has(at) && !hidden.has(at); at = folderOf(at)) open.push(at);
    const answer = hidden.has(at) || known.get(at) === true;
    for (const folder of open) known.set(folder, answer);
    return answer;
  };
  return [...tracked].filter((path) => {
    if (!isHidden(path) || isSkipped(path)) return false;
    const kind = tree.stat(path)?.kind;
    return kind === 'file' || kind === 'symlink';
  });
}

function readRules(tree: FileTree, base: string): Rules {
  const bytes = tree.read(`${base}.gitignore`);
  return { skipped: base.length, ignore: parseGitIgnore(bytes === null ? '' : new TextDecoder().decode(bytes)) };
}

/** The innermost .gitignore that says anything of a path decides; an ignored folder is not entered at all. */
function isIgnored(rules: readonly Rules[], path: string, isDirectory: boolean): boolean {
  for (let i = rules.length - 1; i >= 0; i--) {
    const each = rules[i];
    const verdict = each?.ignore(each.skipped === 0 ? path : path.slice(each.skipped), isDirectory) ?? null;
    if (verdict !== null) return verdict;
  }
  return false;
}
