import type { VertexId } from './vertex.ts';

/**
 * What the progress log of `docker build` prints as one line: FROM, RUN, COPY, ADD, WORKDIR.
 *
 * A step is one or more vertices (a linked copy is a copy and a merge). Steps stand in the order of the Dockerfile, a
 * trigger of ONBUILD where it runs.
 */
export interface Step {
  /** Index in `Plan.steps`. */
  readonly id: number;
  readonly kind: 'ADD' | 'COPY' | 'FROM' | 'RUN' | 'WORKDIR';
  /** `[build 2/4] RUN make`. */
  readonly label: string;
  /** null for an image that is only copied from or mounted. */
  readonly stage: number | null;
  /** Index in `Dockerfile.instructions`; for a trigger, the FROM that pulled it in or the ONBUILD that declared it. */
  readonly instruction: number;
  readonly isOnbuild: boolean;
  /** The vertices it owns; the last one holds the stage's file system after the step. */
  readonly vertices: readonly VertexId[];
}
