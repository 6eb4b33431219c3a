import type { Plan } from '../plan/plan.ts';
import type { Vertex } from '../plan/vertex.ts';

/** How one instruction takes an image. */
export interface ImageUse {
  /** Normalised, with tag or digest. */
  readonly reference: string;
  readonly kind: 'copy-from' | 'from' | 'mount';
  readonly stage: number | null;
  /** Index in `Dockerfile.instructions`. */
  readonly instruction: number;
}

const scheme = 'docker-image://';

/** The image that a vertex pulls; null for any other vertex. */
export function imageOf(vertex: Vertex): string | null {
  return vertex.type === 'source' && vertex.identifier.startsWith(scheme)
    ? vertex.identifier.slice(scheme.length)
    : null;
}

/** Every image that the target of a plan takes, in the order of its instructions. */
export function imageUses(plan: Plan): readonly ImageUse[] {
  const uses: ImageUse[] = [];
  for (const stage of plan.stages) {
    const from = stage.instructions[0];
    if (stage.isReachable && stage.base.kind === 'image' && from !== undefined) {
      uses.push({ reference: stage.base.reference, kind: 'from', stage: stage.index, instruction: from });
    }
  }
  for (const vertex of plan.vertices) {
    if (vertex.type !== 'exec' && vertex.type !== 'file') continue;
    for (const { vertex: source } of vertex.inputs) {
      const input = plan.vertices[source];
      const reference = input === undefined ? null : imageOf(input);
      // The image a stage starts from is the FROM's, whoever stands on it first.
      if (reference === null || input?.stage !== null || vertex.instruction === null) continue;
      const kind = vertex.type === 'exec' ? 'mount' : 'copy-from';
      uses.push({ reference, kind, stage: vertex.stage, instruction: vertex.instruction });
    }
  }
  return uses.sort((a, b) => a.instruction - b.instruction);
}
