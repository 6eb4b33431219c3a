import { gitFolder } from '../../context/file-tree.ts';
import { rangeOf, runSteps, takings, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild } from '../checked-repository.ts';
import { costOf } from '../cost.ts';
import { runCommands } from '../run-commands.ts';

/** A COPY of a whole folder that takes what only describes the build. */
export const copyTakesBuildFiles: Check = {
  rule: 'copy-takes-build-files',
  severity: 'info',
  title: 'A COPY takes the Dockerfile, the ignore file or .git along',
  why: 'These are not part of what is built, and they change: a comment in the Dockerfile, or any commit where .git is taken, rebuilds this step and all that follow.',
  mend: 'Name them in .dockerignore: BuildKit reads them all the same.',
  bad: { Dockerfile: 'FROM nginx:1.27\nCOPY . /usr/share/nginx/html\n', 'index.html': '' },
  good: {
    Dockerfile: 'FROM nginx:1.27\nCOPY . /usr/share/nginx/html\n',
    '.dockerignore': 'Dockerfile\n.dockerignore\n.git\n',
    'index.html': '',
  },
  find: function* (repository) {
    for (const build of repository.builds) yield* findInBuild(build);
  },
};

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { view, graph, path, id } = build;
  if (view === null) return;
  const own = new Map([
    [build.build.dockerfile, 'the Dockerfile'],
    [view.ignore?.path ?? null, 'the ignore file'],
  ]);
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind !== 'COPY' && step.kind !== 'ADD') continue;
    const taken = new Set<string>();
    for (const each of step.vertices) {
      for (const { entries } of takings(build, each)) {
        for (const entry of entries) {
          if (entry.path === gitFolder && entry.below !== '' && !asksGit(build)) taken.add('.git');
          const name = entry.below === '' ? undefined : own.get(entry.path);
          if (name !== undefined && entry.path !== null) taken.add(name);
        }
      }
    }
    if (taken.size === 0) continue;
    yield {
      message: `This also takes ${[...taken].toSorted().join(' and ')}`,
      path,
      range: rangeOf(build, vertex.instruction),
      builds: [id],
      cost: costOf(graph, { instructions: [step.instruction] }, null),
      severity: taken.has('.git') ? 'warning' : 'info',
    };
  }
}

/** Whether a step asks git for something: then it is meant to be there. */
function asksGit(build: CheckedBuild): boolean {
  for (const { vertex } of runSteps(build)) {
    if (runCommands(build, vertex).some(({ program }) => program === 'git')) return true;
  }
  return false;
}
