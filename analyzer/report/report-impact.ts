import type { CacheGraph } from '../cache/cache-graph.ts';
import type { BuildPart } from './build-part.ts';
import { buildEffect, followImages, type BuildEffect } from './image-impact.ts';
import type { FileEffect, ReportBuild, ReportImpact } from './report.ts';

/**
 * What a change of each file rebuilds over all builds, through the images that they take from each other too. `parts` are those
 * of `builds`, in order; `sizeOf` answers a file's bytes.
 */
export function reportImpact(
  builds: readonly ReportBuild[],
  parts: readonly BuildPart[],
  sizeOf: (path: string) => number,
): ReportImpact {
  const direct: BuildEffect[] = [];
  /** For each file the indexes in `direct` of what it does to each build that takes it. */
  const partsOf = new Map<string, number[]>();
  for (const build of builds) {
    if (build.outcome.kind === 'rejected') continue;
    const { files } = build.outcome.plan.cacheGraph;
    for (const { from, to, effect } of buildEffects(build, build.outcome.plan.cacheGraph)) {
      if (effect === null) continue;
      const part = direct.push(effect) - 1;
      for (const path of files.slice(from, to)) {
        const list = partsOf.get(path);
        if (list === undefined) partsOf.set(path, [part]);
        else list.push(part);
      }
    }
  }
  const follow = followImages(builds, parts);
  const effects: FileEffect[] = [];
  const indexOf = new Map<string, number>();
  const files = [...partsOf]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, list]) => {
      const key = list.join(' ');
      const known = indexOf.get(key);
      const own = known === undefined ? list.flatMap((part) => direct[part] ?? []) : [];
      const effect = known ?? effects.push(joinEffects(follow(path, own))) - 1;
      indexOf.set(key, effect);
      return { path, bytes: sizeOf(path), effect };
    });
  return { files, effects };
}

function joinEffects(builds: readonly BuildEffect[]): FileEffect {
  const sum = (count: (each: BuildEffect) => number): number => builds.reduce((total, each) => total + count(each), 0);
  return {
    rebuilt: sum(({ rebuilt }) => rebuilt.length),
    outputDependent: sum(({ outputDependent }) => outputDependent.length),
    builds,
  };
}

/**
 * What each file of a build's graph rebuilds, by ranges of indexes in `CacheGraph.files`. Files that are taken by the same
 * links rebuild the same: the graph is asked once for each set of links, however many files there are.
 */
function* buildEffects(
  build: ReportBuild,
  graph: CacheGraph,
): Iterable<{ readonly from: number; readonly to: number; readonly effect: BuildEffect | null }> {
  const known = new Map<string, BuildEffect | null>();
  for (const { from, to, links } of segments(graph)) {
    const path = graph.files[from];
    if (path === undefined) continue;
    const effect = known.get(links) ?? buildEffect(build, path);
    known.set(links, effect);
    yield { from, to, effect };
  }
}

/** The longest ranges of files that the same content links take; `links` is equal for equal sets of links. */
function segments({ files, vertices }: CacheGraph): readonly { from: number; to: number; links: string }[] {
  const links = vertices.flatMap(({ content }) => content.map((link) => link.files));
  const starts = [...new Set([0, files.length, ...links.flat()])].sort((a, b) => a - b);
  const placeOf = new Map(starts.map((start, place) => [start, place]));
  const takers: number[][] = starts.map(() => []);
  for (const [link, ranges] of links.entries()) {
    for (let at = 0; at + 1 < ranges.length; at += 2) {
      const first = placeOf.get(ranges[at] ?? 0) ?? 0;
      const end = placeOf.get(ranges[at + 1] ?? 0) ?? 0;
      for (let place = first; place < end; place++) takers[place]?.push(link);
    }
  }
  return starts.slice(0, -1).map((from, place) => ({
    from,
    to: starts[place + 1] ?? files.length,
    links: takers[place]?.join(' ') ?? '',
  }));
}
