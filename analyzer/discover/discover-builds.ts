import type { FileTree } from '../context/file-tree.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { parseOnce } from '../dockerfile/parse-once.ts';
import type { Build } from './build.ts';
import { conventionBuild } from './convention.ts';
import { problemAt, type DeclaredBuild, type DefinitionProblem } from './definition-reader.ts';
import { definitionFiles, readersOf } from './definition-files.ts';
import { isDockerfileName } from './dockerfile-name.ts';
import { followLinks } from './follow-links.ts';
import { mergeBuilds } from './merge-builds.ts';
import { readDockerfile } from './read-dockerfile.ts';
import { repositoryFiles, type RepositoryFiles } from './repository-files.ts';
import { baseNameOf, folderOf } from './repository-path.ts';
import { templatesAmong, templatesNotice } from './template-text.ts';

export interface DiscoveredBuilds {
  /** Sorted by id. */
  readonly builds: readonly Build[];
  /** What could not be read or understood, sorted by path and place; the same shape as the report's notices. */
  readonly notices: readonly DefinitionProblem[];
}

/**
 * Every build of a repository: those that its files declare, and one by convention for each Dockerfile that none of them
 * names.
 *
 * `files` are the paths to look at, as the walk over the repository gives them; their order does not matter. Those that
 * `isIgnored` answers for are passed over, and so are builds of Dockerfiles among them. `parse`: where Dockerfiles are read
 * elsewhere too, what remembers them. Never throws for anything that stands in a file.
 */
export function discoverBuilds(
  tree: FileTree,
  files: readonly string[],
  isIgnored: (path: string) => boolean = () => false,
  parse = parseOnce(),
): DiscoveredBuilds {
  const repository = repositoryFiles(tree);
  const declared: DeclaredBuild[] = [];
  const notices: DefinitionProblem[] = [];
  const vendored = vendoredFolders(files);
  const own = definitionFiles(files)
    .filter((path) => !isIgnored(path) && !vendored.some((folder) => path.startsWith(`${folder}/`)))
    .toSorted();
  tree.prefetch?.(own);
  for (const path of own) {
    for (const reader of readersOf(path)) {
      const text = repository.readText(path);
      if (text === null) continue;
      const found = reader.read(path, text, repository);
      const builds = found.builds.map((build) => withoutLinks(build, repository, tree));
      declared.push(...builds.filter(({ dockerfile }) => dockerfile === null || !isIgnored(dockerfile)));
      notices.push(...found.problems);
    }
  }
  const submodules = submodulesOf(repository);
  for (const build of declared) notices.push(...faultsOf(build, repository, tree, submodules));
  const named = new Set(declared.map(({ dockerfile }) => dockerfile));
  const undeclared: { readonly path: string; readonly dockerfile: Dockerfile }[] = [];
  for (const path of own) {
    if (named.has(path) || !isDockerfileName(baseNameOf(path))) continue;
    const read = readDockerfile(tree, path);
    if (read.kind !== 'text') {
      notices.push({ path, range: null, message: read.message });
      continue;
    }
    undeclared.push({ path, dockerfile: parse(read.text) });
  }
  const templates = templatesAmong(undeclared);
  for (const { path, dockerfile } of undeclared) {
    if (!templates.has(path)) declared.push(conventionBuild(path, dockerfile, tree));
  }
  notices.push(...templatesNotice([...templates]));
  return { builds: mergeBuilds(declared), notices: sortNotices(notices) };
}

/**
 * Folders into which a package manager copied other projects: Go's `vendor` (with its modules.txt) and Composer's (with its
 * autoload.php). What is built there is not this repository's to build.
 */
function vendoredFolders(files: readonly string[]): readonly string[] {
  return files
    .filter((path) => path.endsWith('vendor/modules.txt') || path.endsWith('vendor/autoload.php'))
    .map(folderOf)
    .filter((folder) => baseNameOf(folder) === 'vendor');
}

/** A build whose folders are symlinks, by the folders that these lead to: docker follows them. */
function withoutLinks(build: DeclaredBuild, repository: RepositoryFiles, tree: FileTree): DeclaredBuild {
  const { context, dockerfile } = build;
  const resolved = (folder: string): string =>
    repository.isDirectory(folder) ? folder : (followLinks(tree, folder) ?? folder);
  return {
    ...build,
    context: context.kind === 'directory' ? { ...context, path: resolved(context.path) } : context,
    dockerfile: dockerfile === null ? null : joined(resolved(folderOf(dockerfile)), baseNameOf(dockerfile)),
  };
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Folders that hold other repositories (gitmodules(5)). */
function submodulesOf(repository: RepositoryFiles): readonly string[] {
  const lines = (repository.readText('.gitmodules') ?? '').split('\n');
  return lines.flatMap((line) => /^[ \t]*path[ \t]*=(.*)$/.exec(line)?.[1]?.trim() ?? []);
}

/** A context or Dockerfile that is not there. */
function faultsOf(
  { origin, context, dockerfile }: DeclaredBuild,
  repository: RepositoryFiles,
  tree: FileTree,
  submodules: readonly string[],
): readonly DefinitionProblem[] {
  const faults: DefinitionProblem[] = [];
  const isIn = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);
  const submodule = submodules.find((folder) => dockerfile !== null && isIn(folder, dockerfile));
  const say = (message: string) => faults.push(problemAt(origin.path, origin, message));
  if (context.kind === 'unresolved') say(`The build context "${context.text}" cannot be used: ${context.reason}.`);
  if (context.kind === 'directory' && !repository.isDirectory(context.path)) {
    say(`The build context "${context.path}" is no folder of this repository.`);
  }
  if (dockerfile !== null && tree.stat(dockerfile) === null) {
    const where =
      submodule === undefined ? 'not in this repository' : `in the submodule "${submodule}", which is not here`;
    say(`The Dockerfile "${dockerfile}" is ${where}.`);
  }
  return faults;
}

function sortNotices(notices: readonly DefinitionProblem[]): readonly DefinitionProblem[] {
  const keyed = notices.map((notice) => {
    const { line = 0, column = 0 } = notice.range?.start ?? {};
    const place = `${String(line).padStart(9, '0')}${String(column).padStart(9, '0')}`;
    return [`${notice.path}\n${place}\n${notice.message}`, notice] as const;
  });
  const distinct = new Map(keyed);
  return [...distinct].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, notice]) => notice);
}
