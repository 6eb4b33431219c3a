import { parseReference, withTag } from '../dockerfile/reference.ts';
import type { Plan } from '../plan/plan.ts';
import type { StageBase } from '../plan/stage.ts';
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
    const reference = stage.isReachable ? baseReference(stage.base) : null;
    if (reference === null || from === undefined) continue;
    uses.push({ reference, kind: 'from', stage: stage.index, instruction: from });
  }
  for (const vertex of plan.vertices) {
    if (vertex.instruction === null) continue;
    for (const place of takenFrom(vertex)) {
      const input = plan.vertices[vertex.inputs[place]?.vertex ?? -1];
      const reference = input === undefined ? null : imageOf(input);
      if (reference === null) continue;
      const kind = vertex.type === 'exec' ? 'mount' : 'copy-from';
      uses.push({ reference, kind, stage: vertex.stage, instruction: vertex.instruction });
    }
  }
  return uses.sort((a, b) => a.instruction - b.instruction);
}

/** The image or other build that a stage starts from, a named context in its place included; null for anything else. */
function baseReference(base: StageBase): string | null {
  if (base.kind === 'image') return base.reference;
  if (base.kind !== 'context') return null;
  if (base.value.startsWith(targetScheme)) return base.value;
  const parsed = base.value.startsWith(imageScheme) ? parseReference(base.value.slice(imageScheme.length)) : null;
  return parsed === null ? null : withTag(parsed);
}

/** Places among a vertex's inputs that it takes files from: not those that it stands on. */
function takenFrom(vertex: Vertex): readonly number[] {
  const places =
    vertex.type === 'exec'
      ? vertex.mounts.flatMap(({ dest, input }) => (dest === '/' ? [] : [input]))
      : vertex.type === 'file'
        ? vertex.actions.map(({ secondary }) => secondary)
        : [];
  return [...new Set(places)].filter((place) => place >= 0 && place < vertex.inputs.length);
}
