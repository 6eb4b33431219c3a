import type { Range } from '../../dockerfile/range.ts';
import { familiarName, parseReference, repositoryOf } from '../../dockerfile/reference.ts';
import { rangeOf } from '../chain.ts';
import type { CheckFinding, NotedBuild, RepositoryCheck } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';

/** One base image, in several versions that nobody seems to mean. */
export const baseImageInSeveralVersions: RepositoryCheck<readonly Version[]> = {
  rule: 'base-image-in-several-versions',
  severity: 'info',
  title: 'Dockerfiles start from several versions of one image',
  why: 'Layers of different base images are not shared: builders, registries and machines hold each of them, every step is built once for each, and what is mended in one version stays in the other.',
  mend: 'Start from one version everywhere, with a global ARG or an image of your own that the others start from.',
  bad: {
    'api/Dockerfile': 'FROM python:3.11-slim\nCMD ["python"]\n',
    'worker/Dockerfile': 'FROM python:3.13-slim\nCMD ["python"]\n',
  },
  good: {
    'api/Dockerfile': 'FROM python:3.13-slim\nCMD ["python"]\n',
    'worker/Dockerfile': 'FROM python:3.13-slim\nCMD ["python"]\n',
  },
  note: (build) => {
    const versions = [...versionsOf(build)];
    return versions.length === 0 ? null : versions;
  },
  conclude: findIn,
};

/** A FROM of an image from outside with a version in its tag. */
interface Version {
  /** What is left of the reference without the version. */
  readonly family: string;
  /** As people write it. */
  readonly image: string;
  readonly tag: string;
  readonly version: readonly number[];
  readonly range: Range | null;
}

interface Use extends Version {
  readonly id: string;
  readonly path: string;
}

/** More versions than these are a matrix, which somebody means. */
const maxVersions = 3;

function* findIn(noted: readonly NotedBuild<readonly Version[]>[]): Iterable<CheckFinding> {
  const families = new Map<string, Use[]>();
  for (const { id, path, note } of noted) {
    for (const each of note) families.set(each.family, [...(families.get(each.family) ?? []), { ...each, id, path }]);
  }
  for (const uses of families.values()) {
    const byTag = new Map<string, Use[]>();
    for (const use of uses) byTag.set(use.tag, [...(byTag.get(use.tag) ?? []), use]);
    if (byTag.size < 2 || byTag.size > maxVersions) continue;
    // Somebody who builds one Dockerfile, or one folder, for several versions means it.
    const places = [...byTag.values()].map((list) => new Set(list.map(({ path }) => path)));
    if (places.some((one, index) => places.slice(index + 1).some((other) => [...one].some((path) => other.has(path)))))
      continue;
    const [newest, ...older] = [...byTag.values()].sort((a, b) =>
      compareVersions(b[0]?.version ?? [], a[0]?.version ?? []),
    );
    const [first] = newest ?? [];
    if (first === undefined) continue;
    for (const list of older) {
      if (!isMatrix(list, newest ?? [])) yield* findingOf(list, first, newest?.length ?? 0);
    }
  }
}

function* versionsOf(build: CheckedBuild): Iterable<Version> {
  for (const { reference: text, kind, producer, instruction, stage } of build.uses) {
    const reference = parseReference(text);
    if (kind !== 'from' || producer !== null || reference === null || reference.digest !== '') continue;
    const [, digits = '', variant = ''] = /^v?(\d+(?:\.\d+)*)(?:[-_](.*))?$/.exec(reference.tag) ?? [];
    const from = build.plan.vertices.find((vertex) => vertex.type === 'source' && vertex.stage === stage);
    // An argument is there for others to choose.
    if (digits === '' || (from?.buildArgs.length ?? 0) > 0 || namesVersion(build.path, digits)) continue;
    // Python 2 is another language: who needs it does not move on.
    const isOther = reference.path === 'library/python' && /^2\b/.test(digits);
    const family = `${repositoryOf(reference)}${isOther ? ' 2' : ''} ${variant.replace(/[\d.]+/g, '')}`;
    yield {
      family,
      image: familiarName(reference),
      tag: reference.tag,
      version: digits.split('.').map(Number),
      range: rangeOf(build, instruction),
    };
  }
}

/** Whether a path says which version it is for: `18/Dockerfile`, `images/python3.11/`. */
function namesVersion(path: string, digits: string): boolean {
  const numbers: readonly string[] = path.match(/\d+(?:\.\d+)*/g) ?? [];
  return numbers.some(
    (number) => digits === number || digits.startsWith(`${number}.`) || number === digits.replaceAll('.', ''),
  );
}

/** Names of releases of distributions, which stand in paths for their versions. */
const releases = /\b(?:focal|jammy|noble|resolute|buster|bullseye|bookworm|trixie|forky|sid|stable|oldstable)\b/g;

/** Whether some Dockerfiles differ in nothing but versions by their paths: somebody builds the same for each. */
function isMatrix(list: readonly Use[], newest: readonly Use[]): boolean {
  const shape = ({ path }: Use): string => path.replace(/v?\d+(?:\.\d+)*/g, '#').replace(releases, '#');
  const shapes = new Set(newest.map(shape));
  return list.some((use) => shapes.has(shape(use)));
}

/** One finding for all that use one version: there is one thing to decide. */
function* findingOf(list: readonly Use[], newest: Use, count: number): Iterable<CheckFinding> {
  const [first] = list;
  // `3.12` and `3.12.4` are two names of what is mostly one image.
  const isSame = first?.version.every((part, place) => (newest.version[place] ?? part) === part) === true;
  if (first === undefined || isSame) return;
  const paths = new Set(list.map(({ path }) => path));
  const also = paths.size > 1 ? ` (as ${paths.size - 1} more ${paths.size === 2 ? 'does' : 'do'})` : '';
  const others = count > 1 ? ` and ${count - 1} more start from` : ' starts from';
  yield {
    message: `This starts from ${first.image}${also}, while ${newest.path}${others} ${newest.image}`,
    path: first.path,
    range: first.range,
    builds: list.map(({ id }) => id),
    cost: noCost,
  };
}

function compareVersions(one: readonly number[], other: readonly number[]): number {
  const places = Math.max(one.length, other.length);
  for (let place = 0; place < places; place++) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
