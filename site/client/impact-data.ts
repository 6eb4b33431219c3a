import type { PackedPaths } from '../view/packed-paths.ts';

/** What the impact page carries for its script. */
export interface ImpactData {
  /** The repository's name. */
  readonly title: string;
  /** Steps that the costliest file rebuilds. */
  readonly most: number;
  readonly paths: PackedPaths;
  /** By path. */
  readonly files: readonly (readonly [bytes: number, effect: number])[];
  readonly effects: readonly {
    readonly rebuilt: number;
    readonly outputDependent: number;
    readonly builds: readonly (readonly [
      build: number,
      rebuilt: readonly number[],
      outputDependent: readonly number[],
      images: readonly string[],
    ])[];
  }[];
  readonly builds: readonly {
    readonly name: string;
    readonly slug: string;
    /** Index = id. */
    readonly steps: readonly (readonly [line: number, label: string])[];
  }[];
}
