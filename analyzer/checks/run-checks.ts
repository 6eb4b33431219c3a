import type { AnyCheck, CheckFinding, NotedBuild } from './check.ts';
import type { CheckedBuild, CheckedRepository } from './checked-repository.ts';
import { checks as allChecks } from './checks.ts';
import type { FindingDraft } from './finding.ts';

/** What the checks that compare builds have to know of one, by their rules: plain data. */
export type Notes = Readonly<Record<string, unknown>>;

/** What Layerfall's own checks find in the builds at hand, check by check. */
export function* checkBuilds(repository: CheckedRepository): Iterable<FindingDraft> {
  for (const check of allChecks.values()) {
    if ('find' in check) for (const found of check.find(repository)) yield draftOf(check, found);
  }
}

/** What the checks that compare builds note of one; without those that have nothing to note. */
export function noteBuild(build: CheckedBuild): Notes {
  const notes = [...allChecks.values()].flatMap((check) => {
    const note = 'note' in check ? check.note(build) : null;
    return note === null ? [] : [[check.rule, note] as const];
  });
  return Object.fromEntries(notes);
}

/** What these conclude from the notes of all builds, check by check. `builds` by id. */
export function* concludeChecks(builds: readonly NotedBuild<Notes>[]): Iterable<FindingDraft> {
  for (const check of allChecks.values()) {
    if (!('conclude' in check)) continue;
    const { rule } = check;
    const noted = builds.flatMap(({ id, path, note }) =>
      Object.hasOwn(note, rule) ? [{ id, path, note: note[rule] }] : [],
    );
    for (const found of check.conclude(noted)) yield draftOf(check, found);
  }
}

function draftOf({ rule, severity, mend }: AnyCheck, found: CheckFinding): FindingDraft {
  return {
    rule,
    source: 'layerfall',
    severity: found.severity ?? severity,
    message: found.message,
    hint: found.hint ?? mend,
    path: found.path,
    range: found.range,
    builds: found.builds,
    cost: found.cost,
  };
}
