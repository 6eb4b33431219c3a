import { MultiDirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal/bfs.js';
import type { Build } from '../discover/build.ts';
import { familiarName, parseReference } from '../dockerfile/reference.ts';
import { buildOrder, type BuildOrder } from './build-order.ts';
import type { Producer } from './image-producers.ts';
import type { ImageUse } from './image-uses.ts';

/** What stands in the repository graph; `folder` is for folding. */
export interface RepositoryNodeAttributes {
  readonly kind: 'build' | 'context' | 'image';
  readonly label: string;
  readonly folder: string;
  readonly build: string | null;
}

export interface RepositoryEdgeAttributes {
  /** What the target takes from the source. */
  readonly kind: 'context' | 'copy-from' | 'from' | 'mount';
  /** It is told by a name alone which build makes the image: nothing declares it. */
  readonly isConvention: boolean;
}

/** Builds, the images from outside that they take, and their contexts; edges point from what is taken to who takes it. */
export type RepositoryGraph = MultiDirectedGraph<RepositoryNodeAttributes, RepositoryEdgeAttributes>;

/** A build with the images that it takes; `producer`: the build that makes one, null for an image from outside. */
export interface TakingBuild {
  readonly build: Build;
  readonly uses: readonly (Pick<ImageUse, 'kind' | 'reference'> & {
    readonly producer: (Pick<Producer, 'by'> & { readonly build: { readonly id: string } }) | null;
  })[];
}

/** The node of a build, an image or a context. */
export const nodeKey = {
  build: (id: string): string => `build:${id}`,
  image: (reference: string): string => `image:${reference}`,
  context: (path: string): string => `context:${path}`,
};

/** The graph of a repository's builds. */
export function repositoryGraph({ plans }: { readonly plans: readonly TakingBuild[] }): RepositoryGraph {
  const graph: RepositoryGraph = new MultiDirectedGraph();
  for (const { build } of plans) addBuild(graph, build);
  for (const plan of plans) addUses(graph, plan);
  return graph;
}

function addBuild(graph: RepositoryGraph, build: Build): void {
  const folder = folderOf(build.dockerfile ?? build.origins[0]?.path ?? '');
  graph.addNode(nodeKey.build(build.id), { kind: 'build', label: build.name, folder, build: build.id });
  for (const path of contextFolders(build)) {
    const key = nodeKey.context(path);
    if (!graph.hasNode(key)) {
      graph.addNode(key, { kind: 'context', label: path === '' ? './' : `${path}/`, folder: path, build: null });
    }
    connect(graph, key, nodeKey.build(build.id), 'context', false);
  }
}

/** The folders of the repository that a build takes files from: its context, and named contexts that are folders. */
function contextFolders({ context, namedContexts }: Build): readonly string[] {
  const main = context.kind === 'directory' ? [context.path] : [];
  const named = Object.values(namedContexts).filter((value) => !/^[a-z-]+:|^git@|^github\.com\//.test(value));
  return [...main, ...named.map((value) => (value === '.' ? '' : value))];
}

function addUses(graph: RepositoryGraph, { build, uses }: TakingBuild): void {
  for (const { reference, kind, producer } of uses) {
    if (producer !== null) {
      connect(graph, nodeKey.build(producer.build.id), nodeKey.build(build.id), kind, producer.by === 'convention');
      continue;
    }
    const key = nodeKey.image(reference);
    if (!graph.hasNode(key)) {
      graph.addNode(key, { kind: 'image', label: shortName(reference), folder: '', build: null });
    }
    connect(graph, key, nodeKey.build(build.id), kind, false);
  }
}

/** One edge of a kind between two nodes, however often it is meant; by convention where no use of it says more. */
function connect(
  graph: RepositoryGraph,
  from: string,
  to: string,
  kind: RepositoryEdgeAttributes['kind'],
  isConvention: boolean,
): void {
  const key = `${kind} ${from} ${to}`;
  if (!graph.hasEdge(key)) graph.addEdgeWithKey(key, from, to, { kind, isConvention });
  else if (!isConvention) graph.setEdgeAttribute(key, 'isConvention', false);
}

/** As people write it: `node:22` for `docker.io/library/node:22`. */
export function shortName(reference: string): string {
  const parsed = parseReference(reference);
  return parsed === null ? reference : familiarName(parsed);
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Ids of the builds that a build needs (`in`) or that need it (`out`), through any number of others, sorted. */
export function relatedBuilds(graph: RepositoryGraph, id: string, direction: 'in' | 'out'): readonly string[] {
  const found: string[] = [];
  bfsFromNode(
    graph,
    nodeKey.build(id),
    (_node, { build }) => {
      if (build !== null && build !== id) found.push(build);
    },
    { mode: direction === 'in' ? 'inbound' : 'outbound' },
  );
  return found.sort();
}

/** The order to build a repository's images in, as waves that can run in parallel, and what stands in circles. */
export function repositoryOrder(graph: RepositoryGraph): BuildOrder {
  const ids: string[] = [];
  graph.forEachNode((_node, { build }) => {
    if (build !== null) ids.push(build);
  });
  const feeds: { from: string; to: string }[] = [];
  graph.forEachEdge((_edge, _attributes, _source, _target, source, target) => {
    if (source.build !== null && target.build !== null) feeds.push({ from: source.build, to: target.build });
  });
  return buildOrder(ids, feeds);
}
