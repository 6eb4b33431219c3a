import type { CacheGraph } from '../cache/cache-graph.ts';
import { noChange } from '../cache/change.ts';
import { propagate } from '../cache/propagate.ts';
import type { Status } from '../cache/verdict.ts';
import type { BuildPart } from './build-part.ts';
import type { FileEffect, ReportBuild } from './report.ts';

/** What a change does to one build. */
export type BuildEffect = FileEffect['builds'][number];

/**
 * What a changed file rebuilds in one build; `images` names the images that it takes and that the change makes anew, surely or
 * perhaps.
 */
export function buildEffect(build: ReportBuild, path: string, images: ChangedImages = noImages): BuildEffect | null {
  if (build.outcome.kind === 'rejected') return null;
  const { cacheGraph, steps } = build.outcome.plan;
  const sure = statuses(cacheGraph, path, images.changed);
  const all = images.maybe.length === 0 ? sure : statuses(cacheGraph, path, [...images.changed, ...images.maybe]);
  const rebuilt: number[] = [];
  const outputDependent: number[] = [];
  for (const { id, kind } of steps) {
    // To take another image is to run nothing.
    if (kind === 'FROM') continue;
    if (sure[id] === 'rebuilt') rebuilt.push(id);
    else if (all[id] === 'rebuilt' || all[id] === 'output-dependent') outputDependent.push(id);
  }
  if (rebuilt.length + outputDependent.length === 0) return null;
  return { build: build.id, rebuilt, outputDependent, images: [...images.changed, ...images.maybe].sort() };
}

function statuses(graph: CacheGraph, path: string, baseImages: readonly string[]): readonly Status[] {
  return propagate(graph, { ...noChange, files: [{ path, kind: 'content' }], baseImages }).map(({ status }) => status);
}

interface ChangedImages {
  readonly changed: readonly string[];
  readonly maybe: readonly string[];
}

const noImages: ChangedImages = { changed: [], maybe: [] };

/** Answers all that a changed file does, given what it does to the builds that take it: through their images, to others. */
export type FollowImages = (path: string, direct: readonly BuildEffect[]) => readonly BuildEffect[];

/** Follows changes through the images that builds of a repository make and take. `parts` are those of `builds`, in order. */
export function followImages(builds: readonly ReportBuild[], parts: readonly BuildPart[]): FollowImages {
  const indexOf = new Map(builds.map(({ id }, index) => [id, index]));
  const takes = parts.map(({ uses }) => {
    const images = new Map<string, number>();
    for (const { reference, producer } of uses) {
      const maker = producer === null ? undefined : indexOf.get(producer);
      if (maker !== undefined) images.set(reference, maker);
    }
    return images;
  });
  const takers = builds.map((): number[] => []);
  for (const [taker, images] of takes.entries()) for (const maker of images.values()) takers[maker]?.push(taker);
  // Nothing says that an image of another tag is made anew; nothing says that it is not.
  const uncertain = parts.map(
    ({ uses }) => new Set(uses.flatMap(({ reference, isOtherTag }) => (isOtherTag ? [reference] : []))),
  );
  const order = makersFirst(takes);
  return (path, direct) => {
    const own = new Map(direct.map((effect) => [indexOf.get(effect.build) ?? -1, effect]));
    const reached = reachedFrom([...own.keys()], takers);
    if (reached.size === own.size) return direct;
    const effects: BuildEffect[] = [];
    const images = new Map<number, Status>();
    for (const index of order) {
      const build = builds[index];
      if (build === undefined || !reached.has(index)) continue;
      const taken = [...(takes[index] ?? [])];
      const isSure = ([reference, maker]: readonly [string, number]): boolean =>
        images.get(maker) === 'rebuilt' && uncertain[index]?.has(reference) !== true;
      const changed = taken.filter(isSure).map(([reference]) => reference);
      const maybe = taken
        .filter((each) => !isSure(each) && (images.get(each[1]) ?? 'cached') !== 'cached')
        .map(([reference]) => reference);
      const isAlone = changed.length + maybe.length === 0;
      const effect = isAlone ? (own.get(index) ?? null) : buildEffect(build, path, { changed, maybe });
      if (effect !== null) effects.push(effect);
      images.set(index, imageStatus(build, parts[index]?.result ?? null, effect, { changed, maybe }));
    }
    return effects.sort((a, b) => (a.build < b.build ? -1 : 1));
  };
}

/** Whether the layers of an image are others: as the step is that makes the last of them. */
function imageStatus(
  { outcome }: ReportBuild,
  result: number | null,
  effect: BuildEffect | null,
  { changed, maybe }: ChangedImages,
): Status {
  if (outcome.kind === 'rejected' || result === null) return 'cached';
  const last = outcome.plan.cacheGraph.vertices[result];
  if (last?.image !== null && last?.image !== undefined) {
    return changed.includes(last.image) ? 'rebuilt' : maybe.includes(last.image) ? 'output-dependent' : 'cached';
  }
  if (effect === null) return 'cached';
  // A result that no step shows (of COPY --link, merged) is what the build makes of all its steps.
  const isLast = (step: number): boolean => last?.step === null || last?.step === undefined || step === last.step;
  if (effect.rebuilt.some(isLast)) return 'rebuilt';
  return effect.outputDependent.some(isLast) ? 'output-dependent' : 'cached';
}

function reachedFrom(starts: readonly number[], takers: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set(starts);
  const pending = [...starts];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const taker of takers[at] ?? []) {
      if (reached.has(taker)) continue;
      reached.add(taker);
      pending.push(taker);
    }
  }
  return reached;
}

/** Builds in an order in which each comes after those whose images it takes; a circle is entered where it is met first. */
function makersFirst(takes: readonly ReadonlyMap<string, number>[]): readonly number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const start of takes.keys()) {
    const pending: (readonly [index: number, isDone: boolean])[] = [[start, false]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [index, isDone] = next;
      if (isDone) order.push(index);
      else if (!seen.has(index)) {
        seen.add(index);
        pending.push([index, true]);
        for (const maker of takes[index]?.values() ?? []) pending.push([maker, false]);
      }
    }
  }
  return order;
}
