import type { DeclaredBuilds, DefinitionReader } from './definition-reader.ts';
import { entriesOf, itemsOf, textOf, textsOf, valueAt, type LocatedValue } from './located-value.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';
import type { RepositoryFiles } from './repository-files.ts';
import { followPath } from './repository-path.ts';
import { scriptBuilds, type PlacedScript } from './shell/script-builds.ts';
import { joinScriptParts } from './shell/script-parts.ts';

/**
 * Builds in the steps of Google Cloud Build (cloud.google.com/build/docs/build-config-file-schema): steps of the docker builder, and
 * shell lines of others. Steps start at the root of the source, `dir` below it; `substitutions` have their defaults.
 */
export const cloudBuildReader: DefinitionReader = {
  source: 'cloud-build',
  names: /^cloudbuild[^/]*\.(?:ya?ml|json)$/,
  read: (path, text, repository): DeclaredBuilds => {
    const json = path.endsWith('.json') ? readJson(path, text) : null;
    const yaml = json === null ? readYaml(path, text) : null;
    const document = json?.value ?? yaml?.documents[0];
    const values = new Map(
      entriesOf(valueAt(document, 'substitutions')).map(([name, { value }]) => [name, textOf(value) ?? '']),
    );
    const found = itemsOf(valueAt(document, 'steps')).map((step) => readStep(path, text, step, values, repository));
    return {
      builds: found.flatMap(({ builds }) => builds),
      problems: [...(json?.problems ?? yaml?.problems ?? []), ...found.flatMap((each) => each.problems)],
    };
  },
};

function readStep(
  path: string,
  fileText: string,
  step: LocatedValue,
  values: ReadonlyMap<string, string>,
  repository: RepositoryFiles,
): DeclaredBuilds {
  const followed = followPath('', textOf(valueAt(step, 'dir')) ?? '.');
  const folder = 'path' in followed ? followed.path : '';
  const variables = (name: string) => {
    const value = values.get(name);
    return value === undefined
      ? { reason: `the substitution ${name} is known when Cloud Build runs` }
      : { text: value };
  };
  const run = (script: Pick<PlacedScript, 'place' | 'text'>) =>
    scriptBuilds(
      { source: 'cloud-build', path, ...script, setting: { folder, scriptFolder: folder, variables } },
      repository,
    );
  const script = valueAt(step, 'script');
  if (script?.kind === 'scalar' && script.text !== null) {
    return run(joinScriptParts([{ text: script.text, value: script }], fileText));
  }
  const image = textOf(valueAt(step, 'name')) ?? '';
  const entrypoint = textOf(valueAt(step, 'entrypoint'));
  const args = textsOf(valueAt(step, 'args'));
  if (entrypoint !== undefined && /^(?:\/(?:usr\/)?bin\/)?(?:ba)?sh$/.test(entrypoint)) {
    const line = itemsOf(valueAt(step, 'args')).find(
      (item) => item.kind === 'scalar' && !(item.text ?? '').startsWith('-'),
    );
    if (line?.kind !== 'scalar' || line.text === null) return { builds: [], problems: [] };
    return run(joinScriptParts([{ text: line.text.replaceAll('$$', '$'), value: line }], fileText));
  }
  const isDocker = entrypoint === 'docker' || (entrypoint === undefined && /(?:^|\/)docker(?:[:@]|$)/.test(image));
  if (!isDocker) return { builds: [], problems: [] };
  // Arguments are words already: quotes keep them so, but for the substitutions in them.
  const words = ['docker', ...args].map((arg) => `"${arg.replace(/(["`\\])/g, '\\$1').replace(/\$\(/g, '\\$(')}"`);
  return run({ text: words.join(' '), place: () => step.at });
}
