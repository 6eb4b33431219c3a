import type { Finding } from '../checks/finding.ts';
import type { Figures, ReportBaseImage } from '../report/report.ts';

/** What differs between two reports of one repository, and what the way from the first to the second costs. */
export interface Comparison {
  /** The name of the schema that it holds to. */
  readonly $schema: string;
  readonly schemaVersion: string;
  readonly generator: { readonly name: string; readonly version: string };
  readonly title: string;
  /** What was compared, as the caller named it. */
  readonly base: string;
  readonly head: string;
  /**
   * How the cost is known. `cache`: the cache model was asked with the files of both; `keys`: steps whose key no step of the base
   * has, as two reports tell it.
   */
  readonly costBy: 'cache' | 'keys';
  readonly figures: readonly ComparedFigure[];
  /** All builds together. */
  readonly cost: ComparedCost;
  /** Builds that differ, those that cost most first. */
  readonly builds: readonly ComparedBuild[];
  /** How many builds do not differ. */
  readonly unchanged: number;
  /** Base images that differ, by repository. */
  readonly baseImages: readonly ComparedBaseImage[];
  readonly findings: ComparedFindings;
}

export interface ComparedFigure {
  readonly name: keyof Figures;
  readonly base: number;
  readonly head: number;
}

/** What a warm cache of the base has to do for the head. */
export interface ComparedCost {
  /** Steps that run. */
  readonly rebuilt: number;
  /** Steps that run only if a RUN above them writes something else. */
  readonly outputDependent: number;
  /** Builds of which some step runs, surely or perhaps. */
  readonly builds: number;
}

export interface ComparedBuild {
  readonly id: string;
  readonly name: string;
  /** Its Dockerfile in the head; in the base where it is removed. */
  readonly dockerfile: string;
  /** Name of its page in the head's report; empty where it is removed. */
  readonly slug: string;
  /** `rejected`: it does not build any more, or still not, for another reason; `mended`: it does again. */
  readonly status: 'changed' | 'mended' | 'new' | 'rejected' | 'removed';
  /** Why BuildKit refuses it; empty when it does not. */
  readonly problem: string;
  readonly cost: Omit<ComparedCost, 'builds'>;
  /** Why steps run, in sentences, the first cause first; empty where only keys are known. */
  readonly why: readonly string[];
  /** Stages that differ, in order. */
  readonly stages: readonly ComparedStage[];
  /** All steps of both, side by side, in order. */
  readonly steps: readonly ComparedStep[];
  readonly layers: Sides<number>;
  /** Files and bytes of the context. */
  readonly context: Sides<{ readonly files: number; readonly bytes: number }>;
  /** Parts of the image config that differ, by name. */
  readonly image: readonly { readonly name: string; readonly base: string; readonly head: string }[];
}

export interface Sides<Value> {
  readonly base: Value;
  readonly head: Value;
}

export interface ComparedStage {
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** What it starts from; empty where it is not there. */
  readonly base: string;
  readonly head: string;
}

export interface ComparedStep {
  /** The line of the progress log without its place; empty where there is no such step. */
  readonly base: string;
  readonly head: string;
  /** In the Dockerfile, from 1; null where there is none. */
  readonly baseLine: number | null;
  readonly headLine: number | null;
  readonly stage: string;
  readonly change: 'added' | 'edited' | 'removed' | 'same';
  /** What the head's step does in a warm cache of the base. */
  readonly status: 'cached' | 'output-dependent' | 'rebuilt' | 'unused';
  /** Why; empty where it is cached or not known. */
  readonly sentence: string;
}

/** Versions of one base image that came or went. */
export interface ComparedBaseImage {
  readonly repository: string;
  readonly change: 'added' | 'moved' | 'removed';
  /** As people write them, sorted. */
  readonly base: readonly string[];
  readonly head: readonly string[];
  /** Where the head takes those that it has anew; for a removed one where the base took it. */
  readonly uses: ReportBaseImage['uses'];
}

/** Findings by fingerprint; those that somebody accepts are left out. */
export interface ComparedFindings {
  /** By path and line. */
  readonly new: readonly Finding[];
  readonly gone: readonly Finding[];
  /** How many are still there. */
  readonly kept: number;
}
