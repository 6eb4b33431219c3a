import type { Position } from '../../dockerfile/range.ts';
import { problemAt, type DeclaredBuilds, type DefinitionProblem, type DefinitionReader } from '../definition-reader.ts';
import { evaluate } from '../hcl/evaluate.ts';
import { HclFault } from '../hcl/syntax.ts';
import { isList, toText } from '../hcl/value.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { folderOf } from '../repository-path.ts';
import { bakeScope, type BakeScope } from './bake-scope.ts';
import { inherit, mergeTargets, type BakeTarget } from './bake-target.ts';
import { declareTarget } from './declare-target.ts';
import { evaluateTargets } from './evaluate-target.ts';
import { readBakeFile, type BakeFile } from './bake-file.ts';

/** What bake reads by itself, in this order, the later ones on top (buildx, bake/bake.go, defaultFilenames). */
const defaultNames = ['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl'];

/**
 * Builds of bake files: one for each target that bake could be asked to build.
 *
 * The default files of a folder are read together. Any other file is read alone, and together with the default ones where
 * it uses names that only they have.
 */
export const bakeReader: DefinitionReader = {
  source: 'bake',
  names: /^(?:docker-bake(?:\.[^/]*)?|bake|[^/]*[.-]bake)\.(?:hcl|json)$/,
  read: (path, _text, repository) => {
    const defaults = defaultBakeFiles(folderOf(path), repository);
    if (defaults[0] === path) return readBake(defaults, repository, {});
    if (defaults.includes(path)) return { builds: [], problems: [] };
    const alone = readBake([path], repository, {});
    if (alone.problems.length === 0 || defaults.length === 0) return alone;
    const together = readBake([...defaults, path], repository, { declaredIn: path });
    return together.problems.length < alone.problems.length ? together : alone;
  },
};

/** The bake files that bake reads by itself in a folder. */
export function defaultBakeFiles(folder: string, repository: RepositoryFiles): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return defaultNames.map((name) => prefix + name).filter(repository.isFile);
}

/** Which targets are asked for; all that can be built where neither is given. */
export interface BakeSelection {
  /** The file that declares them. */
  readonly declaredIn?: string;
  /** Names of targets and groups, as on bake's command line. */
  readonly targets?: readonly string[];
}

/** What bake files say, read together. */
interface BakeProject {
  readonly files: readonly BakeFile[];
  readonly scope: BakeScope;
  /** As written, by name. */
  readonly targets: ReadonlyMap<string, BakeTarget>;
  /** The same with what they inherit. */
  readonly resolved: readonly BakeTarget[];
  readonly problems: readonly DefinitionProblem[];
}

/** Workflows call bake again and again: what the files say is worked out once a repository. */
const projects = new WeakMap<RepositoryFiles, Map<string, BakeProject>>();

function readProject(paths: readonly string[], repository: RepositoryFiles): BakeProject {
  const known = projects.get(repository) ?? new Map<string, BakeProject>();
  projects.set(repository, known);
  const key = paths.join('\n');
  const before = known.get(key);
  if (before !== undefined) return before;
  const problems: DefinitionProblem[] = [];
  const files: BakeFile[] = [];
  for (const path of paths) {
    const read = readBakeFile(path, repository.readText(path) ?? '');
    problems.push(...read.problems);
    if (read.file !== null) files.push(read.file);
  }
  const scope = bakeScope(files.map(({ body }) => body));
  const targets = readTargets(files, scope, problems);
  const resolved = [...targets.values()].map((target) =>
    inherit(target, targets, (message) => problems.push(problemAt(target.path, target.at, message))),
  );
  const project = { files, scope, targets, resolved, problems };
  known.set(key, project);
  return project;
}

