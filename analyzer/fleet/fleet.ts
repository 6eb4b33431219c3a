import type { Severity } from '../checks/finding.ts';
import type { Figures } from '../report/report.ts';

/** What several repositories have in common, and in which they go apart, from a report of each. */
export interface Fleet {
  /** The name of the schema that it holds to. */
  readonly $schema: string;
  readonly schemaVersion: string;
  readonly generator: { readonly name: string; readonly version: string };
  /** Of all repositories together; a base image that several use is counted once. */
  readonly figures: Figures;
  /** Those with the most severe and most findings first. */
  readonly repositories: readonly FleetRepository[];
  /** Images from outside without their versions, those of most builds first. */
  readonly baseImages: readonly FleetBaseImage[];
  /** Rules that found something that nobody accepts, the most severe and most frequent first. */
  readonly rules: readonly FleetRule[];
}

export interface FleetRepository {
  /** Unlike that of any other. */
  readonly name: string;
  readonly figures: Figures;
  /** Findings that nobody accepts. */
  readonly findings: Readonly<Record<Severity, number>>;
}

export interface FleetBaseImage {
  /** Normalised, without tag and digest. */
  readonly repository: string;
  /** Builds of all repositories that name it. */
  readonly builds: number;
  /** By builds, the most used first: more than one, and it drifts. */
  readonly versions: readonly FleetVersion[];
}

export interface FleetVersion {
  /** As people write it. */
  readonly familiar: string;
  /** By a digest: it never moves. */
  readonly isPinned: boolean;
  readonly builds: number;
  /** Who uses it, by name. */
  readonly users: readonly {
    readonly repository: string;
    readonly builds: number;
    /** `REPOSITORY/PATH:LINE`, sorted; at most twenty. */
    readonly places: readonly string[];
  }[];
}

export interface FleetRule {
  readonly rule: string;
  readonly source: string;
  /** The most severe that it found. */
  readonly severity: Severity;
  readonly findings: number;
  /** That are rebuilt because of them, and would not be otherwise. */
  readonly steps: number;
  /** Where, those with most first. */
  readonly repositories: readonly { readonly repository: string; readonly findings: number }[];
}
