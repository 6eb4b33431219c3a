import type { FileTree } from '../context/file-tree.ts';

/** Larger than any build definition that people write; beyond it a file is not read. */
const maxDefinitionBytes = 2 * 1024 * 1024;

/** The files of a repository as the readers of definitions see them: text, each read at most once. */
export interface RepositoryFiles {
  /** A file's text without a byte order mark; null when it is not there, is no file, or is larger than 2 MiB. */
  readonly readText: (path: string) => string | null;
  readonly isFile: (path: string) => boolean;
  readonly isDirectory: (path: string) => boolean;
  /** Paths of the files of a folder, sorted; none when it is no folder. */
  readonly filesIn: (folder: string) => readonly string[];
}

/** Reads text from a tree, following no symlink. */
export function repositoryFiles(tree: FileTree): RepositoryFiles {
  const texts = new Map<string, string | null>();
  const decoder = new TextDecoder();
  const kindOf = (path: string) => (path === '' ? 'directory' : tree.stat(path)?.kind);
  return {
    isFile: (path) => kindOf(path) === 'file',
    filesIn: (folder) =>
      tree
        .list(folder)
        .flatMap(({ name, kind }) => (kind === 'file' ? [folder === '' ? name : `${folder}/${name}`] : [])),
    isDirectory: (path) => kindOf(path) === 'directory',
    readText: (path) => {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const stat = tree.stat(path);
      const bytes = stat?.kind === 'file' && stat.size <= maxDefinitionBytes ? tree.read(path) : null;
      const text = bytes === null ? null : decoder.decode(bytes);
      texts.set(path, text);
      return text;
    },
  };
}
