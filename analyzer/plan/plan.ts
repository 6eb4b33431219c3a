import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Problem, Warning } from '../dockerfile/problem.ts';
import type { ImageConfig } from './image-config.ts';
import type { Stage } from './stage.ts';
import type { Step } from './step.ts';
import type { Unmerged } from './unmerged.ts';
import type { Variable } from './variable.ts';
import type { Input, Vertex } from './vertex.ts';

/** What BuildKit would do with one Dockerfile, for one target and one set of options. */
export interface Plan {
  readonly dockerfile: Dockerfile;
  readonly stages: readonly Stage[];
  /** Index of the target in `stages`. */
  readonly target: number;
  /** Only vertices that the result consumes; inputs before the vertices they feed. */
  readonly vertices: readonly Vertex[];
  /** null: no two operations are the same. */
  readonly unmerged: Unmerged | null;
  /** The image's file system; null for an empty one (`FROM scratch` and nothing more). */
  readonly result: Input | null;
  readonly steps: readonly Step[];
  readonly image: ImageConfig;
  readonly variables: readonly Variable[];
  /** Build checks that fired, parsing's included, in BuildKit's order. */
  readonly warnings: readonly Warning[];
}

/** A Dockerfile is planned or rejected, never both. */
export type PlanOutcome =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | {
      readonly kind: 'rejected';
      readonly dockerfile: Dockerfile;
      readonly problem: Problem;
      readonly warnings: readonly Warning[];
    };
