import { problemAt, type DefinitionProblem } from '../definition-reader.ts';
import { entriesOf, itemsOf, valueAt, type LocatedEntry, type LocatedValue } from '../located-value.ts';
import { parsedYaml } from '../parsed-yaml.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { folderOf, followPath } from '../repository-path.ts';
import { readDotEnv } from './dot-env.ts';
import type { Lookup } from './interpolate.ts';
import { serviceReader, type ServiceReader } from './read-service.ts';
import { mergeServices, type ComposeService } from './service.ts';

/** Chains of `include` and `extends` end by themselves in real files; this ends the others. */
const maxChain = 30;

export interface ComposeProject {
  readonly services: ReadonlyMap<string, ComposeService>;
  /** What the files set as the project's name; empty when they set none. */
  readonly name: string;
  readonly lookup: Lookup;
  readonly problems: readonly DefinitionProblem[];
}

interface ComposeFile {
  readonly root: LocatedValue | undefined;
  readonly reader: ServiceReader;
}

/**
 * Loads a compose project: `paths` in order, each on top of those before it, with what they include and extend.
 *
 * As `docker compose -f A -f B` does: paths count from the folder of the first file, `.env` is read from there
 * (docs.docker.com/compose/how-tos/multiple-compose-files). Never throws.
 */
export function loadProject(paths: readonly string[], repository: RepositoryFiles): ComposeProject {
  const known = projects.get(repository) ?? new Map<string, ComposeProject>();
  projects.set(repository, known);
  const key = paths.join('\n');
  const project = known.get(key) ?? readProject(paths, repository);
  known.set(key, project);
  return project;
}

/** Scripts name the same files again and again: what these say is worked out once a repository. */
const projects = new WeakMap<RepositoryFiles, Map<string, ComposeProject>>();

function readProject(paths: readonly string[], repository: RepositoryFiles): ComposeProject {
  const problems: DefinitionProblem[] = [];
  const folder = folderOf(paths[0] ?? '');
  const env = readDotEnv(repository.readText(joined(folder, '.env')) ?? '');
  const lookup: Lookup = (name) => env.get(name);
  const loader = createLoader(repository, problems);
  const services = loader.load(paths, folder, lookup, 0);
  return { services, name: loader.projectName(), lookup, problems };
}

function createLoader(repository: RepositoryFiles, problems: DefinitionProblem[]) {
  const roots = new Map<string, LocatedValue | undefined>();
  let name = '';

  function open(path: string, folder: string, lookup: Lookup): ComposeFile | null {
    if (!roots.has(path)) {
      const yaml = parsedYaml(path, repository);
      problems.push(...(yaml?.problems ?? []));
      roots.set(path, yaml?.documents[0]);
    }
    const root = roots.get(path);
    return root === undefined ? null : { root, reader: serviceReader(path, folder, lookup, problems) };
  }

  function load(
    paths: readonly string[],
    folder: string,
    lookup: Lookup,
    depth: number,
  ): ReadonlyMap<string, ComposeService> {
    const services = new Map<string, ComposeService>();
    for (const path of paths) {
      const file = open(path, folder, lookup);
      if (file === null) continue;
      const ownName = file.reader.readText(valueAt(file.root, 'name'));
      if (depth === 0 && ownName !== undefined && ownName.missing.length === 0) name = ownName.text;
      for (const [name, service] of included(file, path, folder, lookup, depth)) services.set(name, service);
      for (const [name, entry] of entriesOf(valueAt(file.root, 'services'))) {
        const own = extended(file, path, entry, lookup, new Set([`${path}\n${name}`]));
        const below = services.get(name);
        services.set(name, below === undefined ? own : mergeServices(below, own));
      }
    }
    return services;
  }

  function included(file: ComposeFile, path: string, folder: string, lookup: Lookup, depth: number) {
    const services: (readonly [string, ComposeService])[] = [];
    for (const item of itemsOf(valueAt(file.root, 'include'))) {
      const list = valueAt(item, 'path') ?? item;
      const written = [...(list.kind === 'list' ? list.items : [list])].flatMap(
        (one) => file.reader.readText(one) ?? [],
      );
      const found = written.flatMap(({ text }) => {
        const followed = followPath(folder, text);
        if ('path' in followed && repository.isFile(followed.path)) return [followed.path];
        problems.push(problemAt(path, item.at, `The included file "${text}" is not in this repository.`));
        return [];
      });
      const [first] = found;
      if (first === undefined) continue;
      if (depth >= maxChain) {
        problems.push(problemAt(path, item.at, 'Files include each other without end.'));
        continue;
      }
      const projectFolder = file.reader.readText(valueAt(item, 'project_directory'));
      const followed = projectFolder === undefined ? null : followPath(folder, projectFolder.text);
      const ownFolder = followed !== null && 'path' in followed ? followed.path : folderOf(first);
      const env = readDotEnv(repository.readText(joined(ownFolder, '.env')) ?? '');
      services.push(...load(found, ownFolder, (name) => lookup(name) ?? env.get(name), depth + 1));
    }
    return services;
  }

  function extended(
    file: ComposeFile,
    path: string,
    entry: LocatedEntry,
    lookup: Lookup,
    seen: ReadonlySet<string>,
  ): ComposeService {
    const own = file.reader.readService(entry);
    const base = own.extends;
    if (base === null) return own;
    const followed = base.file === null ? { path } : followPath(folderOf(path), base.file.text);
    const basePath = 'path' in followed ? followed.path : null;
    const baseFile = basePath === path ? file : basePath === null ? null : open(basePath, folderOf(basePath), lookup);
    const baseEntry = entriesOf(valueAt(baseFile?.root, 'services')).find(([name]) => name === base.service)?.[1];
    const key = `${basePath}\n${base.service}`;
    if (baseFile === null || basePath === null || baseEntry === undefined) {
      const where = base.file === null ? 'this file' : `"${base.file.text}"`;
      problems.push(
        problemAt(path, base.at, `The service "${base.service}" that this one extends is not in ${where}.`),
      );
      return own;
    }
    if (seen.has(key) || seen.size > maxChain) {
      problems.push(problemAt(path, base.at, 'Services extend each other in a circle.'));
      return own;
    }
    const below = extended(baseFile, basePath, baseEntry, lookup, new Set([...seen, key]));
    const merged = mergeServices(below, own);
    const build = merged.build === null ? null : { ...merged.build, at: own.build?.at ?? own.at };
    return { ...merged, at: own.at, build };
  }

  return { load, projectName: () => name };
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
