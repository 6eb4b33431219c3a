import { buildFilesTaken } from '../build-files-taken.ts';
import { rangeOf, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild, CheckedRepository } from '../checked-repository.ts';
import { costOf } from '../cost.ts';
import { generatedFolderTaken } from '../generated-folder-taken.ts';

/** A COPY of a whole folder where no ignore file holds anything back, and what it takes that costs. */
export const missingIgnoreFile: Check = {
  rule: 'missing-ignore-file',
  severity: 'info',
  title: 'There is no ignore file, and a COPY takes what is no part of the image',
  why: 'Without an ignore file a COPY of a whole folder takes all that lies in it: the Dockerfile, .git, what an install left on the machine of whoever builds. Each change of these rebuilds the step and all that follow.',
  mend: 'Write a .dockerignore at the root of the context that names them: BuildKit reads the Dockerfile all the same.',
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

/** One finding a build, at the first COPY of the kind: one file mends it for all. */
function* findInBuild(build: CheckedBuild, { tree }: CheckedRepository): Iterable<CheckFinding> {
  const { view, graph, path, id } = build;
  if (view === null || view.ignore !== null) return;
  for (const { step, vertex } of usedSteps(build)) {
    const taken = buildFilesTaken(build, step);
    const folder = generatedFolderTaken(build, step, tree);
    if (taken.size === 0 && folder === null) continue;
    const files = [...taken.values()].map((each) => ({ path: each, kind: 'content' as const }));
    const change = folder === null ? { files } : { instructions: [step.instruction] };
    const names = [...taken.keys()].toSorted();
    const parts = [
      ...(names.length === 0 ? [] : [`takes ${names.join(' and ')}`]),
      ...(folder === null ? [] : [`would take a ${folder} beside package.json`]),
    ];
    yield {
      message: `There is no .dockerignore: this also ${parts.join(', and ')}`,
      path,
      range: rangeOf(build, vertex.instruction),
      builds: [id],
      cost: costOf(graph, change, null),
      severity: taken.has('.git') || folder !== null ? 'warning' : 'info',
    };
    return;
  }
}
