import { judgePath } from '../../context/ignore-file.ts';
import { rangeOf, runSteps, takings, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild, CheckedRepository } from '../checked-repository.ts';
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
    for (const build of repository.builds) yield* findInBuild(build, repository);
  },
};

function* findInBuild(build: CheckedBuild, repository: CheckedRepository): Iterable<CheckFinding> {
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
      for (const { entries, selector } of takings(build, each)) {
        if (takesGit(build, repository, selector)) taken.add('.git');
        for (const entry of entries) {
          const name = entry.below === '' ? undefined : own.get(entry.path);
          if (name !== undefined && entry.path !== null) taken.add(name);
        }
      }
    }
    if (taken.size === 0) continue;
    yield {
      message: `This also takes ${[...taken].join(' and ')}`,
      path,
      range: rangeOf(build, vertex.instruction),
      builds: [id],
      cost: costOf(graph, { instructions: [step.instruction] }, null),
      severity: taken.has('.git') ? 'warning' : 'info',
    };
  }
}

/** Whether a selector takes the repository's `.git`, and no step asks git for anything. */
function takesGit(
  build: CheckedBuild,
  { tree }: CheckedRepository,
  {
    path,
    wildcard,
    include,
    exclude,
  }: { path: string; wildcard: boolean; include: readonly string[]; exclude: readonly string[] },
): boolean {
  const { view } = build;
  const isWhole = path === '/' && include.length === 0 && exclude.length === 0 && !wildcard;
  if (view === null || view.folder !== '' || !isWhole) return false;
  const isRepository = tree.tracked !== undefined || tree.contents !== undefined;
  if (!isRepository || (view.ignore !== null && judgePath(view.ignore, '.git').isIgnored)) return false;
  for (const { vertex } of runSteps(build)) {
    if (runCommands(build, vertex).some(({ program }) => program === 'git')) return false;
  }
  return true;
}
