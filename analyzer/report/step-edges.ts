import type { Plan } from '../plan/plan.ts';
import type { Vertex } from '../plan/vertex.ts';
import type { StepEdge } from './report.ts';

/** How the steps of a plan hang together, sorted; what passes through vertices that no step shows is left out. */
export function stepEdges(plan: Plan): readonly StepEdge[] {
  const stepOf = new Map<number, number>();
  for (const step of plan.steps) {
    for (const vertex of step.vertices) if (!stepOf.has(vertex)) stepOf.set(vertex, step.id);
  }
  const edges = new Map<string, StepEdge>();
  for (const vertex of plan.vertices) {
    const to = stepOf.get(vertex.id);
    if (to === undefined) continue;
    for (const [place, input] of vertex.inputs.entries()) {
      const from = stepOf.get(input.vertex);
      if (from === undefined || from === to) continue;
      const edge: StepEdge = { from, to, kind: edgeKind(vertex, place) };
      edges.set(`${edge.from} ${edge.to} ${edge.kind}`, edge);
    }
  }
  return [...edges.values()].sort((a, b) => a.from - b.from || a.to - b.to || (a.kind < b.kind ? -1 : 1));
}

function edgeKind(vertex: Vertex, place: number): StepEdge['kind'] {
  if (vertex.type === 'exec') {
    return vertex.mounts.some((mount) => mount.input === place && mount.dest === '/') ? 'chain' : 'mount';
  }
  if (vertex.type !== 'file') return 'chain';
  return vertex.actions.some((action) => action.input === place) ? 'chain' : 'copy-from';
}
