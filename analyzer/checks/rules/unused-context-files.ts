import { takings } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { noCost } from '../finding.ts';
import { contextPath, type ContextView } from '../../context/context-view.ts';

/** Much of a context that no step of any build takes. */
export const unusedContextFiles: Check = {
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
  find: function* ({ builds }) {
    const users = new Map<ContextView, CheckedBuild[]>();
    for (const build of builds) {
      if (build.view !== null) users.set(build.view, [...(users.get(build.view) ?? []), build]);
    }
    for (const [view, list] of users) yield* findInContext(view, list);
  },
};

const largeBytes = 50_000_000;

function* findInContext(view: ContextView, builds: readonly CheckedBuild[]): Iterable<CheckFinding> {
  let total = 0;
  for (const { size } of view.entries) total += size;
  if (total < largeBytes) return;
  const taken = new Set(builds.flatMap((build) => [...takenPaths(build, view)]));
  const tops = new Map<string, { bytes: number; isTaken: boolean }>();
  for (const { path, kind, size } of view.entries) {
    if (kind === 'directory') continue;
    const top = path.slice(0, path.indexOf('/') + 1) || path;
    const known = tops.get(top) ?? { bytes: 0, isTaken: false };
    tops.set(top, { bytes: known.bytes + size, isTaken: known.isTaken || taken.has(path) });
  }
  for (const [top, { bytes, isTaken }] of tops) {
    if (isTaken || bytes < largeBytes) continue;
    const [first] = builds;
    yield {
      message: `No step takes ${top} of the context (${Math.round(bytes / 1_000_000)} MB)`,
      path: view.ignore?.path ?? first?.path ?? '',
      range: null,
      builds: builds.map(({ id }) => id),
      cost: noCost,
    };
  }
}

/** Paths in the context that the steps of a build take. */
function* takenPaths(build: CheckedBuild, view: ContextView): Iterable<string> {
  for (const { id } of build.plan.vertices) {
    for (const { entries } of takings(build, id)) {
      for (const { path } of entries) if (path !== null) yield contextPath(view, path);
    }
  }
}
