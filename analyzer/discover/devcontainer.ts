import { readContext, readDockerfilePath } from './declared-paths.ts';
import type { DeclaredBuilds, DefinitionReader } from './definition-reader.ts';
import { entriesOf, textOf, valueAt } from './located-value.ts';
import { readJson } from './read-json.ts';
import { folderOf } from './repository-path.ts';

/**
 * The build of a devcontainer.json (containers.dev/implementors/json_reference): `build.dockerfile` or the older `dockerFile`, and
 * `build.context` or `context`, all relative to the folder of the file. A devcontainer of an image or of compose builds nothing here.
 */
export const devcontainerReader: DefinitionReader = {
  source: 'devcontainer',
  names: /^\.?devcontainer\.json$/,
  read: (path, text): DeclaredBuilds => {
    const { value, problems } = readJson(path, text);
    if (value === null) return { builds: [], problems };
    const build = valueAt(value, 'build');
    const written = valueAt(build, 'dockerfile') ?? valueAt(build, 'dockerFile') ?? valueAt(value, 'dockerFile');
    const file = textOf(written);
    if (written === undefined || file === undefined) return { builds: [], problems };
    const folder = folderOf(path);
    const context = readContext(folder, textOf(valueAt(build, 'context')) ?? textOf(valueAt(value, 'context')) ?? '.');
    const dockerfile = readDockerfilePath(folder, file);
    const unresolved = 'reason' in dockerfile ? [`dockerfile: ${dockerfile.reason}`] : [];
    const buildArgs = new Map<string, string>();
    for (const [name, entry] of entriesOf(valueAt(build, 'args'))) {
      const arg = textOf(entry.value) ?? '';
      if (arg.includes('${'))
        unresolved.push(`build argument ${name}: "${arg}" is known where the container is started`);
      else buildArgs.set(name, arg);
    }
    const name = textOf(valueAt(value, 'name')) ?? 'devcontainer';
    return {
      builds: [
        {
          origin: { source: 'devcontainer', path, line: written.at.line, column: written.at.column, name },
          name: 'devcontainer',
          dockerfile: 'path' in dockerfile ? dockerfile.path : null,
          inlineDockerfile: null,
          context,
          target: textOf(valueAt(build, 'target')) ?? '',
          buildArgs,
          namedContexts: new Map(),
          platforms: [],
          tags: [],
          unresolved,
          unresolvedNames: [],
        },
      ],
      problems,
    };
  },
};
