import type { FileEntry, FileKind, FileTree } from '../context/file-tree.ts';
import { baseNameOf } from './repository-path.ts';
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
 *
 * What is below a folder is a stretch of the sorted paths, so nothing is made of the folders that nobody asks for.
 */
export function gitObjectTree(folder: string, objects: GitObjects): FileTree {
  const { paths, modeAt, idAt } = inOrder(objects);
  const lists = new Map<string, readonly ObjectEntry[]>();
  const blobs = gitBlobs(folder);
  const isSubmodule = (place: number): boolean => kindOf(modeAt(place)) === 'submodule';

  function list(path: string): readonly ObjectEntry[] {
    const known = lists.get(path);
    if (known !== undefined) return known;
    const made = entriesBelow(path === '' ? '' : `${path}/`);
    lists.set(path, made);
    return made;
  }

  function entriesBelow(prefix: string): readonly ObjectEntry[] {
    const entries: ObjectEntry[] = [];
    for (let place = firstNotBefore(paths, prefix); paths[place]?.startsWith(prefix) === true;) {
      const path = paths[place] ?? '';
      const slash = path.indexOf('/', prefix.length);
      if (slash < 0) {
        entries.push(fileEntry(place));
        place += 1;
      } else {
        entries.push(folderEntry(path.slice(prefix.length, slash)));
        place = firstNotBefore(paths, `${path.slice(0, slash)}${behindSlash}`, place);
      }
    }
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  function fileEntry(place: number): ObjectEntry {
    return new ObjectEntry(baseNameOf(paths[place] ?? ''), place, modeAt(place), sizeAt);
  }

  function folderEntry(name: string): ObjectEntry {
    return new ObjectEntry(name, -1, 0o40000, sizeAt);
  }

  function sizeAt(place: number): number {
    return blobs.sizeOf(idAt(place), () => paths.flatMap((_, each) => (isSubmodule(each) ? [] : idAt(each))));
  }

  function entryAt(path: string): ObjectEntry | null {
    const place = firstNotBefore(paths, path);
    if (paths[place] === path) return fileEntry(place);
    const below = firstNotBefore(paths, `${path}/`, place);
    return paths[below]?.startsWith(`${path}/`) === true ? folderEntry(baseNameOf(path)) : null;
  }

  function blobAt(path: string): string | null {
    const entry = entryAt(path);
    return entry?.kind === 'file' || entry?.kind === 'symlink' ? idAt(entry.place) : null;
  }

  function bytesOf(path: string): Uint8Array | null {
    const id = blobAt(path);
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
    contentId: blobAt,
    contents: () => {
      const submodules = paths.filter((_, place) => isSubmodule(place));
      return { files: submodules.length === 0 ? paths : paths.filter((_, place) => !isSubmodule(place)), submodules };
    },
    prefetch: (wanted) => blobs.prefetch(wanted.flatMap((path) => blobAt(path) ?? [])),
  };
}

/** The character that follows the slash: what is below a folder stands before the folder's path with it. */
const behindSlash = '0';

/** git sorts by bytes; that is another order where a character takes two code units. */
function inOrder(objects: GitObjects): GitObjects {
  const { paths, modeAt, idAt } = objects;
  if (paths.every((path, place) => place === 0 || (paths[place - 1] ?? '') < path)) return objects;
  const places = [...paths.keys()].toSorted((one, other) => ((paths[one] ?? '') < (paths[other] ?? '') ? -1 : 1));
  return {
    paths: places.map((place) => paths[place] ?? ''),
    modeAt: (place) => modeAt(places[place] ?? 0),
    idAt: (place) => idAt(places[place] ?? 0),
  };
}

/** Where the first of sorted texts stands that is not before another one, looking from a place on. */
function firstNotBefore(sorted: readonly string[], text: string, from = 0): number {
  let low = from;
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
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
