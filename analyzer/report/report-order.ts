import { longestChain } from '../graph/repository-questions.ts';
import { repositoryOrder, type RepositoryGraph } from '../graph/repository-graph.ts';
import type { BuildOrderData } from './repository-data.ts';

/** In which order the builds of a repository can run. */
export function reportOrder(graph: RepositoryGraph): BuildOrderData {
  const { waves, cycles } = repositoryOrder(graph);
  const chain = longestChain(graph);
  return { waves, longestChain: chain.length > 1 ? chain : [], circles: cycles };
}
