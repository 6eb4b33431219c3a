import type { AffectedBuild, BuildStatus } from './affected.ts';

const toRun: ReadonlySet<BuildStatus> = new Set(['config', 'new', 'output-dependent', 'rebuilt']);

/** What the change broke is to run as well: whoever builds what is affected has to see it fail. */
function isToRun({ status, isAffected }: AffectedBuild): boolean {
  return toRun.has(status) || (status === 'rejected' && isAffected);
}

/** Ids of the builds to run, in waves: those of one wave need only images of the waves before. */
export function wavesOf(builds: readonly AffectedBuild[]): readonly (readonly string[])[] {
  const waiting = new Map(builds.filter(isToRun).map(({ build, needs }) => [build.id, needs]));
  const waves: (readonly string[])[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, needs]) => !needs.some((need) => waiting.has(need))).map(([id]) => id);
    // What stands in a circle cannot be ordered: it comes last, together.
    const wave = free.length > 0 ? free : [...waiting.keys()];
    for (const id of wave) waiting.delete(id);
    waves.push(wave);
  }
  return waves;
}
