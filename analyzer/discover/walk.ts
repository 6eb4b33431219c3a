import ignore, { type Ignore } from 'ignore';
import type { FileTree } from '../context/file-tree.ts';
import { isDockerfileName } from './dockerfile-name.ts';

/** What stands in a repository, leaving out what its .gitignore files leave out. Lists are sorted by path. */
export interface Walk {
  /** Files and symlinks. */
  readonly files: readonly string[];
  /** Those whose name says that they are Dockerfiles. */
  readonly dockerfiles: readonly string[];
  /** Submodules: their files belong to another repository and are not here. */
  readonly submodules: readonly string[];
}

interface Rules {
  /** Folder that the rules were written in, with a slash at its end unless it is the root. */
  readonly base: string;
  readonly matcher: Ignore;
}

/** Folders that hold no source of anybody's here, whatever .gitignore says. */
const skippedFolders = new Set(['.git', 'node_modules']);

/**
 * Walks a tree from its root, honouring .gitignore at every level (gitignore(5)); symlinks are listed and not followed.
 */
export function walk(tree: FileTree): Walk {
  const files: string[] = [];
  const submodules: string[] = [];
  const pending: { path: string; rules: readonly Rules[] }[] = [{ path: '', rules: [] }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = tree.list(folder.path);
    const base = folder.path === '' ? '' : `${folder.path}/`;
    const own = entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file');
    const rules = own ? [...folder.rules, readRules(tree, base)] : folder.rules;
    for (const { name, kind } of entries) {
      const path = base + name;
      if (kind === 'directory' ? skippedFolders.has(name) : name === '.git') continue;
      if (isIgnored(rules, kind === 'directory' ? `${path}/` : path)) continue;
      if (kind === 'directory') pending.push({ path, rules });
      else if (kind === 'submodule') submodules.push(path);
      else files.push(path);
    }
  }
  files.sort();
  const dockerfiles = files.filter((path) => isDockerfileName(path.slice(path.lastIndexOf('/') + 1)));
  return { files, dockerfiles, submodules: submodules.sort() };
}

function readRules(tree: FileTree, base: string): Rules {
  const bytes = tree.read(`${base}.gitignore`);
  const matcher = ignore({ allowRelativePaths: true, ignorecase: false });
  if (bytes !== null) matcher.add(new TextDecoder().decode(bytes));
  return { base, matcher };
}

/** The innermost .gitignore that says anything of a path decides; an ignored folder is not entered at all. */
function isIgnored(rules: readonly Rules[], path: string): boolean {
  for (let i = rules.length - 1; i >= 0; i--) {
    const each = rules[i];
    if (each === undefined) continue;
    const { ignored, unignored } = each.matcher.test(path.slice(each.base.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
