import type { Build, BuildOrigin, BuildSource } from './build.ts';
import type { DeclaredBuild } from './definition-reader.ts';
import { folderOf } from './repository-path.ts';

/** How much a place of each kind says about a build of its own accord: the first is asked for the name. */
const explicitness: readonly BuildSource[] = [
  'bake',
  'compose',
  'skaffold',
  'devcontainer',
  'github-actions',
  'gitlab-ci',
  'cloud-build',
  'makefile',
  'npm-script',
  'shell',
  'convention',
];

/** The platform of a build that names none. */
const defaultPlatform = 'linux/amd64';

/**
 * Declarations of the same build as one, with all their origins, tags and platforms; sorted by id.
 *
 * Two are the same when Dockerfile, context, target, arguments and named contexts are the same, and what is unresolved of
 * these. Tags do not tell builds apart, nor do platforms while both can be built for the default one.
 */
export function mergeBuilds(declared: readonly DeclaredBuild[]): readonly Build[] {
  const groups = new Map<string, DeclaredBuild[]>();
  for (const build of [...declared].sort(byExplicitness)) {
    const key = keyOf(build);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [build]);
    else group.push(build);
  }
  const named = nameBuilds([...groups.values()]);
  return named.sort((left, right) => compareText(left.id, right.id));
}

function keyOf(build: DeclaredBuild): string {
  const { dockerfile, inlineDockerfile, context, target, platforms, unresolved } = build;
  const isUsual = platforms.length === 0 || platforms.includes(defaultPlatform);
  return JSON.stringify([
    dockerfile,
    inlineDockerfile,
    context.kind === 'directory' ? context.path : context,
    target,
    sorted(build.buildArgs),
    sorted(build.namedContexts),
    isUsual ? [] : [...platforms].sort(),
    [...unresolved].sort(),
    // Nothing is known that could tell two such builds apart: only their places do.
    dockerfile === null && inlineDockerfile === null && context.kind !== 'remote' ? build.origin : null,
  ]);
}

function sorted(map: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...map].sort(([left], [right]) => compareText(left, right));
}

function byExplicitness(left: DeclaredBuild, right: DeclaredBuild): number {
  const first = left.origin;
  const second = right.origin;
  return (
    explicitness.indexOf(first.source) - explicitness.indexOf(second.source) ||
    compareText(first.path, second.path) ||
    first.line - second.line ||
    first.column - second.column ||
    compareText(left.name, right.name)
  );
}

function nameBuilds(groups: readonly (readonly DeclaredBuild[])[]): Build[] {
  const ids = new Map<string, number>();
  const leaders = groups.flatMap(([first]) => first ?? []);
  const names = countBy(leaders.map(({ name }) => name));
  const longNames = countBy(leaders.map(longName));
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const base = first.origin.source === 'convention' ? first.origin.path : `${first.origin.path}#${first.name}`;
    const count = (ids.get(base) ?? 0) + 1;
    ids.set(base, count);
    const id = count === 1 ? base : `${base}~${count}`;
    const name = names.get(first.name) === 1 ? first.name : longNames.get(longName(first)) === 1 ? longName(first) : id;
    return [toBuild(id, name, group, first)];
  });
}

/** Definitions that stand beside what they build: their folder says which part of the repository a build is about. */
const besideBuilds: readonly BuildSource[] = ['bake', 'compose', 'skaffold'];

/** A name that also says which part of the repository it is about. */
function longName({ name, origin, dockerfile }: DeclaredBuild): string {
  const folder = folderOf(besideBuilds.includes(origin.source) || dockerfile === null ? origin.path : dockerfile);
  return folder === '' || folder.endsWith(`/${name}`) || folder === name ? folder || name : `${folder}/${name}`;
}

function toBuild(id: string, name: string, group: readonly DeclaredBuild[], first: DeclaredBuild): Build {
  const isForDefault = group.some(({ platforms }) => platforms.length === 0);
  const platforms = [...new Set(group.flatMap((each) => each.platforms))];
  return {
    id,
    name,
    dockerfile: first.dockerfile,
    inlineDockerfile: first.inlineDockerfile,
    context: first.context,
    target: first.target,
    buildArgs: toRecord(first.buildArgs),
    namedContexts: toRecord(first.namedContexts),
    platforms: isForDefault && platforms.length > 0 && !platforms.includes(defaultPlatform) ? [] : platforms,
    tags: [...new Set(group.flatMap(({ tags }) => tags))],
    origins: distinctOrigins(group),
    unresolved: [...new Set(group.flatMap((each) => [...each.unresolved, ...each.unresolvedNames]))],
  };
}

function toRecord(map: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  // A null prototype, so that an argument called __proto__ is one like any other.
  const record: Record<string, string> = Object.create(null);
  for (const [key, value] of sorted(map)) record[key] = value;
  return record;
}

function distinctOrigins(group: readonly DeclaredBuild[]): readonly BuildOrigin[] {
  const seen = new Set<string>();
  return group.flatMap(({ origin }) => {
    const key = JSON.stringify([origin.path, origin.line, origin.column, origin.name]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [origin];
  });
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
