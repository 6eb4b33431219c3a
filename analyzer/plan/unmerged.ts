import type { Vertex, VertexId } from './vertex.ts';

/**
 * A plan's vertices before those that are the same became one.
 *
 * Equal operations of several stages are one vertex to BuildKit, and run once. But an edit of one of these stages changes
 * the operation of that stage alone, and then they are two: who asks what an edit does needs them apart.
 */
export interface Unmerged {
  /** As `Plan.vertices`, with ids of their own: one for each stage that a vertex stands in. The result's is the last. */
  readonly vertices: readonly Vertex[];
  /** For each of `vertices` the vertex of the plan that it became part of. */
  readonly mergedInto: readonly VertexId[];
  /** For each step of the plan its own of `vertices`. */
  readonly steps: readonly (readonly VertexId[])[];
}
