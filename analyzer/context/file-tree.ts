/**
 * A file's kind. A submodule is a commit of another repository, whose files are not here. `git` is git's own folder: its
 * files are not listed, as no two clones have the same, and its content id is the commit that is checked out.
 */
export type FileKind = 'directory' | 'file' | 'git' | 'submodule' | 'symlink';

/** Where git keeps a repository: a folder of the work tree, or a file that names one. */
export const gitFolder = '.git';

/** What a tree knows of an entry. Size and mode may be looked up when they are read: name them, a spread may miss them. */
export interface FileStat {
  readonly kind: FileKind;
  /** In bytes; 0 for folders, submodules and git's own folder. */
  readonly size: number;
  /** Permission bits (0o755). A git tree knows only 0o644 and 0o755 for files and 0o755 for folders. */
  readonly mode: number;
}

export interface FileEntry extends FileStat {
  readonly name: string;
}

/**
 * The files that an analysis sees. Paths are relative to the root, `/`-separated, with no `.` or `..` part and no slash at
 * either end; the root is the empty string. Nothing outside the root can be reached through it: a symlink is an entry
 * with a target, never followed.
 */
export interface FileTree {
  /** Entries of a folder sorted by name (by code unit); empty when it is not a folder or cannot be read. */
  readonly list: (path: string) => readonly FileEntry[];
  /** null when nothing is there. */
  readonly stat: (path: string) => FileStat | null;
  /** Where a symlink points, as written; null when it is not a symlink. */
  readonly readLink: (path: string) => string | null;
  /** The bytes of a file; null when it is not a file or cannot be read. */
  readonly read: (path: string) => Uint8Array | null;
  /** The file's git blob id (hex): equal ids, equal bytes. For a symlink, of its target. null when there is none. */
  readonly contentId: (path: string) => string | null;
  /** The commit that git stands at (hex); null before the first one. Absent where git knows nothing of the tree. */
  readonly head?: () => string | null;
  /** Paths that git tracks, whatever .gitignore says of them. Absent where git knows nothing of the tree. */
  readonly tracked?: () => ReadonlySet<string>;
  /** All there is, where that is known without listing each folder: in a revision, which has no file that git ignores. */
  readonly contents?: () => TreeContents;
  /** Reads files that will be asked for, where reading many at once is quicker. */
  readonly prefetch?: (paths: readonly string[]) => void;
}

/** Every path of a tree but for folders, in no order. */
export interface TreeContents {
  /** Files and symlinks. */
  readonly files: readonly string[];
  readonly submodules: readonly string[];
}
