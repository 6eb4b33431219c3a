/** What happened to one file. Paths are relative to the repository's root. */
export interface FileChange {
  readonly path: string;
  readonly kind: 'added' | 'content' | 'deleted' | 'mode';
}

/**
 * Everything that differs between two builds of the same Dockerfile, as far as one graph can tell.
 *
 * An edited Dockerfile is also an edited file, which `COPY . .` takes: whoever fills `instructions` names the Dockerfile
 * in `files` too.
 */
export interface ChangeSet {
  readonly files: readonly FileChange[];
  /** Instructions whose text was edited (index in `Dockerfile.instructions`). */
  readonly instructions: readonly number[];
  /** Build arguments given another value. */
  readonly buildArgs: readonly string[];
  /** Normalised references of base images that now name other content. */
  readonly baseImages: readonly string[];
  /** Stages built with `--no-cache-filter`; true: all (`--no-cache`). */
  readonly noCache: true | readonly number[];
}

/** Nothing changed. */
export const noChange: ChangeSet = { files: [], instructions: [], buildArgs: [], baseImages: [], noCache: [] };
