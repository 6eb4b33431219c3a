import type { FileEntry, FileStat, FileTree } from '../context/file-tree.ts';

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
      const made = kept.map((entry) => withGitMode(entry));
      lists.set(path, made);
      return made;
    },
    stat: (path) => {
      const stat = path === '.git' || path.startsWith('.git/') ? null : tree.stat(path);
      return stat === null ? null : withGitMode(stat);
    },
  };
}

/** Most files have git's permissions already: they need no copy. */
function withGitMode<T extends FileStat>(stat: T): T {
  const mode = gitMode(stat);
  return mode === stat.mode ? stat : { ...stat, mode };
}

function gitMode({ kind, mode }: FileStat): number {
  if (kind === 'symlink') return 0o777;
  if (kind !== 'file') return 0o755;
  return (mode & 0o100) === 0 ? 0o644 : 0o755;
}
