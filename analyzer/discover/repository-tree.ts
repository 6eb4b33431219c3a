import { gitFolder, type FileEntry, type FileKind, type FileStat, type FileTree } from '../context/file-tree.ts';

/**
 * A tree as git would hold it: permissions are 0644 or 0755 as the owner may execute, and git's own folder is one entry of
 * its kind, known by the commit that is checked out.
 *
 * So a checkout compares with a revision, and a report does not depend on a machine's umask or on what else a clone has
 * fetched. Builds made from the checkout itself do see its permissions.
 */
export function repositoryTree(tree: FileTree): FileTree {
  const lists = new Map<string, readonly FileEntry[]>();
  const plain: FileTree = {
    ...tree,
    list: (path) => {
      const known = lists.get(path);
      if (known !== undefined) return known;
      const made = tree.list(path).map((entry) => new GitEntry(entry.name, entry));
      lists.set(path, made);
      return made;
    },
    stat: (path) => {
      const stat = tree.stat(path);
      return stat === null ? null : new GitEntry('', stat);
    },
  };
  return tree.stat(gitFolder) === null ? plain : withGitFolder(plain, () => tree.head?.() ?? null);
}

/** A tree with git's own folder at its root, as one entry that is known by a commit. */
export function withGitFolder(tree: FileTree, head: () => string | null): FileTree {
  let root: readonly FileEntry[] | null = null;
  const isBelow = (path: string): boolean => path.startsWith(`${gitFolder}/`);
  return {
    ...tree,
    list: (path) => {
      if (path !== '') return path === gitFolder || isBelow(path) ? [] : tree.list(path);
      root ??= [...tree.list('').filter(({ name }) => name !== gitFolder), { name: gitFolder, ...gitStat }].toSorted(
        (one, other) => (one.name < other.name ? -1 : 1),
      );
      return root;
    },
    stat: (path) => (path === gitFolder ? gitStat : isBelow(path) ? null : tree.stat(path)),
    read: (path) => (path === gitFolder || isBelow(path) ? null : tree.read(path)),
    readLink: (path) => (path === gitFolder || isBelow(path) ? null : tree.readLink(path)),
    contentId: (path) => (path === gitFolder ? head() : isBelow(path) ? null : tree.contentId(path)),
  };
}

/** A tree without git's own folder. */
export function withoutGitFolder(tree: FileTree): FileTree {
  if (tree.stat(gitFolder) === null) return tree;
  return {
    ...tree,
    list: (path) => (path === '' ? tree.list(path).filter(({ name }) => name !== gitFolder) : tree.list(path)),
    stat: (path) => (path === gitFolder || path.startsWith(`${gitFolder}/`) ? null : tree.stat(path)),
  };
}

const gitStat: FileStat = { kind: 'git', size: 0, mode: 0o755 };

/** Permissions are worked out when they are read: a walk reads none. */
class GitEntry implements FileEntry {
  readonly name: string;
  readonly kind: FileKind;
  readonly #found: FileStat;

  constructor(name: string, found: FileStat) {
    this.name = name;
    this.kind = found.kind;
    this.#found = found;
  }

  get size(): number {
    return this.#found.size;
  }

  get mode(): number {
    if (this.kind === 'symlink') return 0o777;
    if (this.kind !== 'file') return 0o755;
    return (this.#found.mode & 0o100) === 0 ? 0o644 : 0o755;
  }
}
