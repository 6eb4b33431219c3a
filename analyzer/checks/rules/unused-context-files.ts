import { takings } from '../chain.ts';
import type { CheckFinding, NotedBuild, RepositoryCheck } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { contextPath, type ContextView } from '../../context/context-view.ts';

/** Much of a context that no step of any build takes. */
export const unusedContextFiles: RepositoryCheck<Context> = {
  rule: 'unused-context-files',
  severity: 'info',
  title: 'Much of a build context is taken by no step',
  why: 'BuildKit asks only for what it needs, but looks through all of it at each build; the classic builder, Buildah, Kaniko and remote builders send all of it.',
  mend: 'Name the folder in .dockerignore, or build with a context further down.',
  bad: {
    Dockerfile: 'FROM nginx:1.27\nCOPY site /usr/share/nginx/html\n',
    'site/index.html': '',
    'recordings/talk.wav': { bytes: 50_000_001 },
  },
  good: {
    Dockerfile: 'FROM nginx:1.27\nCOPY site /usr/share/nginx/html\n',
    '.dockerignore': 'recordings\n',
    'site/index.html': '',
    'recordings/talk.wav': { bytes: 50_000_001 },
  },
  note: (build) => {
    const tops = build.view === null ? [] : largeTops(build.view);
    if (build.view === null || tops.length === 0) return null;
    const taken = new Set([...takenPaths(build, build.view)].map(topOf));
    const { folder, ignore } = build.view;
    const isTaken = ({ name, bytes }: Top) => ({ name, bytes, isTaken: taken.has(name) });
    return { folder, ignoreFile: ignore?.path ?? null, tops: tops.map(isTaken) };
  },
  conclude: function* (noted) {
    const users = new Map<string, NotedBuild<Context>[]>();
    for (const build of noted) {
      const key = JSON.stringify([build.note.folder, build.note.ignoreFile]);
      users.set(key, [...(users.get(key) ?? []), build]);
    }
    for (const builds of users.values()) yield* findInContext(builds);
  },
};

const largeBytes = 50_000_000;

/** Something at the top of a context: a file, or a folder with a slash behind it. */
interface Top {
  readonly name: string;
  readonly bytes: number;
}

interface Context {
  readonly folder: string;
  readonly ignoreFile: string | null;
  /** The large ones. */
  readonly tops: readonly (Top & { readonly isTaken: boolean })[];
}

function* findInContext(builds: readonly NotedBuild<Context>[]): Iterable<CheckFinding> {
  const [first] = builds;
  for (const [place, { name, bytes }] of first?.note.tops.entries() ?? []) {
    if (builds.some(({ note }) => note.tops[place]?.isTaken)) continue;
    yield {
      message: `No step takes ${name} of the context (${Math.round(bytes / 1_000_000)} MB)`,
      path: first?.note.ignoreFile ?? first?.path ?? '',
      range: null,
      builds: builds.map(({ id }) => id),
      cost: noCost,
    };
  }
}

function topOf(path: string): string {
  return path.slice(0, path.indexOf('/') + 1) || path;
}

/** Builds that share a context share this. */
const known = new WeakMap<ContextView, readonly Top[]>();

function largeTops(view: ContextView): readonly Top[] {
  const made = known.get(view) ?? measureTops(view);
  known.set(view, made);
  return made;
}

function measureTops(view: ContextView): readonly Top[] {
  const tops = new Map<string, number>();
  for (const { path, kind, size } of view.entries) {
    if (kind !== 'directory') tops.set(topOf(path), (tops.get(topOf(path)) ?? 0) + size);
  }
  return [...tops].flatMap(([name, bytes]) => (bytes < largeBytes ? [] : [{ name, bytes }]));
}

/** Paths in the context that the steps of a build take. */
function* takenPaths(build: CheckedBuild, view: ContextView): Iterable<string> {
  for (const { id } of build.plan.vertices) {
    for (const { entries } of takings(build, id)) {
      for (const { path } of entries) if (path !== null) yield contextPath(view, path);
    }
  }
}
