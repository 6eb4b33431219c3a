import type { FileEntry, FileKind, FileStat, FileTree, TreeContents } from '../context/file-tree.ts';

/** What stands at a path of an overlay instead of what the tree has; null: nothing. */
export interface OverlayFile extends FileStat {
  /** The file's bytes, a symlink's target as text. */
  readonly bytes: () => Uint8Array | null;
  readonly contentId: () => string | null;
}

/** A tree with some paths changed, added or taken away; folders come and go with what is in them. */
export function overlayTree(base: FileTree, files: ReadonlyMap<string, OverlayFile | null>): FileTree {
  if (files.size === 0) return base;
  const touched = touchedFolders(files);
  const lists = new Map<string, readonly FileEntry[]>();

  function list(path: string): readonly FileEntry[] {
    const names = touched.get(path);
    if (names === undefined) return base.list(path);
    const known = lists.get(path);
    if (known !== undefined) return known;
    const entries = new Map(base.list(path).map((entry) => [entry.name, entry]));
    for (const name of names) {
      const below = path === '' ? name : `${path}/${name}`;
      const file = files.get(below);
      if (file !== undefined && file !== null) {
        entries.set(name, new OverlayEntry(name, file));
      } else if (file === null || (touched.has(below) && list(below).length === 0)) entries.delete(name);
      else entries.set(name, { name, kind: 'directory', size: 0, mode: 0o755 });
    }
    const made = [...entries.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
    lists.set(path, made);
    return made;
  }

  function stat(path: string): FileStat | null {
    const file = files.get(path);
    if (file !== undefined) return file;
    if (!touched.has(path)) return base.stat(path);
    if (path === '') return base.stat(path);
    return list(path).length === 0 ? null : { kind: 'directory', size: 0, mode: 0o755 };
  }

  const { contents, tracked, prefetch } = base;
  return {
    ...(tracked === undefined ? {} : { tracked }),
    ...(prefetch === undefined ? {} : { prefetch }),
    ...(contents === undefined ? {} : { contents: () => overlayContents(contents(), files) }),
    list,
    stat,
    readLink: (path) => {
      const file = files.get(path);
      if (file === undefined) return base.readLink(path);
      const bytes = file?.kind === 'symlink' ? file.bytes() : null;
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
    read: (path) => {
      const file = files.get(path);
      if (file === undefined) return base.read(path);
      return file?.kind === 'file' ? file.bytes() : null;
    },
    contentId: (path) => {
      const file = files.get(path);
      return file === undefined ? base.contentId(path) : (file?.contentId() ?? null);
    },
  };
}

/** A class, so that a size is looked up when it is read. */
class OverlayEntry implements FileEntry {
  readonly name: string;
  readonly kind: FileKind;
  readonly mode: number;
  readonly #file: OverlayFile;

  constructor(name: string, file: OverlayFile) {
    this.name = name;
    this.kind = file.kind;
    this.mode = file.mode;
    this.#file = file;
  }

  get size(): number {
    return this.#file.size;
  }
}

/** What stands instead of a path, and of what was below it. */
function overlayContents(
  { files, submodules }: TreeContents,
  changed: ReadonlyMap<string, OverlayFile | null>,
): TreeContents {
  const isLeft = (path: string): boolean => !changed.has(path);
  const added = (isWanted: (kind: FileKind) => boolean): readonly string[] =>
    [...changed].flatMap(([path, file]) => (file !== null && isWanted(file.kind) ? [path] : []));
  return {
    files: [...files.filter(isLeft), ...added((kind) => kind === 'file' || kind === 'symlink')],
    submodules: [...submodules.filter(isLeft), ...added((kind) => kind === 'submodule')],
  };
}

/** Every folder on the way to a path, with the names in it that lead there. */
function touchedFolders(files: ReadonlyMap<string, unknown>): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of files.keys()) {
    for (let at = path; at !== '';) {
      const slash = at.lastIndexOf('/');
      const folder = slash < 0 ? '' : at.slice(0, slash);
      const names = folders.get(folder) ?? new Set();
      folders.set(folder, names.add(at.slice(slash + 1)));
      at = folder;
    }
  }
  return folders;
}
