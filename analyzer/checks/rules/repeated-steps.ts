import { digestParts } from '../../cache/vertex-digests.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild, CheckedRepository } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { rangeOf } from '../chain.ts';

/** The same first steps in many Dockerfiles. */
export const repeatedSteps: Check = {
  rule: 'repeated-steps',
  severity: 'info',
  title: 'Several Dockerfiles begin with the same steps',
  why: 'Whoever changes one of them has to change all, and each that is forgotten no longer shares these layers with the others.',
  mend: 'Make an image of the steps that they share, and start the others from it: FROM, or a named context of a bake file.',
  bad: Object.fromEntries(
    ['api', 'jobs', 'web'].map((name) => [
      `${name}/Dockerfile`,
      `FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nRUN useradd --create-home app\nCMD ["/${name}"]\n`,
    ]),
  ),
  good: {
    'compose.yaml':
      'services:\n  base: { image: shop/base, build: base }\n  api: { build: api }\n  jobs: { build: jobs }\n  web: { build: web }\n',
    'base/Dockerfile':
      'FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nRUN useradd --create-home app\n',
    ...Object.fromEntries(
      ['api', 'jobs', 'web'].map((name) => [`${name}/Dockerfile`, `FROM shop/base\nCMD ["/${name}"]\n`]),
    ),
  },
  find: (repository) => findIn(repository),
};

/** Fewer Dockerfiles are not worth an image of their own. */
const minDockerfiles = 3;
const minRuns = 2;

interface Beginning {
  /** The build and the stage that have it first. */
  readonly build: CheckedBuild;
  readonly from: number;
  readonly last: number;
  readonly runs: number;
  readonly paths: Set<string>;
  readonly builds: Set<string>;
  /** The same without its last instruction. */
  readonly shorter: string;
}

function* findIn({ builds }: CheckedRepository): Iterable<CheckFinding> {
  const beginnings = new Map<string, Beginning>();
  for (const build of builds) addBeginnings(build, beginnings);
  const several = new Map([...beginnings].filter(([, { paths, runs }]) => paths.size >= minDockerfiles && runs > 0));
  // Of beginnings that the same Dockerfiles have, the longest.
  const longer = new Set(
    [...several.values()].flatMap(({ shorter, paths }) =>
      several.get(shorter)?.paths.size === paths.size ? [shorter] : [],
    ),
  );
  for (const [key, { build, from, last, runs, paths, builds: ids }] of several) {
    if (longer.has(key) || runs < minRuns) continue;
    const others = [...paths].filter((path) => path !== build.path).sort();
    yield {
      message: `This and what follows to line ${rangeOf(build, last)?.end.line ?? 1} is the same in ${listed(others)}`,
      path: build.path,
      range: rangeOf(build, from),
      builds: [...ids],
      cost: noCost,
    };
  }
}

/** All beginnings of the stages that start from an image from outside, up to the first instruction that takes files. */
function addBeginnings(build: CheckedBuild, beginnings: Map<string, Beginning>): void {
  const { plan, uses, path, id } = build;
  for (const { kind, stage, producer, reference } of uses) {
    const [from, ...rest] = plan.stages[stage ?? -1]?.instructions ?? [];
    if (kind !== 'from' || producer !== null || from === undefined) continue;
    let key = digestParts([reference, plan.stages[stage ?? -1]?.platform ?? '']);
    let runs = 0;
    for (const index of rest) {
      const instruction = plan.dockerfile.instructions[index];
      if (instruction === undefined || instruction.keyword === 'COPY' || instruction.keyword === 'ADD') break;
      // A mount takes files of its own build.
      if (
        instruction.keyword === 'RUN' &&
        instruction.mounts.some((mount) => !/type=(?:cache|tmpfs|secret|ssh)/.test(mount))
      )
        break;
      if (instruction.keyword === 'RUN') runs++;
      const shorter = key;
      key = digestParts([key, instruction.original, ...instruction.heredocs.map(({ content }) => content)]);
      const known = beginnings.get(key) ?? {
        build,
        from,
        last: index,
        runs,
        shorter,
        paths: new Set(),
        builds: new Set(),
      };
      known.paths.add(path);
      known.builds.add(id);
      beginnings.set(key, known);
    }
  }
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 3);
  const rest = paths.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
