/** In which order builds can run, as they take each other's images. Builds by id. */
export interface BuildOrderData {
  /** Each wave can run at once, and needs only images of the waves before it; without what stands in a circle. */
  readonly waves: readonly (readonly string[])[];
  /** The most builds that stand on each other, the first to build first; empty where none does. */
  readonly longestChain: readonly string[];
  /** Builds that feed each other in a circle. */
  readonly circles: readonly (readonly string[])[];
}

/** Where what is declared and what is there do not meet. */
export interface RepositoryGaps {
  /** Paths of Dockerfiles that no definition builds, sorted. */
  readonly undeclaredDockerfiles: readonly string[];
  /** Builds that are declared and whose Dockerfile is not there, by place. */
  readonly missingDockerfiles: readonly {
    readonly name: string;
    readonly dockerfile: string;
    /** The file and the line that declare it. */
    readonly path: string;
    readonly line: number;
  }[];
  /** Stages that no target, no stage and no known build reaches, by Dockerfile and line. */
  readonly unreachedStages: readonly {
    readonly dockerfile: string;
    readonly displayName: string;
    readonly line: number;
  }[];
}

export interface RepositoryGraphData {
  /** By id. */
  readonly nodes: readonly RepositoryNode[];
  /** By from, to, kind. */
  readonly edges: readonly RepositoryEdge[];
}

export interface RepositoryNode {
  /** `build:…`, `image:…`, `context:…`. */
  readonly id: string;
  readonly kind: 'build' | 'context' | 'image';
  readonly label: string;
  /** Folder that it belongs to, for folding; empty for images. */
  readonly folder: string;
  /** A build's id; null for others. */
  readonly build: string | null;
}

export interface RepositoryEdge {
  readonly from: string;
  readonly to: string;
  /** What the target takes from the source. */
  readonly kind: 'context' | 'copy-from' | 'from' | 'mount';
  /** Between two builds: a name alone tells that one makes what the other takes; no tag, target or rule says so. */
  readonly isConvention: boolean;
}
