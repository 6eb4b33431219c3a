import { rangeOf, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild, CheckedRepository } from '../checked-repository.ts';
import { costOf } from '../cost.ts';
import { generatedFolderTaken } from '../generated-folder-taken.ts';

/** A COPY that would take what tools write beside the source, as the ignore file does not hold it back. */
export const generatedFilesInContext: Check = {
  rule: 'generated-files-in-context',
  severity: 'warning',
  title: 'The ignore file does not keep what tools write out of a COPY',
  why: 'A node_modules that an install left on the machine of whoever builds is sent to the builder and copied over that of the image: builds are slow, differ from machine to machine, and break where it was made for another platform.',
  mend: 'Name the folder in .dockerignore, with **/ in front for folders below the first.',
  bad: {
    Dockerfile: 'FROM node:22.12\nWORKDIR /app\nCOPY package.json .\nRUN npm install\nCOPY . .\n',
    '.dockerignore': 'Dockerfile\n.dockerignore\n',
    'package.json': '{"dependencies": {"express": "4.21.2"}}\n',
    'server.js': '',
  },
  good: {
    Dockerfile: 'FROM node:22.12\nWORKDIR /app\nCOPY package.json .\nRUN npm install\nCOPY . .\n',
    '.dockerignore': '**/node_modules\n',
    'package.json': '{"dependencies": {"express": "4.21.2"}}\n',
    'server.js': '',
  },
  find: function* (repository) {
    for (const build of repository.builds) yield* findInBuild(build, repository);
  },
};

function* findInBuild(build: CheckedBuild, { tree }: CheckedRepository): Iterable<CheckFinding> {
  const { view, graph, path, id } = build;
  // Where there is no ignore file, a check of its own says so.
  if (view === null || view.ignore === null) return;
  for (const { step, vertex } of usedSteps(build)) {
    const folder = generatedFolderTaken(build, step, tree);
    if (folder === null) continue;
    yield {
      message: `A ${folder} beside package.json would be copied, too: ${view.ignore.path} lets it through`,
      path,
      range: rangeOf(build, vertex.instruction),
      builds: [id],
      cost: costOf(graph, { instructions: [step.instruction] }, null),
    };
  }
}
