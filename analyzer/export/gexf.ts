import { MultiDirectedGraph } from 'graphology';
import { write } from 'graphology-gexf';
import type { Report } from '../report/report.ts';
import type { RepositoryEdge, RepositoryNode } from '../report/repository-data.ts';
import { xmlText } from './xml-text.ts';

/** The repository graph as GEXF 1.2, for Gephi. */
export function writeGexf({ repositoryGraph: { nodes, edges } }: Report): string {
  const graph = new MultiDirectedGraph<
    Pick<RepositoryNode, 'folder' | 'kind' | 'label'>,
    Pick<RepositoryEdge, 'kind'>
  >();
  for (const { id, kind, label, folder } of nodes) {
    graph.addNode(xmlText(id), { kind, label: xmlText(label), folder: xmlText(folder) });
  }
  for (const { from, to, kind } of edges) {
    const [source, target] = [xmlText(from), xmlText(to)];
    graph.addEdgeWithKey(`${kind} ${source} ${target}`, source, target, { kind });
  }
  return `${write(graph)}\n`;
}
