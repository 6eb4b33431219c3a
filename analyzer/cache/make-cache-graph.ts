import type { CacheGraph, CacheVertex, ContentLink } from './cache-graph.ts';
import type { Content } from './content.ts';
import { ascending } from './file-system.ts';
import type { InputLink, KeyedPlan, KeyedVertex } from './key.ts';

/**
 * The graph that `propagate` asks, made from the keys of a plan: contents become lists of files and of vertices.
 *
 * Equal vertices of several stages stand in it apart: an edit of one stage leaves those of the others cached.
 * `graphVertices` says which vertex of the plan each is.
 */
export function cacheGraph({ vertices: merged, steps: mergedSteps, stepStages, unmerged }: KeyedPlan): CacheGraph {
  const { vertices, steps } = unmerged?.() ?? { vertices: merged, steps: mergedSteps };
  const files = contextFiles(vertices);
  const indexOf = new Map(files.map((path, index) => [path, index]));
  return { vertices: vertices.map((vertex) => cacheVertex(vertex, indexOf)), steps, stepStages, files };
}

/** For each vertex of `cacheGraph` the id of the vertex of the plan that it is. */
export function graphVertices({ vertices, unmerged }: KeyedPlan): readonly number[] {
  return unmerged?.().mergedInto ?? vertices.map(({ id }) => id);
}

/** Which vertex of `cacheGraph` makes the result: that of the plan, `result`, or the last of those that stand apart. */
export function graphResult(result: number, { unmerged }: KeyedPlan): number {
  return unmerged === null ? result : unmerged().vertices.length - 1;
}

function contextFiles(vertices: readonly KeyedVertex[]): readonly string[] {
  const paths = new Set<string>();
  for (const { inputs } of vertices) {
    for (const { content } of inputs) {
      for (const part of content ?? []) {
        for (const { kind, path } of part.entries) if (path !== null && kind !== 'directory') paths.add(path);
      }
    }
  }
  return [...paths].toSorted((one, other) => (one < other ? -1 : 1));
}

function cacheVertex(vertex: KeyedVertex, indexOf: ReadonlyMap<string, number>): CacheVertex {
  const { kind, step, stage, definedBy, buildArgs, image, noCacheStages } = vertex;
  return {
    kind,
    step,
    stage,
    definedBy,
    buildArgs,
    image,
    definition: vertex.inputs.filter(({ content }) => content === null).map((input) => input.vertex),
    content: vertex.inputs.flatMap((input) =>
      input.content === null ? [] : [contentLink(input, input.content, indexOf)],
    ),
    noCacheStages,
  };
}

function contentLink(
  input: InputLink,
  contents: readonly Content[],
  indexOf: ReadonlyMap<string, number>,
): ContentLink {
  const files = new Set<number>();
  for (const { entries } of contents) {
    for (const { path } of entries) {
      const index = path === null ? undefined : indexOf.get(path);
      if (index !== undefined) files.add(index);
    }
  }
  const known = ascending(contents.flatMap((content) => content.known));
  return {
    vertex: input.vertex,
    files: toRanges(files),
    known,
    unknown: ascending(contents.flatMap(({ opaque }) => opaque.map((part) => part.vertex))),
    beside: ascending(contents.flatMap(({ beside }) => beside)).filter((vertex) => !known.includes(vertex)),
  };
}

/** `[from, to, from, to, …]`, `to` excluded. */
function toRanges(indexes: Iterable<number>): readonly number[] {
  const ranges: number[] = [];
  for (const index of ascending(indexes)) {
    if (ranges.at(-1) === index) ranges[ranges.length - 1] = index + 1;
    else ranges.push(index, index + 1);
  }
  return ranges;
}
