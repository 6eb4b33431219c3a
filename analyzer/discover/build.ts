/** What declared a build. `convention`: nothing did; the Dockerfile is there and its context is inferred. */
export type BuildSource =
  | 'bake'
  | 'cloud-build'
  | 'compose'
  | 'convention'
  | 'devcontainer'
  | 'github-actions'
  | 'gitlab-ci'
  | 'makefile'
  | 'npm-script'
  | 'shell'
  | 'skaffold';

/** The place that declared a build: a file of the repository, and the line and column (from 1) in it. */
export interface BuildOrigin {
  readonly source: BuildSource;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The compose service, bake target, …; empty where it has no name. */
  readonly name: string;
}

/** Where a build's files come from. */
export type BuildContext =
  /**
   * A folder of the repository. `inferredFrom`: empty when declared, else why this folder. `isCloned`: BuildKit takes it from
   * git by itself: what is committed, without `.git`, and no .dockerignore applies; absent where it is taken as it lies there.
   */
  | { readonly kind: 'directory'; readonly path: string; readonly inferredFrom: string; readonly isCloned?: true }
  /** A git or http URL: its files are not here, and no .dockerignore applies. */
  | { readonly kind: 'remote'; readonly url: string }
  /** It is said in a way that cannot be resolved here: `text` is what stands there. */
  | { readonly kind: 'unresolved'; readonly text: string; readonly reason: string };

/** One `docker build` call. */
export interface Build {
  /** Unique in the repository and stable under unrelated edits. */
  readonly id: string;
  /** For people: the service's, target's or image's name, else the Dockerfile's folder. */
  readonly name: string;
  /**
   * Path in the repository, whether it is there or not; null for an inline Dockerfile (`inlineDockerfile`), for one in a remote
   * context, and for one that cannot be told (`unresolved`).
   */
  readonly dockerfile: string | null;
  readonly inlineDockerfile: string | null;
  readonly context: BuildContext;
  /** Empty: the last stage. */
  readonly target: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /**
   * `--build-context` names and values, paths relative to the repository's root; `target:NAME` is another target or service of the
   * same file.
   */
  readonly namedContexts: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** Image references it is tagged with. */
  readonly tags: readonly string[];
  /** Every place that declares this same build, the most explicit first. */
  readonly origins: readonly BuildOrigin[];
  /** What could not be resolved (a variable from the environment, …), in words. */
  readonly unresolved: readonly string[];
}
