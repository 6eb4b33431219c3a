import type { CacheGraph } from '../cache/cache-graph.ts';
import type { Finding } from '../checks/finding.ts';
import type { Range } from '../dockerfile/range.ts';
import type { Build } from '../discover/build.ts';
import type { ImageConfig } from '../plan/image-config.ts';
import type { Variable } from '../plan/variable.ts';
import type { ReportBudget } from './budget-data.ts';
import type { NearMiss } from './near-miss.ts';
import type { BuildOrderData, RepositoryGaps, RepositoryGraphData } from './repository-data.ts';

/**
 * The report: everything Layerfall found in one repository, as one JSON document.
 *
 * All that is shown or exported is a function of it. Paths are relative to the repository's root. Lists are sorted by what
 * their comments name, so that the same repository gives the same bytes.
 */
export interface Report {
  /** The name of the schema that it holds to. */
  readonly $schema: string;
  /** Raised in its first number when a reader of the old form would misread the new one. */
  readonly schemaVersion: string;
  readonly generator: { readonly name: string; readonly version: string };
  readonly title: string;
  readonly figures: Figures;
  /** By path. */
  readonly dockerfiles: readonly ReportDockerfile[];
  /** By id. */
  readonly builds: readonly ReportBuild[];
  readonly repositoryGraph: RepositoryGraphData;
  readonly order: BuildOrderData;
  readonly gaps: RepositoryGaps;
  /** By reference. */
  readonly baseImages: readonly ReportBaseImage[];
  /** By path, line, rule. */
  readonly findings: readonly Finding[];
  /** In the order of the configuration; empty where it has none. */
  readonly budgets: readonly ReportBudget[];
  readonly impact: ReportImpact;
  /** Steps that builds nearly share: those of most builds first, at most 200. */
  readonly nearMisses: readonly NearMiss[];
  /** How many there are, those besides `nearMisses` counted. */
  readonly nearMissCount: number;
  /** What could not be read or understood, by path: the run went on without it. */
  readonly notices: readonly Notice[];
}

export interface Figures {
  readonly dockerfiles: number;
  readonly builds: number;
  readonly stages: number;
  readonly steps: number;
  readonly layers: number;
  readonly baseImages: number;
  /** Without those that are accepted. */
  readonly findings: number;
  readonly accepted: number;
  readonly rejected: number;
}

export interface Notice {
  readonly path: string;
  readonly range: Range | null;
  readonly message: string;
}

/** A Dockerfile of the repository, or the inline one of a compose service. */
export interface ReportDockerfile {
  readonly path: string;
  /** Its text, control characters and all: whoever shows it makes it safe. */
  readonly text: string;
  readonly lineCount: number;
  /** Ids of the builds that use it, sorted. */
  readonly builds: readonly string[];
}

export interface ReportBuild {
  readonly id: string;
  /** Unique, safe as a file name and in a URL, equal to no other even ignoring case. */
  readonly slug: string;
  readonly build: Build;
  /** Its Dockerfile: a key of `dockerfiles`. */
  readonly dockerfile: string;
  readonly outcome:
    | { readonly kind: 'planned'; readonly plan: PlannedBuild }
    | { readonly kind: 'rejected'; readonly message: string; readonly hint: string; readonly range: Range | null };
}

export interface PlannedBuild {
  readonly platform: string;
  /** Index in `stages`. */
  readonly target: number;
  readonly stages: readonly ReportStage[];
  /** In the order of the file. */
  readonly instructions: readonly ReportInstruction[];
  /** In the order of the file; index = id. */
  readonly steps: readonly ReportStep[];
  /** How steps hang together: index pairs into `steps`, sorted. */
  readonly edges: readonly StepEdge[];
  /** The image from the bottom up, as `docker image history` lists it. */
  readonly layers: readonly ReportLayer[];
  readonly image: ImageConfig;
  /** References of base images whose own config is unknown, sorted: what they set is missing from `image`. */
  readonly unknownBases: readonly string[];
  readonly variables: readonly Variable[];
  readonly inputDigest: ReportInputDigest;
  readonly context: ReportContext;
  /** What the cache model needs to answer what-if questions; also in the browser. */
  readonly cacheGraph: CacheGraph;
}

/** One digest of all that goes into a build: an image that was built with an equal one need not be built again. */
export interface ReportInputDigest {
  /**
   * `sha256:…` of the plan, the files that it takes, the arguments and platform, and the references of its base images; of
   * an image that another build of the repository makes, that build's digest.
   */
  readonly digest: string;
  /** What it cannot vouch for, sorted: images named without a digest, whose tag may move, and contexts that are not here. */
  readonly open: readonly string[];
}

export interface ReportStage {
  readonly index: number;
  /** Empty when unnamed. */
  readonly name: string;
  /** `name` or `stage-N`. */
  readonly displayName: string;
  /** What it starts from, as people say it: a reference, a stage's display name, `scratch`. */
  readonly base: string;
  readonly baseKind: 'context' | 'image' | 'scratch' | 'stage';
  readonly platform: string;
  readonly isReachable: boolean;
  /** Line of its FROM. */
  readonly line: number;
}

