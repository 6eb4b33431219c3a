import { nameOfDockerfile } from '../build-name.ts';
import { readContext, readDockerfilePath } from '../declared-paths.ts';
import type { DeclaredBuild, DeclaredBuilds, DefinitionReader } from '../definition-reader.ts';
import { textOf, valueAt, type LocatedValue } from '../located-value.ts';
import { readYaml } from '../read-yaml.ts';
import { folderOf } from '../repository-path.ts';
import { runJobs } from './workflow-reader.ts';
import { unknownLookup } from './workflow-runs.ts';

/**
 * Builds of actions: a Docker action's image (docs.github.com/actions, metadata syntax, `runs.image`), whose context is the folder of
 * its Dockerfile, and the steps of a composite action, whose inputs are known to its callers only.
 */
export const actionReader: DefinitionReader = {
  source: 'github-actions',
  names: /^action\.ya?ml$/,
  read: (path, text, repository): DeclaredBuilds => {
    const { documents, problems } = readYaml(path, text);
    const builds: DeclaredBuild[] = [];
    const found = [...problems];
    for (const document of documents) {
      const runs = valueAt(document, 'runs');
      if (runs === undefined) continue;
      if (textOf(valueAt(runs, 'using')) === 'docker') builds.push(...dockerAction(path, runs));
      const steps = runJobs(path, text, document, [{ job: runs, lookup: unknownLookup, env: new Map() }], repository);
      builds.push(...steps.builds);
      found.push(...steps.problems);
    }
    return { builds, problems: found };
  },
};

function dockerAction(path: string, runs: LocatedValue): readonly DeclaredBuild[] {
  const image = valueAt(runs, 'image');
  const written = textOf(image);
  if (image === undefined || written === undefined || written.startsWith('docker://')) return [];
  const dockerfile = readDockerfilePath(folderOf(path), written);
  if (!('path' in dockerfile)) return [];
  const name = nameOfDockerfile(dockerfile.path);
  return [
    {
      origin: { source: 'github-actions', path, line: image.at.line, column: image.at.column, name },
      name,
      dockerfile: dockerfile.path,
      inlineDockerfile: null,
      context: readContext(folderOf(dockerfile.path), '.'),
      target: '',
      buildArgs: new Map(),
      namedContexts: new Map(),
      platforms: [],
      tags: [],
      unresolved: [],
      unresolvedNames: [],
    },
  ];
}
