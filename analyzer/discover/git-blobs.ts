import { runGit } from './run-git.ts';

/** The contents of what git holds, by its id. */
export interface GitBlobs {
  /** null where git has no such file at hand. */
  readonly read: (id: string) => Uint8Array | null;
  /** Reads many in one call, for whoever asks later. */
  readonly prefetch: (ids: readonly string[]) => void;
  /** The length of one; `all` are what else may be asked for. */
  readonly sizeOf: (id: string, all: () => Iterable<string>) => number;
}

/** Files of the repository that a folder lies in, each read once. */
export function gitBlobs(folder: string): GitBlobs {
  const blobs = new Map<string, Uint8Array | null>();
  let sizes: ReadonlyMap<string, number> | null = null;

  function prefetch(ids: readonly string[]): void {
    const missing = new Set(ids.filter((id) => !blobs.has(id)));
    const fetched = fetchBlobs(folder, missing);
    for (const id of missing) blobs.set(id, fetched.get(id) ?? null);
  }

  return {
    prefetch,
    read: (id) => {
      prefetch([id]);
      return blobs.get(id) ?? null;
    },
    sizeOf: (id, all) => {
      const read = blobs.get(id) ?? null;
      if (read !== null) return read.length;
      // git opens a file to tell its size, so none is asked for before one is wanted: then all are.
      sizes ??= fetchSizes(folder, new Set(all()));
      return sizes.get(id) ?? 0;
    },
  };
}

/** Reads blobs in one call: `git cat-file --batch` answers `id type size`, a line end, the bytes, a line end. */
function fetchBlobs(folder: string, ids: ReadonlySet<string>): ReadonlyMap<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  if (ids.size === 0) return blobs;
  const answer = runGit(folder, ['cat-file', '--batch'], `${[...ids].join('\n')}\n`);
  if (answer === null) return blobs;
  const decoder = new TextDecoder();
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf(10, at);
    if (end < 0) break;
    const [id = '', type, size] = decoder.decode(answer.subarray(at, end)).split(' ');
    at = end + 1;
    // `id missing` has neither size nor bytes behind it.
    if (size === undefined) continue;
    if (type === 'blob') blobs.set(id, answer.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}

/** The sizes of blobs in one call: `git cat-file --batch-check` answers `id type size`, a line each. */
function fetchSizes(folder: string, ids: ReadonlySet<string>): ReadonlyMap<string, number> {
  const answer = runGit(folder, ['cat-file', '--batch-check'], `${[...ids].join('\n')}\n`);
  const lines = answer === null ? [] : new TextDecoder().decode(answer).split('\n');
  return new Map(
    lines.map((line) => {
      const [id = '', , size] = line.split(' ');
      return [id, Number(size) || 0];
    }),
  );
}