/** The targets of several files read together. */
export function readBake(
  paths: readonly string[],
  repository: RepositoryFiles,
  selection: BakeSelection,
): DeclaredBuilds {
  const { files, scope, targets, resolved, problems } = readProject(paths, repository);
  const named = selection.targets === undefined ? null : resolveGroups(files, scope, selection.targets);
  const wanted = (named === null ? buildableTargets(files, scope, targets, resolved) : resolved).filter(
    ({ path, name, block }) =>
      (selection.declaredIn === undefined || path === selection.declaredIn) &&
      (named === null || named.has(name) || named.has(block)),
  );
  const folder = workingFolder(folderOf(paths[0] ?? ''), wanted, repository);
  return { builds: wanted.map((target) => declareTarget(target, folder)), problems };
}

function readTargets(
  files: readonly BakeFile[],
  scope: BakeScope,
  problems: DefinitionProblem[],
): ReadonlyMap<string, BakeTarget> {
  const targets = new Map<string, BakeTarget>();
  for (const { path, body } of files) {
    const fault = (at: Position, message: string) => problems.push(problemAt(path, at, message));
    for (const block of body.blocks) {
      if (block.type !== 'target') continue;
      for (const target of evaluateTargets(path, block, scope, fault)) {
        const below = targets.get(target.name);
        // The place of a target is where it is first declared, whatever lies on top of it.
        targets.set(
          target.name,
          below === undefined ? target : { ...mergeTargets(below, target), path: below.path, at: below.at },
        );
      }
    }
  }
  return targets;
}

/**
 * Targets that build something. Left out are those that only lend attributes to others (`_common`: inherited, in no group,
 * and naming neither context, Dockerfile nor target), and those that ask BuildKit for something else than a build.
 */
function buildableTargets(
  files: readonly BakeFile[],
  scope: BakeScope,
  targets: ReadonlyMap<string, BakeTarget>,
  resolved: readonly BakeTarget[],
): readonly BakeTarget[] {
  const inherited = new Set([...targets.values()].flatMap(({ inherits }) => inherits));
  const named = new Set(groupMembers(files, scope));
  for (const { contexts } of resolved) {
    for (const value of contexts.values()) {
      if ('value' in value && value.value.startsWith('target:')) named.add(value.value.slice('target:'.length));
    }
  }
  return resolved.filter((target) => {
    const call = target.call !== undefined && 'value' in target.call ? target.call.value : 'build';
    if (!['', 'build'].includes(call)) return false;
    if (!inherited.has(target.name) || named.has(target.name)) return true;
    const own = targets.get(target.name);
    return [own?.context, own?.dockerfile, own?.inlineDockerfile, own?.target].some((setting) => setting !== undefined);
  });
}

function groupMembers(files: readonly BakeFile[], scope: BakeScope): readonly string[] {
  return [...readGroups(files, scope).values()].flat();
}

function readGroups(files: readonly BakeFile[], scope: BakeScope): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const block of files.flatMap(({ body }) => body.blocks)) {
    const [label] = block.labels;
    const members = block.type === 'group' ? block.body.attributes.get('targets') : undefined;
    if (members === undefined || label === undefined) continue;
    try {
      const value = evaluate(members.expression, scope.root);
      groups.set(label, isList(value) ? value.flatMap((item) => toText(item) ?? []) : []);
    } catch (error) {
      if (!(error instanceof HclFault)) throw error;
    }
  }
  return groups;
}

/** All names that asking for `names` asks for: members of groups, of groups in groups, and the names themselves. */
function resolveGroups(files: readonly BakeFile[], scope: BakeScope, names: readonly string[]): ReadonlySet<string> {
  const groups = readGroups(files, scope);
  const found = new Set(names);
  // A set is walked in the order of insertion, members added on the way included.
  for (const name of found) for (const member of groups.get(name) ?? []) found.add(member);
  return found;
}

/**
 * The folder that bake's paths count from is where it is run. That is the file's own folder, or the repository's root where
 * that misses Dockerfiles and the root has all of them (`docker buildx bake -f hack/docker-bake.hcl`).
 */
function workingFolder(own: string, targets: readonly BakeTarget[], repository: RepositoryFiles): string {
  const hasAll = (folder: string) =>
    targets.every((target) => {
      const { dockerfile } = declareTarget(target, folder);
      return dockerfile === null || repository.isFile(dockerfile);
    });
  return own !== '' && !hasAll(own) && hasAll('') ? '' : own;
}
