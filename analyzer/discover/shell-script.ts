import type { DefinitionReader } from './definition-reader.ts';
import { linePlaces } from './read-json.ts';
import { folderOf } from './repository-path.ts';
import { scriptBuilds } from './shell/script-builds.ts';

/**
 * Builds of shell scripts.
 *
 * Where a script runs is not written anywhere: at the root of the repository, or in its own folder where that is where its
 * Dockerfiles are. A script that changes its folder first is followed.
 */
export const shellScriptReader: DefinitionReader = {
  source: 'shell',
  names: /\.(?:ba|z|k|da)?sh$/,
  read: (path, text, repository) => {
    const scriptFolder = folderOf(path);
    const readFrom = (folder: string) =>
      scriptBuilds(
        {
          source: 'shell',
          path,
          text,
          place: linePlaces(text),
          setting: { folder, scriptFolder, variables: () => undefined },
        },
        repository,
      );
    const fromRoot = readFrom('');
    const missing = (builds: typeof fromRoot.builds) =>
      builds.filter(({ dockerfile }) => dockerfile !== null && !repository.isFile(dockerfile)).length;
    if (scriptFolder === '' || missing(fromRoot.builds) === 0) return fromRoot;
    const fromOwn = readFrom(scriptFolder);
    return missing(fromOwn.builds) < missing(fromRoot.builds) ? fromOwn : fromRoot;
  },
};
