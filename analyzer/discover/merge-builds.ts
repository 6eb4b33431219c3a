import { nameOfDockerfile } from './build-name.ts';
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
 * Two are the same when Dockerfile, context, target, arguments and named contexts are the same. One that leaves some of
 * these unresolved joins one that does not where all it does say agrees, so that a workflow which passes a version from
 * outside is not a second image. Tags do not tell builds apart, nor do platforms while both can be built for the default one.
 */
export function mergeBuilds(declared: readonly DeclaredBuild[]): readonly Build[] {
  const groups = new Map<string, DeclaredBuild[]>();
  const resolvedOf = new Map<string, DeclaredBuild[][]>();
  const inOrder = [...declared].sort(byExplicitness);
  for (const build of [...inOrder.filter(isResolved), ...inOrder.filter((each) => !isResolved(each))]) {
    const place = placeOf(build);
    const key = keyOf(build);
    const fitting = isResolved(build)
      ? undefined
      : resolvedOf.get(place)?.find(([first]) => first && agrees(build, first));
    const group = groups.get(key) ?? fitting;
    if (group !== undefined) {
      group.push(build);
      continue;
    }
    const made = [build];
    groups.set(key, made);
    if (isResolved(build)) resolvedOf.set(place, [...(resolvedOf.get(place) ?? []), made]);
  }
  return nameBuilds([...groups.values()]).sort((left, right) => compareText(left.id, right.id));
}

function isResolved({ unresolved }: DeclaredBuild): boolean {
  return unresolved.length === 0;
}

/** What is built where, and for what. */
function placeOf({ dockerfile, inlineDockerfile, context, target, platforms, origin }: DeclaredBuild): string {
  const isUsual = platforms.length === 0 || platforms.includes(defaultPlatform);
  // Without a Dockerfile nothing is known that could tell two builds apart: only their places do.
  const isNowhere = dockerfile === null && inlineDockerfile === null && context.kind !== 'remote';
  return JSON.stringify([
    dockerfile,
    inlineDockerfile,
    context.kind === 'directory' ? context.path : context,
    target,
    isUsual ? [] : [...platforms].sort(),
    isNowhere ? origin : null,
  ]);
}

/** All that tells builds apart. */
function keyOf(build: DeclaredBuild): string {
  const { buildArgs, namedContexts, unresolved } = build;
  return JSON.stringify([placeOf(build), sorted(buildArgs), sorted(namedContexts), [...unresolved].sort()]);
}

function isWithin(part: ReadonlyMap<string, string>, whole: ReadonlyMap<string, string>): boolean {
  return [...part].every(([name, value]) => whole.get(name) === value);
}

/** Whether all that a declaration says of arguments and contexts is what another says. */
function agrees(declared: DeclaredBuild, other: DeclaredBuild): boolean {
  return isWithin(declared.buildArgs, other.buildArgs) && isWithin(declared.namedContexts, other.namedContexts);
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
    compareText(left.name, right.name) ||
    compareText(keyOf(left), keyOf(right))
  );
}

function nameBuilds(groups: readonly (readonly DeclaredBuild[])[]): Build[] {
  const leaders = groups.flatMap(([first]) => first ?? []);
  const shortNames = chooseNames(leaders);
  const counts = countBy([...shortNames.values()]);
  const longNames = countBy(leaders.map((leader) => longName(leader, shortNames.get(leader) ?? '')));
  const ids = new Map<string, number>();
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const short = shortNames.get(first) ?? first.name;
    const long = longName(first, short);
    const base = first.origin.source === 'convention' ? first.origin.path : `${first.origin.path}#${short}`;
    const count = (ids.get(base) ?? 0) + 1;
    ids.set(base, count);
    const id = count === 1 ? base : `${base}~${count}`;
    const name = counts.get(short) === 1 ? short : longNames.get(long) === 1 ? long : id;
    return [toBuild(id, name, group, first)];
  });
}

/**
 * A name for each build: its own, or where its file gives several builds the same one, what their Dockerfiles are called if that
 * tells them apart (one step of a workflow builds many images as `org/app:NAME`).
 */
function chooseNames(leaders: readonly DeclaredBuild[]): ReadonlyMap<DeclaredBuild, string> {
  const counts = countBy(leaders.map((leader) => inFile(leader, leader.name)));
  const fileCounts = countBy(leaders.map((leader) => inFile(leader, fileNameOf(leader))));
  return new Map(
    leaders.map((leader) => {
      const isShared = counts.get(inFile(leader, leader.name)) !== 1;
      const isApart = fileCounts.get(inFile(leader, fileNameOf(leader))) === 1;
      return [leader, isShared && isApart ? fileNameOf(leader) : leader.name];
    }),
  );
}

function fileNameOf({ dockerfile, name }: DeclaredBuild): string {
  return dockerfile === null ? name : nameOfDockerfile(dockerfile);
}

function inFile({ origin }: DeclaredBuild, name: string): string {
  return `${origin.path}\n${name}`;
}

/** Definitions that stand beside what they build: their folder says which part of the repository a build is about. */
const besideBuilds: readonly BuildSource[] = ['bake', 'compose', 'skaffold'];

/** A name that also says which part of the repository it is about. */
function longName({ origin, dockerfile }: DeclaredBuild, name: string): string {
  const folder = folderOf(besideBuilds.includes(origin.source) || dockerfile === null ? origin.path : dockerfile);
  return folder === '' || folder.endsWith(`/${name}`) || folder === name ? folder || name : `${folder}/${name}`;
}

function toBuild(id: string, name: string, group: readonly DeclaredBuild[], first: DeclaredBuild): Build {
  const isForDefault = group.some(({ platforms }) => platforms.length === 0);
  const platforms = [...new Set(group.flatMap((each) => each.platforms))];
  // What one place leaves open is said with that place, where another place says it.
  const unresolved = group.flatMap((each) => {
    const all = [...each.unresolved, ...each.unresolvedNames];
    return each.unresolved.length === first.unresolved.length
      ? all
      : all.map((text) => `${placeText(each.origin)}: ${text}`);
  });
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
    unresolved: [...new Set(unresolved)],
  };
}

function placeText({ path, line }: BuildOrigin): string {
  return `${path}:${line}`;
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
