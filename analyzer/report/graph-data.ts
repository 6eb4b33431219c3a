import type { RepositoryGraph } from '../graph/repository-graph.ts';
import type { RepositoryEdge, RepositoryGraphData, RepositoryNode } from './repository-data.ts';

/** The repository graph as plain data, sorted. */
export function graphData(graph: RepositoryGraph): RepositoryGraphData {
  const nodes: RepositoryNode[] = graph.mapNodes((id, { kind, label, folder, build }) => ({
    id,
    kind,
    label,
    folder,
    build,
  }));
  const edges: RepositoryEdge[] = graph.mapEdges((_edge, { kind, isConvention }, from, to) => ({
    from,
    to,
    kind,
    isConvention,
  }));
  const edgeKey = ({ from, to, kind }: RepositoryEdge): string => `${from}\n${to}\n${kind}`;
  return {
    nodes: nodes.sort((a, b) => (a.id < b.id ? -1 : 1)),
    edges: edges.sort((a, b) => (edgeKey(a) < edgeKey(b) ? -1 : 1)),
  };
}
