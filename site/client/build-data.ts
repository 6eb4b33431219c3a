import type { CacheGraph } from '../../analyzer/cache/cache-graph.ts';
import { unpackPaths, type PackedPaths } from '../view/packed-paths.ts';
import type { StepEdge } from '../../analyzer/report/report.ts';

/** What a build page carries for its script: its graph names no files, they stand beside it. */
export type CarriedBuild = BuildData & { readonly files: PackedPaths };

/** The data of a build, its files in their place. */
export function unpackBuild(carried: CarriedBuild): BuildData {
  return { ...carried, graph: { ...carried.graph, files: unpackPaths(carried.files) } };
}

/** What is known of a build. */
export interface BuildData {
  readonly graph: CacheGraph;
  readonly steps: readonly {
    readonly id: number;
    readonly label: string;
    readonly stage: number | null;
    /** What it takes from the build context; empty for nothing. */
    readonly takes: string;
    readonly line: number;
  }[];
  readonly edges: readonly StepEdge[];
  readonly instructions: readonly {
    readonly index: number;
    readonly line: number;
    readonly text: string;
    readonly keyword: string;
  }[];
  readonly stages: readonly { readonly index: number; readonly name: string }[];
  readonly buildArgs: readonly string[];
  readonly images: readonly string[];
}
