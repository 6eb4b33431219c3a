import type { DeclaredBuilds, DefinitionReader } from './definition-reader.ts';
import { entriesOf, textOf, valueAt, type LocatedValue } from './located-value.ts';
import { readYaml } from './read-yaml.ts';
import { scriptBuilds } from './shell/script-builds.ts';
import { joinScriptParts, type ScriptPart } from './shell/script-parts.ts';

/** Lists inside lists of script lines: GitLab allows ten levels. */
const maxNesting = 10;

/**
 * Builds in the scripts of GitLab CI jobs (docs.gitlab.com/ci/yaml): `before_script` and `script` are one shell, `after_script` is
 * another; both start at the root of the repository, with the variables that the file sets.
 */
export const gitlabCiReader: DefinitionReader = {
  source: 'gitlab-ci',
  names: /\.ya?ml$/,
  paths: /\.gitlab-ci\.ya?ml$|(?:^|\/)\.gitlab\//,
  read: (path, text, repository): DeclaredBuilds => {
    if (!/docker|podman|buildah|nerdctl/.test(text)) return { builds: [], problems: [] };
    const { documents, problems } = readYaml(path, text);
    const found = documents.flatMap((document) => {
      const shared = variablesOf(valueAt(document, 'variables'));
      const common = partsOf(valueAt(document, 'default', 'before_script') ?? valueAt(document, 'before_script'), 0);
      return entriesOf(document).flatMap(([, { value: job }]) => {
        const values = new Map([...shared, ...variablesOf(valueAt(job, 'variables'))]);
        const before = valueAt(job, 'before_script');
        const main = [...(before === undefined ? common : partsOf(before, 0)), ...partsOf(valueAt(job, 'script'), 0)];
        return [main, partsOf(valueAt(job, 'after_script'), 0)].map((parts) =>
          scriptBuilds(
            { source: 'gitlab-ci', path, ...joinScriptParts(parts, text), setting: settingOf(values) },
            repository,
          ),
        );
      });
    });
    return {
      builds: found.flatMap(({ builds }) => builds),
      problems: [...problems, ...found.flatMap((each) => each.problems)],
    };
  },
};

function settingOf(values: ReadonlyMap<string, string>) {
  const variables = (name: string) => {
    const known = name === 'CI_PROJECT_DIR' ? '.' : values.get(name);
    return known === undefined ? undefined : { text: known };
  };
  return { folder: '', scriptFolder: '', variables };
}

function variablesOf(value: LocatedValue | undefined): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, entry] of entriesOf(value)) {
    const text = textOf(entry.value) ?? textOf(valueAt(entry.value, 'value'));
    // A value that itself holds a variable is not followed.
    if (text !== undefined && !text.includes('$')) values.set(name, text);
  }
  return values;
}

function partsOf(value: LocatedValue | undefined, depth: number): readonly ScriptPart[] {
  if (value === undefined || depth > maxNesting) return [];
  if (value.kind === 'list') return value.items.flatMap((item) => partsOf(item, depth + 1));
  return value.kind === 'scalar' && value.text !== null ? [{ text: value.text, value }] : [];
}
