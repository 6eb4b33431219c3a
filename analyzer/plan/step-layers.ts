import type { Plan } from './plan.ts';
import type { Step } from './step.ts';

/**
 * The layers that the image's own steps add, numbered from 1 in order: by step id. Layers of the base image are not
 * counted, and a step of a stage that the target does not start from adds none.
 */
export function stepLayers(plan: Plan): ReadonlyMap<number, number> {
  const open: string[] = [];
  for (const { isEmpty, stage, instruction } of plan.image.history) {
    if (!isEmpty && stage !== null && instruction !== null) open.push(placeOf(stage, instruction));
  }
  const layers = new Map<number, number>();
  const places = new Map(open.map((place, index) => [place, index + 1]));
  for (const step of plan.steps) {
    if (step.stage === null || step.kind === 'FROM') continue;
    const layer = places.get(placeOf(step.stage, step.instruction));
    if (layer !== undefined) layers.set(step.id, layer);
  }
  return layers;
}

function placeOf(stage: number, instruction: number): string {
  return `${stage} ${instruction}`;
}

/** What a step reads besides the file system that it works on: names of stages, images, contexts, addresses. */
export function stepReads(plan: Plan, step: Step): readonly string[] {
  const own = new Set(step.vertices);
  const reads = new Set<string>();
  for (const id of step.vertices) {
    const vertex = plan.vertices[id];
    if (vertex === undefined || vertex.type === 'merge') continue;
    const root =
      vertex.type === 'exec' ? vertex.mounts[0]?.input : vertex.type === 'file' ? vertex.actions[0]?.input : -1;
    for (const [place, input] of vertex.inputs.entries()) {
      if (place === root || own.has(input.vertex)) continue;
      reads.add(vertexName(plan, input.vertex));
    }
  }
  return [...reads];
}

/** What a vertex is called where another one reads it. */
function vertexName(plan: Plan, id: number): string {
  const vertex = plan.vertices[id];
  if (vertex === undefined) return '';
  if (vertex.type === 'source' && vertex.identifier === 'local://context') return 'build context';
  const stage = vertex.stage === null ? undefined : plan.stages[vertex.stage];
  if (stage !== undefined) return `stage ${stage.displayName}`;
  return vertex.type === 'source' ? vertex.identifier.replace('docker-image://', '') : vertex.label;
}
