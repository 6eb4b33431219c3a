import type { FileEntry, FileKind, FileTree } from '../context/file-tree.ts';
import { baseNameOf, folderOf } from './repository-path.ts';
import { gitBlobs } from './git-blobs.ts';

/** Files, symlinks and submodules that git holds, by their place in a list. */
export interface GitObjects {
  /** Relative to the folder that is looked at. */
  readonly paths: readonly string[];
  /** git's mode: 0o100644, 0o100755, 0o120000, 0o160000. */
  readonly modeAt: (place: number) => number;
  /** The blob's id, hexadecimal; a submodule's commit. */
  readonly idAt: (place: number) => string;
}

/**
 * A tree of what git holds, without checking it out. `folder`: any of the repository, an absolute path.
 *
 * Files that are asked for one by one are read one by one; `prefetch` reads many in one call. Modes are git's: 0644 or 0755
 * for files, 0755 for folders. A submodule is an entry without files.
 */
export function gitObjectTree(folder: string, objects: GitObjects): FileTree {
  const folders = folderContents(objects.paths);
  const lists = new Map<string, readonly ObjectEntry[]>();
  const blobs = gitBlobs(folder);
  const kindAt = (place: number): FileKind => kindOf(objects.modeAt(place));
  const placesOf = (isWanted: (kind: FileKind) => boolean): readonly number[] =>
    [...objects.paths.keys()].filter((place) => isWanted(kindAt(place)));

  function list(path: string): readonly ObjectEntry[] {
    const known = lists.get(path);
    if (known !== undefined) return known;
    const { names = [], places = [] } = folders.get(path) ?? {};
    const made = [
      ...names.map((name) => new ObjectEntry(name, -1, 0o40000, sizeAt)),
      ...places.map(
        (place) => new ObjectEntry(baseNameOf(objects.paths[place] ?? ''), place, objects.modeAt(place), sizeAt),
      ),
    ].sort((one, other) => (one.name < other.name ? -1 : 1));
    lists.set(path, made);
    return made;
  }

  function sizeAt(place: number): number {
    return blobs.sizeOf(objects.idAt(place), () => placesOf((kind) => kind !== 'submodule').map(objects.idAt));
  }

  function entryAt(path: string): ObjectEntry | null {
    return entryNamed(list(folderOf(path)), baseNameOf(path));
  }

  function idAt(path: string): string | null {
    const entry = entryAt(path);
    return entry?.kind === 'file' || entry?.kind === 'symlink' ? objects.idAt(entry.place) : null;
  }

  function bytesOf(path: string): Uint8Array | null {
    const id = idAt(path);
    return id === null ? null : blobs.read(id);
  }

  return {
    list,
    stat: (path) => (path === '' ? root : entryAt(path)),
    readLink: (path) => {
      const bytes = entryAt(path)?.kind === 'symlink' ? bytesOf(path) : null;
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
    read: (path) => (entryAt(path)?.kind === 'file' ? bytesOf(path) : null),
    contentId: idAt,
    contents: () => {
      const submodules = placesOf((kind) => kind === 'submodule').map((place) => objects.paths[place] ?? '');
      const apart = new Set(submodules);
      return { files: apart.size === 0 ? objects.paths : objects.paths.filter((path) => !apart.has(path)), submodules };
    },
    prefetch: (paths) => blobs.prefetch(paths.flatMap((path) => idAt(path) ?? [])),
  };
}

const root = { kind: 'directory', size: 0, mode: 0o755 } as const;

function kindOf(mode: number): FileKind {
  switch (mode >>> 12) {
    case 0o4:
      return 'directory';
    case 0o12:
      return 'symlink';
    case 0o16:
      return 'submodule';
    default:
      return 'file';
  }
}

/** A class, so that many entries share how they look up what is seldom asked. */
class ObjectEntry implements FileEntry {
  readonly name: string;
  readonly kind: FileKind;
  /** -1 for a folder. */
  readonly place: number;
  readonly mode: number;
  readonly #sizeAt: (place: number) => number;

  constructor(name: string, place: number, mode: number, sizeAt: (place: number) => number) {
    this.name = name;
    this.kind = kindOf(mode);
    this.place = place;
    this.mode = this.kind === 'symlink' ? 0o777 : mode === 0o100644 ? 0o644 : 0o755;
    this.#sizeAt = sizeAt;
  }

  get size(): number {
    return this.kind === 'file' || this.kind === 'symlink' ? this.#sizeAt(this.place) : 0;
  }
}

/** What a folder holds: the names of folders, and the places of all else. */
interface FolderContent {
  readonly names: string[];
  readonly places: number[];
}

function folderContents(paths: readonly string[]): ReadonlyMap<string, FolderContent> {
  const folders = new Map<string, FolderContent>([['', { names: [], places: [] }]]);
  let open = '';
  let content = openFolder(folders, '');
  for (const [place, path] of paths.entries()) {
    const slash = Math.max(path.lastIndexOf('/'), 0);
    // Paths of one folder mostly follow each other.
    if (slash !== open.length || !path.startsWith(open)) {
      open = path.slice(0, slash);
      content = openFolder(folders, open);
    }
    content.places.push(place);
  }
  return folders;
}

/** A folder; one that is first met is entered in its parent. */
function openFolder(folders: Map<string, FolderContent>, path: string): FolderContent {
  const known = folders.get(path);
  if (known !== undefined) return known;
  const made: FolderContent = { names: [], places: [] };
  folders.set(path, made);
  for (let below = path, isNew = true; isNew; below = folderOf(below)) {
    const parent = folderOf(below);
    const above = folders.get(parent);
    isNew = above === undefined;
    if (above === undefined) folders.set(parent, { names: [baseNameOf(below)], places: [] });
    else above.names.push(baseNameOf(below));
  }
  return made;
}

/** By halving: lists are sorted, and most names are never asked for. */
function entryNamed(list: readonly ObjectEntry[], name: string): ObjectEntry | null {
  let from = 0;
  for (let to = list.length; from < to;) {
    const middle = (from + to) >>> 1;
    if ((list[middle]?.name ?? '') < name) from = middle + 1;
    else to = middle;
  }
  const found = list[from];
  return found?.name === name ? found : null;
}
