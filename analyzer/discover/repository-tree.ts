import type { FileEntry, FileKind, FileStat, FileTree } from '../context/file-tree.ts';

/**
 * A tree as git would hold it: permissions are 0644 or 0755 as the owner may execute, and git's own folder is not there.
 *
 * So a checkout compares with a revision, and a report does not depend on a machine's umask. Builds made from the checkout
 * itself do see its permissions, and `.git` where no ignore file holds it back.
 */
export function repositoryTree(tree: FileTree): FileTree {
  const lists = new Map<string, readonly FileEntry[]>();
  return {
    ...tree,
    list: (path) => {
      const known = lists.get(path);
      if (known !== undefined) return known;
      const entries = tree.list(path);
      const kept = path === '' ? entries.filter(({ name }) => name !== '.git') : entries;
      const made = kept.map((entry) => new GitEntry(entry.name, entry));
      lists.set(path, made);
      return made;
    },
    stat: (path) => {
      const stat = path === '.git' || path.startsWith('.git/') ? null : tree.stat(path);
      return stat === null ? null : new GitEntry('', stat);
    },
  };
}

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
