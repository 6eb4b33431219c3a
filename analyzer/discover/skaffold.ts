import type { BuildContext } from './build.ts';
import { readContext, readDockerfilePath } from './declared-paths.ts';
import {
  problemAt,
  type DeclaredBuild,
  type DeclaredBuilds,
  type DefinitionProblem,
  type DefinitionReader,
} from './definition-reader.ts';
import { entriesOf, itemsOf, textOf, textsOf, valueAt, type LocatedValue } from './located-value.ts';
import { readYaml } from './read-yaml.ts';
import { folderOf } from './repository-path.ts';
import { patchedDocument } from './skaffold-patches.ts';

/** Builders of skaffold that read no Dockerfile. */
const otherBuilders = ['bazel', 'buildpacks', 'custom', 'jib', 'ko'];

/**
 * Builds of skaffold.yaml: the artifacts of every config in the file, and those that profiles add or patch
 * (skaffold.dev/docs/references/yaml).
 *
 * `requires` of an artifact hands it the image of another as a build argument of the alias's name; the image's tag is made
 * when skaffold runs, its name is known.
 */
export const skaffoldReader: DefinitionReader = {
  source: 'skaffold',
  names: /^skaffold[^/]*\.ya?ml$/,
  read: (path, text): DeclaredBuilds => {
    const { documents, problems } = readYaml(path, text);
    const lost: DefinitionProblem[] = [];
    const builds = documents.flatMap((document) => {
      const own = artifactsOf(valueAt(document, 'build'));
      const places = [...own];
      for (const profile of itemsOf(valueAt(document, 'profiles'))) {
        places.push(...artifactsOf(valueAt(profile, 'build')));
        const patched = patchedDocument(document, valueAt(profile, 'patches'));
        const artifacts = artifactsOf(valueAt(patched.document, 'build'));
        places.push(...artifacts.filter(({ artifact }) => !own.some((each) => each.artifact === artifact)));
        // What else a profile patches may be what it sets itself.
        for (const patch of patched.lost.filter((each) => each.path.startsWith('/build/artifacts/')))
          lost.push(problemAt(path, patch.at, `The patch of "${patch.path}" leads to nothing in this file.`));
      }
      return places.flatMap(({ build, artifact }) => declareArtifact(path, build, artifact));
    });
    return { builds, problems: [...problems, ...lost] };
  },
};

function artifactsOf(build: LocatedValue | undefined) {
  return itemsOf(valueAt(build, 'artifacts')).map((artifact) => ({ build, artifact }));
}

function declareArtifact(
  path: string,
  build: LocatedValue | undefined,
  artifact: LocatedValue,
): readonly DeclaredBuild[] {
  const image = textOf(valueAt(artifact, 'image'));
  if (image === undefined || otherBuilders.some((builder) => valueAt(artifact, builder) !== undefined)) return [];
  const settings = valueAt(artifact, 'docker') ?? valueAt(artifact, 'kaniko');
  const written = textOf(valueAt(artifact, 'context')) ?? textOf(valueAt(artifact, 'workspace')) ?? '.';
  const unresolved: string[] = [];
  const context = isTemplate(written)
    ? ({ kind: 'unresolved', text: written, reason: 'it is a template that skaffold fills in' } satisfies BuildContext)
    : readContext(folderOf(path), written);
  const dockerfile = dockerfileIn(context, textOf(valueAt(settings, 'dockerfile')) ?? 'Dockerfile');
  if ('reason' in dockerfile) unresolved.push(`dockerfile: ${dockerfile.reason}`);
  const buildArgs = new Map<string, string>();
  for (const [name, { value }] of entriesOf(valueAt(settings, 'buildArgs'))) {
    const arg = textOf(value);
    if (arg === undefined) unresolved.push(`build argument ${name}: its value comes from the environment`);
    else if (isTemplate(arg)) unresolved.push(`build argument ${name}: "${arg}" is a template that skaffold fills in`);
    else buildArgs.set(name, arg);
  }
  for (const required of itemsOf(valueAt(artifact, 'requires'))) {
    const other = textOf(valueAt(required, 'image'));
    const alias = textOf(valueAt(required, 'alias')) ?? other;
    if (other !== undefined && alias !== undefined) buildArgs.set(alias, other);
  }
  const name = image.slice(image.lastIndexOf('/') + 1);
  return [
    {
      origin: { source: 'skaffold', path, line: artifact.at.line, column: artifact.at.column, name: image },
      name,
      dockerfile: 'path' in dockerfile ? dockerfile.path : null,
      inlineDockerfile: null,
      context,
      target: textOf(valueAt(settings, 'target')) ?? '',
      buildArgs,
      namedContexts: new Map(),
      platforms: textsOf(valueAt(artifact, 'platforms') ?? valueAt(build, 'platforms')),
      tags: [image],
      unresolved,
      unresolvedNames: [],
    },
  ];
}

function dockerfileIn(context: BuildContext, written: string): { readonly path: string } | { readonly reason: string } {
  if (isTemplate(written)) return { reason: `"${written}" is a template that skaffold fills in` };
  if (context.kind !== 'directory') return { reason: 'it lies in a context that is not resolved' };
  return readDockerfilePath(context.path, written);
}

function isTemplate(text: string): boolean {
  return text.includes('{{');
}
