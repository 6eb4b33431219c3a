import { digestParts } from '../../cache/vertex-digests.ts';
import type { Range } from '../../dockerfile/range.ts';
import type { CheckFinding, NotedBuild, RepositoryCheck } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { rangeOf } from '../chain.ts';

/** The same first steps in many Dockerfiles. */
export const repeatedSteps: RepositoryCheck<readonly Beginning[]> = {
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
  note: (build) => {
    const beginnings = [...beginningsOf(build)];
    return beginnings.length === 0 ? null : beginnings;
  },
  conclude: findIn,
};

/** Fewer Dockerfiles are not worth an image of their own. */
const minDockerfiles = 3;
const minRuns = 2;

/** The first instructions of a stage that starts from an image from outside. */
interface Beginning {
  /** Equal for equal beginnings. */
  readonly key: string;
  /** The same without its last instruction. */
  readonly shorter: string;
  /** Of its FROM. */
  readonly range: Range | null;
  /** Of its last instruction. */
  readonly lastLine: number;
  readonly runs: number;
}

interface SharedBeginning extends Beginning {
  /** The Dockerfile that has it first. */
  readonly path: string;
  readonly paths: Set<string>;
  readonly builds: Set<string>;
}

function* findIn(noted: readonly NotedBuild<readonly Beginning[]>[]): Iterable<CheckFinding> {
  const beginnings = new Map<string, SharedBeginning>();
  for (const { id, path, note } of noted) {
    for (const each of note) {
      const known = beginnings.get(each.key) ?? { ...each, path, paths: new Set(), builds: new Set() };
      known.paths.add(path);
      known.builds.add(id);
      beginnings.set(each.key, known);
    }
  }
  const several = new Map([...beginnings].filter(([, { paths, runs }]) => paths.size >= minDockerfiles && runs > 0));
  // Of beginnings that the same Dockerfiles have, the longest.
  const longer = new Set(
    [...several.values()].flatMap(({ shorter, paths }) =>
      several.get(shorter)?.paths.size === paths.size ? [shorter] : [],
    ),
  );
  for (const [key, { path, range, lastLine, runs, paths, builds }] of several) {
    if (longer.has(key) || runs < minRuns) continue;
    const others = [...paths].filter((other) => other !== path).sort();
    yield {
      message: `This and what follows to line ${lastLine} is the same in ${listed(others)}`,
      path,
      range,
      builds: [...builds],
      cost: noCost,
    };
  }
}

/** All beginnings of stages, up to the first instruction that takes files. */
function* beginningsOf(build: CheckedBuild): Iterable<Beginning> {
  const { plan, uses } = build;
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
      const lastLine = rangeOf(build, index)?.end.line ?? 1;
      yield { key, shorter, range: rangeOf(build, from), lastLine, runs };
    }
  }
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 3);
  const rest = paths.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
