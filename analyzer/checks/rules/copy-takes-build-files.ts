import { buildFilesTaken } from '../build-files-taken.ts';
import { rangeOf, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { costOf } from '../cost.ts';

/** A COPY of a whole folder that takes what only describes the build. */
export const copyTakesBuildFiles: Check = {
  rule: 'copy-takes-build-files',
  severity: 'info',
  title: 'A COPY takes the Dockerfile, the ignore file or .git along',
  why: 'These are not part of what is built, and they change: a comment in the Dockerfile, or any commit where .git is taken, rebuilds this step and all that follow.',
  mend: 'Name them in .dockerignore: BuildKit reads them all the same.',
  bad: {
    Dockerfile: 'FROM nginx:1.27\nCOPY . /usr/share/nginx/html\n',
    '.dockerignore': '*.log\n',
    'index.html': '',
  },
  good: {
    Dockerfile: 'FROM nginx:1.27\nCOPY . /usr/share/nginx/html\n',
    '.dockerignore': 'Dockerfile\n.dockerignore\n.git\n',
    'index.html': '',
  },
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { view, graph, path, id } = build;
  // Where there is no ignore file, a check of its own says so.
  if (view === null || view.ignore === null) return;
  for (const { step, vertex } of usedSteps(build)) {
    const taken = buildFilesTaken(build, step);
    if (taken.size === 0) continue;
    const files = [...taken.values()].map((each) => ({ path: each, kind: 'content' as const }));
    yield {
      message: `This also takes ${[...taken.keys()].toSorted().join(' and ')}`,
      path,
      range: rangeOf(build, vertex.instruction),
      builds: [id],
      cost: costOf(graph, { files }, null),
      severity: taken.has('.git') ? 'warning' : 'info',
    };
  }
}
