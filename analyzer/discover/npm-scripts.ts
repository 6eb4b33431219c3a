import type { DeclaredBuilds, DefinitionReader } from './definition-reader.ts';
import { entriesOf, textOf, valueAt } from './located-value.ts';
import { readJson } from './read-json.ts';
import { folderOf } from './repository-path.ts';
import { scriptBuilds } from './shell/script-builds.ts';

/** Builds that the scripts of package.json ask for; npm runs them in the folder of that file. */
export const npmScriptsReader: DefinitionReader = {
  source: 'npm-script',
  names: /^package\.json$/,
  read: (path, text, repository): DeclaredBuilds => {
    // Most package.json files build nothing; reading them all as JSON would take a second in a large repository.
    if (!/docker|podman|buildah|nerdctl/.test(text)) return { builds: [], problems: [] };
    const { value, problems } = readJson(path, text);
    if (value === null) return { builds: [], problems };
    const folder = folderOf(path);
    const found = entriesOf(valueAt(value, 'scripts')).map(([, entry]) => {
      const script = textOf(entry.value) ?? '';
      const setting = { folder, scriptFolder: folder, variables: () => undefined };
      return scriptBuilds({ source: 'npm-script', path, text: script, place: () => entry.keyAt, setting }, repository);
    });
    return { builds: found.flatMap(({ builds }) => builds), problems: found.flatMap((each) => each.problems) };
  },
};
