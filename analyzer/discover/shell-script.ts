import type { DefinitionReader } from './definition-reader.ts';
import { linePlaces } from './read-json.ts';
import { folderOf } from './repository-path.ts';
import { scriptBuilds } from './shell/script-builds.ts';

const hasEnding = /\.(?:ba|z|k|da)?sh$/;

/**
 * Builds of shell scripts: files with a shell's ending, and those without one in a folder of scripts that a shell runs.
 *
 * Where a script runs is not written anywhere: at the root of the repository, or in its own folder where that is where its
 * Dockerfiles are. A script that changes its folder first is followed.
 */
export const shellScriptReader: DefinitionReader = {
  source: 'shell',
  names: /\.(?:ba|z|k|da)?sh$|^[A-Za-z][\w-]*$/,
  // Folders in which scripts mostly have no ending.
  paths: /\.(?:ba|z|k|da)?sh$|(?:^|\/)(?:bin|\.?ci|hack|scripts?|tools)\/[^/.]*$/,
  read: (path, text, repository) => {
    if (!hasEnding.test(path) && !/^#![^\n]*\b(?:ba|z|k|da)?sh\b/.test(text)) return { builds: [], problems: [] };
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
