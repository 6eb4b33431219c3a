/**
 * The build graph as the cache sees it: small, plain data, the same in Node and in a page.
 *
 * Vertices stand in the plan's order (inputs first), so one pass over them answers any change. Made by `cacheGraph`,
 * asked by `propagate`.
 */
export interface CacheGraph {
  readonly vertices: readonly CacheVertex[];
  /** For each step of the plan its vertices; empty: the target does not need the step. */
  readonly steps: readonly (readonly number[])[];
  /** For each step of the plan its stage; null where it stands in none. */
  readonly stepStages: readonly (number | null)[];
  /** Context files that some content link names by index: paths relative to the repository's root, sorted by code unit. */
  readonly files: readonly string[];
}

export interface CacheVertex {
  readonly kind: 'exec' | 'file' | 'local' | 'merge' | 'source';
  /** Index in `Plan.steps`; null for what no step shows (the build context, an inline document). */
  readonly step: number | null;
  readonly stage: number | null;
  /** `Vertex.definedBy`: instructions whose text shaped its own definition, ascending. */
  readonly definedBy: readonly number[];
  /** `Vertex.buildArgs`. */
  readonly buildArgs: readonly string[];
  /** Normalised reference for an image source; null otherwise. */
  readonly image: string | null;
  /** Vertices it stands on by definition: any change of theirs is a change of this. */
  readonly definition: readonly number[];
  /** What it takes by content. */
  readonly content: readonly ContentLink[];
  /**
   * Stages in whose name `--no-cache-filter` makes it run, ascending; only RUN, COPY and ADD have any. Those of its equals
   * in other stages are among them, for as long as no edit tells these apart.
   */
  readonly noCacheStages: readonly number[];
}

/** What one vertex takes by content, followed through stages to where the bytes come from. */
export interface ContentLink {
  /** The vertex it takes from. */
  readonly vertex: number;
  /** Context files whose bytes arrive here: ranges of indexes in `CacheGraph.files`, `[from, to, from, to, …]`, `to` excluded. */
  readonly files: readonly number[];
  /** Vertices whose own definition decides what arrives (COPY, WORKDIR, here-documents): one edited, other content. */
  readonly known: readonly number[];
  /** Vertices whose output nobody can foresee (RUN, images, archives) and that arrives here, ascending. */
  readonly unknown: readonly number[];
  /** Steps on the way that write beside what is taken (COPY, ADD, WORKDIR): only if edited could they reach it. */
  readonly beside: readonly number[];
}
