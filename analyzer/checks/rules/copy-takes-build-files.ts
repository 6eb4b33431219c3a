import { repositoryPath } from '../../context/context-view.ts';
import { gitFolder } from '../../context/file-tree.ts';
import { entriesByPath, rangeOf, runSteps, takings, usedSteps } from '../chain.ts';
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
  find: function* ({ builds }) {
    for (const build of builds) yield* findInBuild(build);
  },
};

function* findInBuild(build: CheckedBuild): Iterable<CheckFinding> {
  const { view, graph, path, id } = build;
  if (view === null) return;
  const own = new Map<string | null, string>([
    [build.build.dockerfile, 'the Dockerfile'],
    [view.ignore?.path ?? null, 'the ignore file'],
  ]);
  own.set(repositoryPath(view, gitFolder), '.git');
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind !== 'COPY' && step.kind !== 'ADD') continue;
    const taken = new Map<string, string>();
    for (const taking of step.vertices.flatMap((each) => takings(build, each))) {
      for (const [file, name] of own) {
        // What is asked for by its name is meant.
        if (file !== null && (entriesByPath(taking).get(file)?.below ?? '') !== '') taken.set(name, file);
      }
    }
    // RUNs are read only where it matters.
    if (taken.has('.git') && asksGit(build)) taken.delete('.git');
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

/** Whether some step asks git for what the repository says of itself: then .git is there for it. */
function asksGit(build: CheckedBuild): boolean {
  for (const { vertex } of runSteps(build)) {
    if (runCommands(build, vertex).some(({ program }) => program === 'git')) return true;
  }
  return false;
}
