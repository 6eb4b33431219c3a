/**
 * The build graph as the cache sees it: small, plain data, the same in Node and in a page.
 *
 * Vertices stand in the plan's order (inputs first).
 */
export interface CacheGraph {
  readonly vertices: readonly CacheVertex[];
  /** For each step of the plan its vertices. */
  readonly steps: readonly (readonly number[])[];
  /** Paths of context files, relative to the repository's root, that some content link names by index; sorted. */
  readonly files: readonly string[];
}

export interface CacheVertex {
  readonly kind: 'exec' | 'file' | 'local' | 'merge' | 'source';
  readonly step: number | null;
  readonly stage: number | null;
  /** `Vertex.definedBy` and `Vertex.buildArgs`. */
  readonly definedBy: readonly number[];
  readonly buildArgs: readonly string[];
  /** Normalised reference for an image source; null otherwise. */
  readonly image: string | null;
  /** Vertices it stands on by definition: any change of theirs is a change of this. */
  readonly definition: readonly number[];
  /** What it takes by content. */
  readonly content: readonly ContentLink[];
  readonly isNoCacheable: boolean;
}

/** What one vertex takes by content, followed through stages to where the bytes come from. */
export interface ContentLink {
  /** The vertex it takes from. */
  readonly vertex: number;
  /** Context files whose bytes arrive here, indexes in `CacheGraph.files`, ascending. */
  readonly files: readonly number[];
  /** Vertices on the way whose output is unknown (RUN) or whose definition decides what arrives, ascending. */
  readonly unknown: readonly number[];
  /** Vertices whose own definition decides what arrives (file actions, sources): a changed one changes the content. */
  readonly known: readonly number[];
}