export interface ReportInstruction {
  readonly index: number;
  /** null: global scope. */
  readonly stage: number | null;
  readonly keyword: string;
  readonly range: Range;
  /** The logical line, continuations joined. */
  readonly text: string;
  /** The step it makes; null for config-only instructions and in stages that the target does not need. */
  readonly step: number | null;
}

export interface ReportStep {
  readonly id: number;
  readonly kind: 'ADD' | 'COPY' | 'FROM' | 'RUN' | 'WORKDIR';
  readonly label: string;
  readonly stage: number | null;
  /** Index in `instructions`. */
  readonly instruction: number;
  readonly isOnbuild: boolean;
  /** Whether the result needs it. */
  readonly isUsed: boolean;
  /**
   * Stands for its cache key: steps with equal keys, of one build or of several, are one step in a builder's cache. null: the
   * target does not need it.
   */
  readonly key: string | null;
  /** Files taken from the build context by this step. */
  readonly context: { readonly files: number; readonly bytes: number } | null;
}

export interface StepEdge {
  readonly from: number;
  readonly to: number;
  /**
   * `chain`: stands on it (same stage, or FROM stage). `copy-from`, `mount`: takes its files. What a step takes from the
   * build context stands in `ReportStep.context`.
   */
  readonly kind: 'chain' | 'copy-from' | 'mount';
}

export interface ReportLayer {
  /** `docker image history`'s CREATED BY. */
  readonly by: string;
  readonly isEmpty: boolean;
  /** Stands for all layers of the image from outside that the build stands on in the end. */
  readonly isBase: boolean;
  /** Index in `instructions`; null for what another build of the repository brought, from which this one starts. */
  readonly instruction: number | null;
  /** The step that makes it; null for an empty layer and for those of another build. */
  readonly step: number | null;
}

export interface ReportContext {
  /** Folder, URL or the unresolved text. */
  readonly path: string;
  readonly kind: 'directory' | 'remote' | 'unresolved';
  /** The ignore file that applies; empty when there is none. */
  readonly ignoreFile: string;
  readonly files: number;
  readonly bytes: number;
  readonly ignoredFiles: number;
  readonly ignoredBytes: number;
  /** What is held back, by line of the ignore file; lines that hold nothing back are left out. */
  readonly ignored: readonly IgnoredLine[];
  /**
   * Steps that take git's own folder, ascending: every commit changes it, and so rebuilds them. It is counted with no files,
   * as no two clones hold the same.
   */
  readonly gitSteps: readonly number[];
  /** What each step takes, largest first, at most 200 a step; `ReportStep.context` has the totals. */
  readonly taken: readonly {
    readonly step: number;
    readonly files: readonly { readonly path: string; readonly bytes: number }[];
  }[];
}

/** What one line of an ignore file holds back. */
export interface IgnoredLine {
  readonly line: number;
  /** As written. */
  readonly pattern: string;
  /** Files, those in folders that are held back as a whole counted too. */
  readonly files: number;
  readonly bytes: number;
  /** Files and folders that it holds back as a whole: how many. */
  readonly entries: number;
  /** The largest of these, at most 10, relative to the context; a folder ends with a slash. */
  readonly named: readonly { readonly path: string; readonly files: number; readonly bytes: number }[];
}

/** What a change of each file of the repository rebuilds, as far as builds take it from their contexts. */
export interface ReportImpact {
  /** Files that some build takes, by path. */
  readonly files: readonly FileImpact[];
  /** In the order in which `files` first names them; files that rebuild the same share one. */
  readonly effects: readonly FileEffect[];
}

export interface FileImpact {
  readonly path: string;
  readonly bytes: number;
  /** Index in `effects`. */
  readonly effect: number;
}

export interface FileEffect {
  /** Steps that run, all builds together. */
  readonly rebuilt: number;
  /** Steps that run only if a RUN above them writes something else. */
  readonly outputDependent: number;
  /** Builds of which a step runs, by id, with the ids of these steps, ascending. */
  readonly builds: readonly {
    readonly build: string;
    readonly rebuilt: readonly number[];
    readonly outputDependent: readonly number[];
    /** References of images that it takes and that other builds here make anew, sorted; empty: it takes the file itself. */
    readonly images: readonly string[];
  }[];
}

export interface ReportBaseImage {
  /** Normalised: `docker.io/library/node:22`. */
  readonly reference: string;
  /** As people write it: `node:22`. */
  readonly familiar: string;
  readonly repository: string;
  readonly tag: string;
  /** Empty: not pinned. */
  readonly digest: string;
  readonly uses: readonly {
    readonly build: string;
    readonly stage: number | null;
    readonly path: string;
    readonly line: number;
    readonly kind: 'copy-from' | 'from' | 'mount';
    /** Build arguments whose value is part of the reference, sorted. */
    readonly buildArgs: readonly string[];
  }[];
}
