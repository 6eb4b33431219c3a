import type { BuildContext, BuildOrigin } from '../build.ts';
import { readContext, readDockerfilePath, readNamedContext } from '../declared-paths.ts';
import type { DeclaredBuild, DeclaredBuilds, DefinitionReader } from '../definition-reader.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { folderOf } from '../repository-path.ts';
import { loadProject, type ComposeProject } from './load-project.ts';
import type { ComposeBuild, ComposePath, ComposeService, ComposeText } from './service.ts';

/** What docker compose looks for, the first that is there (compose-go cli/options.go, DefaultFileNames). */
const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** The same for what goes on top of it (DefaultOverrideFileNames). */
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/**
 * Builds of compose files.
 *
 * The default file and its override are one project. Any other file is a project of its own, with one exception: a
 * service whose `build:` names neither context nor Dockerfile, and which the default file builds, is meant to lie on top
 * of it (`docker compose -f compose.yaml -f compose.prod.yaml`). Profiles do not matter to a build.
 */
export const composeReader: DefinitionReader = {
  source: 'compose',
  names: /^(?:docker-)?compose[^/]*\.ya?ml$/,
  read: (path, _text, repository) => {
    const [main, override] = defaultComposeFiles(folderOf(path), repository);
    if (path === override) return { builds: [], problems: [] };
    if (path === main) return readProject(override === undefined ? [path] : [path, override], repository, () => true);
    const alone = loadProject([path], repository);
    const partial = [...alone.services].flatMap(([name, service]) => (isPartial(service) ? [name] : []));
    const base = main === undefined || partial.length === 0 ? null : loadProject([main], repository);
    const onTop = new Set(partial.filter((name) => base?.services.get(name)?.build));
    const own = declareBuilds(alone, (name) => !onTop.has(name));
    if (main === undefined || onTop.size === 0) return own;
    const merged = readProject([main, path], repository, (name) => onTop.has(name));
    const placed = merged.builds.map((build) => {
      const { line, column } = alone.services.get(build.name)?.build?.at ?? build.origin;
      return { ...build, origin: { ...build.origin, path, line, column } };
    });
    return { builds: [...own.builds, ...placed], problems: [...own.problems, ...merged.problems] };
  },
};

/** Whether a service says of a build only what lies on top of another file's. */
function isPartial({ build }: ComposeService): boolean {
  return build !== null && build.context === null && build.dockerfile === null && build.inlineDockerfile === null;
}

/** What docker compose reads by itself in a folder: its file, and the override file where there is one. */
export function defaultComposeFiles(folder: string, repository: RepositoryFiles): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const find = (names: readonly string[]) => names.map((name) => prefix + name).find(repository.isFile);
  const main = find(defaultNames);
  const override = find(overrideNames);
  if (main === undefined) return [];
  return override === undefined ? [main] : [main, override];
}

/** The builds of the services that `isWanted`, of the files as one project. */
export function readProject(
  paths: readonly string[],
  repository: RepositoryFiles,
  isWanted: (service: string) => boolean,
): DeclaredBuilds {
  return declareBuilds(loadProject(paths, repository), isWanted);
}

function declareBuilds(project: ComposeProject, isWanted: (service: string) => boolean): DeclaredBuilds {
  const builds: DeclaredBuild[] = [];
  for (const [name, service] of project.services) {
    if (service.build !== null && isWanted(name)) builds.push(declareBuild(project, name, service, service.build));
  }
  return { builds, problems: project.problems };
}

function declareBuild(
  project: ComposeProject,
  name: string,
  service: ComposeService,
  build: ComposeBuild,
): DeclaredBuild {
  const { path, line, column } = build.at;
  const origin: BuildOrigin = { source: 'compose', path, line, column, name };
  const unresolved: string[] = [];
  const unresolvedNames: string[] = [];
  const known = (list: string[], what: string, text: ComposeText | null): string | null => {
    if (text !== null && text.missing.length > 0) list.push(`${what}: ${missingWords(text.missing)}`);
    return text === null || text.missing.length > 0 ? null : text.text;
  };

  const context = readBuildContext(build.context, build.folder);
  const dockerfile = readBuildDockerfile(build, context);
  if ('reason' in dockerfile) unresolved.push(`dockerfile: ${dockerfile.reason}`);
  const buildArgs = new Map<string, string>();
  for (const [arg, text] of build.args) {
    const value = text === null ? project.lookup(arg) : known(unresolved, `build argument ${arg}`, text);
    if (text === null && value === undefined)
      unresolved.push(`build argument ${arg}: its value comes from the environment`);
    if (value !== undefined && value !== null) buildArgs.set(arg, value);
  }
  const namedContexts = new Map<string, string>();
  for (const [contextName, text] of build.contexts) {
    const value = known(unresolved, `named context ${contextName}`, text);
    // Compose hands `service:` to bake, which calls it `target:`.
    const read = value === null ? null : readNamedContext(text.folder, value.replace(/^service:/, 'target:'));
    if (value !== null && read === null)
      unresolved.push(`named context ${contextName}: "${value}" lies outside the repository`);
    if (read !== null) namedContexts.set(contextName, read);
  }
  const implicitImage = project.name === '' ? null : { text: `${project.name}-${name}`, missing: [] };
  const tags = [service.image ?? implicitImage, ...build.tags].flatMap(
    (tag) => known(unresolvedNames, 'tag', tag) ?? [],
  );
  const written = build.platforms.length > 0 || service.platform === null ? build.platforms : [service.platform];
  return {
    origin,
    name,
    dockerfile: 'path' in dockerfile ? dockerfile.path : null,
    inlineDockerfile: known(unresolved, 'dockerfile_inline', build.inlineDockerfile),
    context,
    target: known(unresolved, 'target', build.target) ?? '',
    buildArgs,
    namedContexts,
    // `platform: ${PLATFORM:-}` asks for none (compose-go, types/types.go).
    platforms: written
      .flatMap((platform) => known(unresolvedNames, 'platform', platform) ?? [])
      .filter((platform) => platform !== ''),
    tags: [...new Set(tags)],
    unresolved,
    unresolvedNames,
  };
}

function readBuildContext(context: ComposePath | null, folder: string): BuildContext {
  if (context === null) return readContext(folder, '.');
  if (context.missing.length > 0) {
    return { kind: 'unresolved', text: context.text, reason: missingWords(context.missing) };
  }
  return readContext(context.folder, context.text);
}

function readBuildDockerfile(
  { dockerfile, inlineDockerfile }: ComposeBuild,
  context: BuildContext,
): { readonly path: string } | { readonly reason: string } | { readonly inline: true } {
  if (inlineDockerfile !== null && dockerfile === null) return { inline: true };
  if (dockerfile !== null && dockerfile.missing.length > 0) return { reason: missingWords(dockerfile.missing) };
  if (context.kind === 'remote') return { reason: 'it is in the remote context' };
  if (context.kind === 'unresolved') return { reason: 'it lies in a context that is not resolved' };
  return readDockerfilePath(context.path, dockerfile?.text ?? 'Dockerfile');
}

function missingWords(missing: readonly string[]): string {
  const [first] = missing;
  return missing.length === 1
    ? `the variable ${first} is set in no .env file and has no default`
    : `the variables ${missing.join(', ')} are set in no .env file and have no defaults`;
}
