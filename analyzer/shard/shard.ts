import type { Audit } from '../audit/audit-report.ts';
import type { ReportFrame, ReportShare } from '../report/build-part.ts';

/** Which share of the work: `index` from 1 to `count`. */
export interface ShardPlace {
  readonly index: number;
  readonly count: number;
}

/**
 * One share of the analysis of a repository, as one JSON document. All shards of a repository, put together, are its
 * report: `layerfall merge`.
 */
export interface Shard {
  /** The name of the schema that it holds to. */
  readonly $schema: string;
  /** Shards of different versions are not put together. */
  readonly schemaVersion: string;
  readonly generator: { readonly name: string; readonly version: string };
  readonly shard: ShardPlace;
  /** Stands for the state of the repository that it was made of, and for what the analysis was told: equal in all shards of one report. */
  readonly state: string;
  /** What is known of the repository as a whole: the same in every shard. */
  readonly frame: ReportFrame;
  /** What findings are judged by, when all of them are known: the same likewise. */
  readonly audit: Audit;
  /** What was worked out here. */
  readonly share: ReportShare;
}
