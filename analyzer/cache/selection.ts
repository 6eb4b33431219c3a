import type { SourceVertex } from '../plan/vertex.ts';

/** Which part of a file system a copy or a mount takes (solver/llbsolver/ops/opsutils/contenthash.go, Selector). */
export interface Selector {
  /** Absolute, without a trailing slash; `/` for all of it. */
  readonly path: string;
  readonly wildcard: boolean;
  readonly followLinks: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly required: readonly string[];
}

/** One file, folder or symlink that is taken. */
export interface Entry {
  /** Absolute path of what the selector's path matched: the file itself, or the folder that it stands in. */
  readonly match: string;
  /** Its path below `match`, without a leading slash; empty for the match itself. */
  readonly below: string;
  readonly kind: 'directory' | 'file' | 'symlink';
  /** Equal digests, equal content hash: bytes, permissions, link target; not the name or the times. */
  readonly digest: string;
  /** The file's path relative to the repository's root; null for what no context file brought (WORKDIR, COPY <<EOF). */
  readonly path: string | null;
}

/** What one selector takes from a build context. */
export interface Selection {
  /** Sorted by `match`, then `below`. */
  readonly entries: readonly Entry[];
}

/**
 * The build contexts as the cache model sees them: what a selector takes from a `local://` source, and nothing more.
 * null: its files are not known here (a remote context).
 */
export type Selections = (source: SourceVertex, selector: Selector) => Selection | null;

/** The selector of a path and nothing else, as a mount has it. */
export function plainSelector(path: string): Selector {
  return { path: absolutePath(path), wildcard: false, followLinks: true, include: [], exclude: [], required: [] };
}

/** `/a/b` of `a/b/`, `/a/b`, `//a//b`; `/` of the empty path. */
export function absolutePath(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}

/** The path of `name` below a folder. */
export function childPath(folder: string, name: string): string {
  if (name === '') return folder;
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** The last part of a path; `/` for the root. */
export function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === '' ? '/' : name;
}

/** The path of `path` below `folder`, empty for the folder itself; null when it lies elsewhere. */
export function pathBelow(folder: string, path: string): string | null {
  if (folder === '/') return path.slice(1);
  if (path === folder) return '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}
