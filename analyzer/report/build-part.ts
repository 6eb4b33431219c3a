import type { OwnInputs } from '../cache/input-digest.ts';
import type { FindingDraft } from '../checks/finding.ts';
import type { Notes } from '../checks/run-checks.ts';
import type { Build } from '../discover/build.ts';
import type { Producer } from '../graph/image-producers.ts';
import type { StepKey } from './near-misses.ts';
import type { Notice, PlannedBuild, ReportBuild } from './report.ts';
import type { RepositoryGaps } from './repository-data.ts';

/** A build's plan as far as it depends on no other build of the report. */
export type PlannedPart = Omit<PlannedBuild, 'inputDigest'>;

/**
 * What is worked out for one build by itself, and all that the report as a whole asks of it. Plain data: it comes from
 * this run, or from a file that another run wrote.
 */
export interface BuildPart {
  readonly build: Build;
  /** The path of its Dockerfile, or `FILE:LINE (inline)`. */
  readonly dockerfile: string;
  readonly outcome:
    | { readonly kind: 'planned'; readonly plan: PlannedPart }
    | Exclude<ReportBuild['outcome'], { readonly kind: 'planned' }>;
  /** null for a rejected Dockerfile. */
  readonly inputs: OwnInputs | null;
  /** The vertex (index in `CacheGraph.vertices`) that makes the last layer; null: there is none. */
  readonly result: number | null;
  /** To compare its steps with those of other builds. */
  readonly stepKeys: readonly StepKey[];
  /** The images that it takes, in the order of its instructions. */
  readonly uses: readonly PartUse[];
  /** The build checks that fired, and why its Dockerfile is rejected. */
  readonly findings: readonly FindingDraft[];
  /** What the checks that compare builds have to know of it, by rule. */
  readonly notes: Notes;
}

/** An image that a build takes. */
export interface PartUse {
  /** Normalised. */
  readonly reference: string;
  readonly kind: 'copy-from' | 'from' | 'mount';
  readonly stage: number | null;
  /** In the Dockerfile, from 1. */
  readonly line: number;
  /** Build arguments whose value is part of the reference, sorted. */
  readonly buildArgs: readonly string[];
  /** Id of the build that makes it; null: it comes from outside. */
  readonly producer: string | null;
  /** How that is known; null: it comes from outside. */
  readonly by: Producer['by'] | null;
  /** By a tag that the build is not known to be given. */
  readonly isOtherTag: boolean;
}

/** Builds that were worked out together: those of one shard, or all of them. */
export interface ReportShare {
  /** By id. All builds of a Dockerfile are in one share. */
  readonly builds: readonly BuildPart[];
  /** The Dockerfiles of these builds, by path. */
  readonly dockerfiles: readonly { readonly path: string; readonly text: string }[];
  /** What Layerfall's own checks found in these Dockerfiles. */
  readonly findings: readonly FindingDraft[];
  /** Of these Dockerfiles. */
  readonly unreachedStages: RepositoryGaps['unreachedStages'];
  /** The files that these builds take, by path. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** What could not be read or understood on the way. */
  readonly notices: readonly Notice[];
}

/** What is known of the repository before any build is worked out: the same in every share. */
export interface ReportFrame {
  readonly title: string;
  /** Layerfall's own version. */
  readonly version: string;
  /** Ids of all builds that the report has, sorted. */
  readonly builds: readonly string[];
  readonly gaps: Omit<RepositoryGaps, 'unreachedStages'>;
  readonly notices: readonly Notice[];
}
