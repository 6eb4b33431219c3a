import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';
import type { Vertex, VertexId } from '../plan/vertex.ts';
import type { StepEdge } from './report.ts';

/**
 * How the steps of a plan hang together, sorted; what passes through vertices that no step shows is left out.
 *
 * Steps that are the same in two stages are one vertex of BuildKit's: each still hangs on the steps of its own stage.
 */
export function stepEdges(plan: Plan): readonly StepEdge[] {
  const showing = stepsByVertex(plan.steps);
  const edges = new Map<string, StepEdge>();
  for (const step of plan.steps) {
    const own = new Set(step.vertices);
    for (const id of step.vertices) {
      const vertex = plan.vertices[id];
      for (const [place, input] of vertex?.inputs.entries() ?? []) {
        const from = own.has(input.vertex) ? undefined : nearest(showing.get(input.vertex) ?? [], step, plan);
        if (vertex === undefined || from === undefined) continue;
        const edge: StepEdge = { from: from.id, to: step.id, kind: edgeKind(vertex, place) };
        edges.set(`${edge.from} ${edge.to} ${edge.kind}`, edge);
      }
    }
  }
  return [...edges.values()].sort((a, b) => a.from - b.from || a.to - b.to || (a.kind < b.kind ? -1 : 1));
}

function stepsByVertex(steps: readonly Step[]): ReadonlyMap<VertexId, readonly Step[]> {
  const showing = new Map<VertexId, Step[]>();
  for (const step of steps) {
    for (const vertex of step.vertices) {
      const list = showing.get(vertex) ?? [];
      list.push(step);
      showing.set(vertex, list);
    }
  }
  return showing;
}

/** Of the steps that show a vertex, the one that `step` means: of its own stage, else of one that it names or starts from. */
function nearest(candidates: readonly Step[], step: Step, plan: Plan): Step | undefined {
  if (candidates.length < 2) return candidates[0];
  const stage = plan.stages[step.stage ?? -1];
  const named = stage?.dependencies.filter(
    ({ instruction, kind }) => kind === 'from' || instruction === step.instruction,
  );
  for (const wanted of [step.stage, ...(named ?? []).map((dependency) => dependency.stage)]) {
    const found = candidates.find((candidate) => candidate.stage === wanted);
    if (found !== undefined) return found;
  }
  return candidates[0];
}

function edgeKind(vertex: Vertex, place: number): StepEdge['kind'] {
  if (vertex.type === 'exec') {
    return vertex.mounts.some((mount) => mount.input === place && mount.dest === '/') ? 'chain' : 'mount';
  }
  if (vertex.type !== 'file') return 'chain';
  return vertex.actions.some((action) => action.input === place) ? 'chain' : 'copy-from';
}
