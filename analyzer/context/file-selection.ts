import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { repositoryPath, type ContextEntry, type ContextView } from './context-view.ts';

/** Which part of a context a copy or a mount takes. `path` is absolute in the context, `/` for all of it. */
export interface FileSelector {
  readonly path: string;
  readonly wildcard: boolean;
  readonly followLinks: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly required: readonly string[];
}

/** One file, folder or symlink that is taken. */
export interface SelectedFile {
  /** Absolute path in the context of what the selector matched. */
  readonly match: string;
  /** Its path below `match`; empty for the match itself. */
  readonly below: string;
  readonly kind: 'directory' | 'file' | 'symlink';
  /** Bytes, permissions and link target, not name or times; worked out when it is asked for. */
  readonly digest: string;
  /** Relative to the repository's root. */
  readonly path: string;
  readonly size: number;
}

/** What a selector takes of a context. */
export interface FileSelection {
  /** Sorted by `match`, then `below`. */
  readonly entries: readonly SelectedFile[];
  /** Symlinks on the way to them, paths relative to the repository's root: where they point is where the files are. */
  readonly links: readonly string[];
  /** Equal for two selections exactly when BuildKit's content hash is; worked out when it is asked for. */
  readonly digest: string;
  /** What BuildKit would refuse: a path that is not there. null: nothing. */
  readonly problem: string | null;
}

/** A selection whose digest is worked out when it is asked for, once. */
export function makeSelection(
  entries: readonly SelectedFile[],
  links: readonly string[],
  problem: string | null,
  makeDigest: () => string,
): FileSelection {
  let digest: string | null = null;
  return {
    entries,
    links,
    problem,
    get digest() {
      digest ??= makeDigest();
      return digest;
    },
  };
}

/** What a path that is not there comes to. */
export function missingSelection(path: string): FileSelection {
  return makeSelection([], [], `${path} is not in the build context`, missing);
}

/** The digest of what a builder refuses to take. */
export const missing = (): string => 'missing';

/** As much text is gathered before it is hashed: many small pieces take longer than one large. */
const pieceLength = 65_536;

/** A digest of names, each with what it stands for. */
export function digestOf(rows: Iterable<readonly [name: string, digest: string]>): string {
  const hash = sha256.create();
  let piece = '';
  for (const [name, digest] of rows) {
    piece += `${name}\0${digest}\0`;
    if (piece.length < pieceLength) continue;
    hash.update(utf8ToBytes(piece));
    piece = '';
  }
  hash.update(utf8ToBytes(piece));
  return bytesToHex(hash.digest());
}

/**
 * One entry as it is taken. A submodule's files are not here: it counts as an empty folder. Git's own folder counts as a
 * file that holds the commit.
 *
 * What enters its digest is what enters BuildKit's, but for owners, which the client sets to 0 (cache/contenthash/
 * filehash.go and tarsum.go), and extended attributes. A class, so that a hundred thousand entries share their getters.
 */
export class TakenFile implements SelectedFile {
  readonly match: string;
  readonly below: string;
  readonly kind: SelectedFile['kind'];
  readonly path: string;
  readonly #view: ContextView;
  readonly #entry: ContextEntry;
  #digest: string | null = null;

  constructor(view: ContextView, entry: ContextEntry, match: string, below: string) {
    this.match = match;
    this.below = below;
    this.kind = entry.kind === 'submodule' ? 'directory' : entry.kind === 'git' ? 'file' : entry.kind;
    this.path = repositoryPath(view, entry.path);
    this.#view = view;
    this.#entry = entry;
  }

  get size(): number {
    return this.#entry.size;
  }

  get digest(): string {
    // Dozens of builds may take all files of one context.
    this.#digest ??= this.makeDigest();
    return this.#digest;
  }

  protected makeDigest(): string {
    const mode = this.#entry.mode.toString(8);
    if (this.kind === 'directory') return `directory ${mode}`;
    const id = this.#view.tree.contentId(this.path) ?? 'unreadable';
    return this.kind === 'symlink' ? `symlink ${id}` : `file ${mode} ${id}`;
  }
}

/** A symlink that is copied as what it is, and keyed by what it leads to. */
export class FollowedLink extends TakenFile {
  readonly #target: FileSelection;

  constructor(view: ContextView, entry: ContextEntry, match: string, below: string, target: FileSelection) {
    super(view, entry, match, below);
    this.#target = target;
  }

  protected override makeDigest(): string {
    return `symlink to ${this.#target.digest}`;
  }
}
