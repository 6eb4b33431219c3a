import type { Plan } from '../plan/plan.ts';
import type { Vertex } from '../plan/vertex.ts';

/** How one instruction takes an image. */
export interface ImageUse {
  /** Normalised, with tag or digest; `target:NAME` for another target of the same bake or compose file. */
  readonly reference: string;
  readonly kind: 'copy-from' | 'from' | 'mount';
  readonly stage: number | null;
  /** Index in `Dockerfile.instructions`. */
  readonly instruction: number;
}

const imageScheme = 'docker-image://';
const targetScheme = 'target:';

/** The image that a vertex pulls, or the other build that it takes (`target:NAME`); null for any other vertex. */
export function imageOf(vertex: Vertex): string | null {
  if (vertex.type !== 'source') return null;
  if (vertex.identifier.startsWith(imageScheme)) return vertex.identifier.slice(imageScheme.length);
  return vertex.identifier.startsWith(targetScheme) ? vertex.identifier : null;
}

/** Every image that the target of a plan takes, in the order of its instructions. */
export function imageUses(plan: Plan): readonly ImageUse[] {
  const uses: ImageUse[] = [];
  for (const stage of plan.stages) {
    const from = stage.instructions[0];
    if (!stage.isReachable || from === undefined) continue;
    const reference = stage.base.kind === 'image' ? stage.base.reference : contextImage(plan, stage.index, from);
    if (reference !== null) uses.push({ reference, kind: 'from', stage: stage.index, instruction: from });
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

/** The image that a named context puts in the place of a stage's base. */
function contextImage(plan: Plan, stage: number, from: number): string | null {
  if (plan.stages[stage]?.base.kind !== 'context') return null;
  for (const vertex of plan.vertices) {
    if (vertex.stage === stage && vertex.instruction === from && vertex.type === 'source') return imageOf(vertex);
  }
  return null;
}
