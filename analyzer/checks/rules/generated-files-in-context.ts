import { contextPath } from '../../context/context-view.ts';
import { rangeOf, runSteps, takesFiles, takings, usedSteps } from '../chain.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { CheckedBuild, CheckedRepository } from '../checked-repository.ts';
import { costOf } from '../cost.ts';
import { readInstall } from '../installs.ts';
import { runCommands } from '../run-commands.ts';
import { isHeldBack } from '../ignored-paths.ts';

/** A COPY that would take what tools write beside the source, as no ignore file holds it back. */
export const generatedFilesInContext: Check = {
  rule: 'generated-files-in-context',
  severity: 'warning',
  title: 'Nothing keeps what tools write out of a COPY',
  why: 'A node_modules that an install left on the machine of whoever builds is sent to the builder and copied over that of the image: builds are slow, differ from machine to machine, and break where it was made for another platform.',
  mend: 'Name the folder in .dockerignore, with **/ in front for folders below the first.',
  bad: {
    Dockerfile: 'FROM node:22.12\nWORKDIR /app\nCOPY package.json .\nRUN npm install\nCOPY . .\n',
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
  // An image that installs nothing may well need what was installed outside.
  if (view === null || !takesFiles(build) || !installsPackages(build)) return;
  for (const { step, vertex } of usedSteps(build)) {
    if (step.kind !== 'COPY' && step.kind !== 'ADD') continue;
    for (const { entries, selector } of step.vertices.flatMap((each) => takings(build, each))) {
      // With patterns of its own, a copy may hold it back itself.
      if (selector.exclude.length > 0 || selector.include.length > 0) continue;
      const manifest = entries.find(
        ({ path: each, below }) => below !== '' && /(?:^|\/)package\.json$/.test(each ?? ''),
      );
      if (manifest?.path === null || manifest?.path === undefined) continue;
      const own = contextPath(view, manifest.path);
      const folder = own.replace(/package\.json$/, 'node_modules');
      // What is there stands in the repository on purpose.
      if (view.places.has(folder) || isHeldBack(view, folder) || !namesDependencies(tree.read(manifest.path))) continue;
      const where = view.ignore === null ? 'there is no ignore file' : `${view.ignore.path} lets it through`;
      yield {
        message: `A ${folder} beside package.json would be copied, too: ${where}`,
        path,
        range: rangeOf(build, vertex.instruction),
        builds: [id],
        cost: costOf(graph, { instructions: [step.instruction] }, null),
      };
      break;
    }
  }
}

function installsPackages(build: CheckedBuild): boolean {
  for (const { vertex } of runSteps(build)) {
    const installs = runCommands(build, vertex).map(readInstall);
    if (installs.some((install) => /^(?:npm|yarn|pnpm|bun)$/.test(install?.manager ?? ''))) return true;
  }
  return false;
}

function namesDependencies(bytes: Uint8Array | null): boolean {
  return (
    bytes !== null && bytes.length < 1_000_000 && /ependencies"\s*:\s*\{\s*"/.test(new TextDecoder().decode(bytes))
  );
}
