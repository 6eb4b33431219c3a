import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ingredientCauses } from './compare-keys.ts';
import type { Content } from './content.ts';
import { joinKey, type KeyedPlan, type KeyedVertex } from './key.ts';
import type { Cause } from './verdict.ts';

/** A build whose keys are compared with others'. */
export interface KeyedBuildPlan {
  readonly id: string;
  readonly keyed: KeyedPlan;
}

/** A step of a build. */
export interface StepPlace {
  readonly build: string;
  /** Index in `Plan.steps`. */
  readonly step: number;
}

/** Steps of several builds, or of one, that have the same cache key: built once, they are there for all. */
export interface SharedStep {
  /** Equal for equal keys, also between runs. */
  readonly key: string;
  /** The shared step that it stands on; null: the first of its chain, or it stands on none that is shared. */
  readonly parent: string | null;
  /** By build, then step. */
  readonly places: readonly StepPlace[];
}

/** Two steps that look alike and stand on the same, and whose keys differ. */
export interface NearMiss {
  readonly one: StepPlace;
  readonly other: StepPlace;
  /** What differs: ingredients, or context files where only contents do. */
  readonly causes: readonly Cause[];
}

export interface SharedSteps {
  /** Only keys that more than one place has; by key of the first place. */
  readonly shared: readonly SharedStep[];
  /** For each build in how many of its steps other builds share. */
  readonly sharedOf: ReadonlyMap<string, { readonly shared: number; readonly steps: number }>;
  readonly nearMisses: readonly NearMiss[];
}

/** As many near misses as are told: one for each pair would be too many. */
const maxNearMisses = 200;

/** Which steps of different builds have equal keys and so share layers, and which nearly do (§9 of the cache's rules). */
export function sharedSteps(builds: readonly KeyedBuildPlan[]): SharedSteps {
  const places = new Map<string, { parent: string | null; places: StepPlace[] }>();
  const alike = new Map<string, { readonly place: StepPlace; readonly key: string; readonly vertex: KeyedVertex }>();
  const nearMisses: NearMiss[] = [];
  for (const { id, keyed } of builds) {
    const keys = vertexKeys(keyed);
    for (const [step, vertices] of keyed.steps.entries()) {
      const last = vertices.at(-1);
      const vertex = last === undefined ? undefined : keyed.vertices[last];
      const key = last === undefined ? undefined : keys[last];
      if (vertex === undefined || key === undefined || key === '' || vertex.kind === 'source') continue;
      const place = { build: id, step };
      const chain = vertex.inputs.find(({ content }) => content === null)?.vertex;
      const parent = chain === undefined ? null : (keys[chain] ?? null);
      const group = places.get(key);
      if (group === undefined) places.set(key, { parent, places: [place] });
      else group.places.push(place);
      const look = joinKey([parent ?? '', vertex.kind, vertex.label.replace(/^\[[^\]]*\] /, '')]);
      const twin = alike.get(look);
      if (twin === undefined) alike.set(look, { place, key, vertex });
      else if (twin.key !== key && twin.place.build !== id && nearMisses.length < maxNearMisses) {
        nearMisses.push({ one: twin.place, other: place, causes: differences(twin.vertex, vertex) });
      }
    }
  }
  const several = [...places].filter(([, group]) => group.places.length > 1);
  const sharedKeys = new Set(several.map(([key]) => key));
  const shared = several.map(([key, group]): SharedStep => {
    const parent = group.parent !== null && sharedKeys.has(group.parent) ? group.parent : null;
    return { key, parent, places: group.places };
  });
  return { shared, sharedOf: countShared(builds, shared), nearMisses };
}

function countShared(builds: readonly KeyedBuildPlan[], shared: readonly SharedStep[]): SharedSteps['sharedOf'] {
  const counts = new Map<string, number>();
  for (const { places } of shared) {
    if (new Set(places.map(({ build }) => build)).size < 2) continue;
    for (const { build } of places) counts.set(build, (counts.get(build) ?? 0) + 1);
  }
  const stepCount = ({ keyed }: KeyedBuildPlan): number =>
    keyed.steps.filter((vertices) => keyed.vertices[vertices.at(-1) ?? -1]?.kind !== 'source').length;
  return new Map(builds.map((build) => [build.id, { shared: counts.get(build.id) ?? 0, steps: stepCount(build) }]));
}

/** What two vertices of the same look differ in. */
function differences(one: KeyedVertex, other: KeyedVertex): readonly Cause[] {
  if (one.definitions[0] !== other.definitions[0]) return ingredientCauses(one.ingredients, other.ingredients);
  const digests = (vertex: KeyedVertex): Map<string, string> => {
    const entries = vertex.inputs.flatMap(({ content }) => (content ?? []).flatMap((each) => each.entries));
    return new Map(entries.map((entry) => [entry.below === '' ? entry.match : entry.below, entry.digest]));
  };
  const past = digests(one);
  const present = digests(other);
  return [...new Set([...past.keys(), ...present.keys()])]
    .toSorted()
    .filter((name) => past.get(name) !== present.get(name))
    .slice(0, 20)
    .map((path) => {
      const kind = !past.has(path) ? 'added' : present.has(path) ? 'content' : 'deleted';
      return { kind: 'file', change: { path, kind } };
    });
}

/** A key for each vertex, equal across plans where BuildKit's are; empty for a build context, which has none. */
function vertexKeys(keyed: KeyedPlan): readonly string[] {
  const keys: string[] = [];
  for (const vertex of keyed.vertices) {
    if (vertex.kind === 'local') {
      keys.push('');
      continue;
    }
    const links = vertex.inputs.map(({ vertex: input, output, selector, content }) =>
      content === null
        ? joinKey(['definition', keys[input] ?? '', String(output), selector])
        : contentKey(content, keys),
    );
    keys.push(hash(joinKey([vertex.definitions.at(-1) ?? '', ...links])));
  }
  return keys;
}

function contentKey(contents: readonly Content[], keys: readonly string[]): string {
  const parts: string[] = ['content'];
  for (const { selector, entries, opaque } of contents) {
    for (const { match, below, digest } of entries) {
      parts.push(match === selector.path ? below : `${match}/${below}`, digest);
    }
    for (const part of opaque) parts.push(keys[part.vertex] ?? '', String(part.output), part.path);
  }
  return hash(joinKey(parts));
}

function hash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);
}
