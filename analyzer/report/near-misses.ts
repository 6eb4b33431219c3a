import { ingredientDifferences } from '../cache/ingredient-differences.ts';
import { joinKey, type Ingredient, type KeyedPlan, type KeyedVertex } from '../cache/key.ts';
import type { Entry } from '../cache/selection.ts';
import { parseReference, repositoryOf } from '../dockerfile/reference.ts';
import type { KeyDifference, KeyPart, NearMiss, StepPlace } from './near-miss.ts';

/** A build whose keys are compared with others'. */
export interface KeyedBuildPlan {
  readonly id: string;
  readonly keyed: KeyedPlan;
  /** `vertexDigests` of it. */
  readonly digests: readonly string[];
}

/** As many near misses as are told: one for each pair would be too many. */
const maxNearMisses = 200;
const maxDifferences = 20;
const baseImage = 'base image';

interface Variant {
  readonly places: StepPlace[];
  readonly vertex: KeyedVertex;
  readonly base: KeyedVertex | null;
}

/**
 * Steps of different builds that nearly share a layer: the same line on the same steps, or on another tag of the same base
 * image, and something in their keys that differs. Those on equal steps first, then those of most builds.
 */
export function nearMisses(builds: readonly KeyedBuildPlan[]): readonly NearMiss[] {
  const looks = new Map<string, Map<string, Variant>>();
  for (const { id, keyed, digests } of builds) {
    for (const [step, ids] of keyed.steps.entries()) {
      const vertex = keyed.vertices[ids.at(-1) ?? -1];
      const key = digests[vertex?.id ?? -1];
      if (vertex === undefined || key === undefined || vertex.kind === 'source') continue;
      const chain = vertex.inputs.find(({ content }) => content === null)?.vertex;
      const below = chain === undefined ? null : (keyed.vertices[chain] ?? null);
      const look = joinKey([placeOf(below, digests), vertex.kind, vertex.label.replace(/^\[[^\]]*\] /, '')]);
      const variants = looks.get(look) ?? new Map<string, Variant>();
      looks.set(look, variants);
      const variant = variants.get(key) ?? {
        places: [],
        vertex,
        base: below !== null && below.image !== null ? below : null,
      };
      variants.set(key, variant);
      variant.places.push({ build: id, step });
    }
  }
  const misses: NearMiss[] = [];
  for (const variants of looks.values()) {
    const [one, ...others] = [...variants.values()].toSorted((a, b) => b.places.length - a.places.length);
    for (const other of others) {
      if (one === undefined || !isOfOtherBuilds(one, other)) continue;
      const differences = differencesOf(one, other);
      if (differences.length > 0) misses.push({ one: one.places, other: other.places, differences });
    }
  }
  const isOnOtherBase = ({ differences }: NearMiss): number =>
    Number(differences.some(({ name }) => name === baseImage));
  return misses
    .toSorted((a, b) => isOnOtherBase(a) - isOnOtherBase(b) || b.other.length - a.other.length)
    .slice(0, maxNearMisses);
}

/** What a step stands on: an image by its name without tag and digest, anything else by its key. */
function placeOf(below: KeyedVertex | null, digests: readonly string[]): string {
  if (below === null) return '';
  const image = below.image === null ? null : parseReference(below.image);
  return image === null ? (digests[below.id] ?? '') : `image ${repositoryOf(image)}`;
}

function isOfOtherBuilds(one: Variant, other: Variant): boolean {
  const builds = new Set(one.places.map(({ build }) => build));
  return other.places.some(({ build }) => !builds.has(build));
}

function differencesOf(one: Variant, other: Variant): readonly KeyDifference[] {
  const found = ingredientDifferences(ingredientsOf(one), ingredientsOf(other)).map(
    ({ name, before, after }): KeyDifference => ({
      kind: 'ingredient',
      name,
      one: before === null ? null : partOf(before),
      other: after === null ? null : partOf(after),
    }),
  );
  if (found.length > 0) return found.slice(0, maxDifferences);
  if (one.vertex.definitions[0] !== other.vertex.definitions[0]) {
    const [before, after] = [one, other].map(orderOf);
    return [{ kind: 'order', name: 'environment', one: before ?? null, other: after ?? null }];
  }
  return fileDifferences(one.vertex, other.vertex).slice(0, maxDifferences);
}

/** The base image is no part of a step's own key, but of what a reader looks for. */
function ingredientsOf({ vertex, base }: Variant): readonly Ingredient[] {
  const image = base?.ingredients.find(({ name }) => name === 'image');
  return image === undefined ? vertex.ingredients : [...vertex.ingredients, { ...image, name: baseImage }];
}

function partOf({ value, instruction }: Ingredient): KeyPart {
  return { value, instruction };
}

function orderOf({ vertex }: Variant): KeyPart {
  const names = vertex.ingredients.flatMap(({ name, value }) =>
    name === 'environment' ? [value.slice(0, value.indexOf('='))] : [],
  );
  return { value: names.join(' '), instruction: null };
}

/** Files that differ where most are equal; where not, the two only look alike. */
function fileDifferences(one: KeyedVertex, other: KeyedVertex): readonly KeyDifference[] {
  const past = entriesOf(one);
  const present = entriesOf(other);
  let equal = 0;
  const differences: KeyDifference[] = [];
  for (const name of [...new Set([...past.keys(), ...present.keys()])].toSorted()) {
    const before = past.get(name) ?? null;
    const after = present.get(name) ?? null;
    if (before?.digest === after?.digest) equal++;
    else differences.push({ kind: 'file', name, one: filePart(before), other: filePart(after) });
  }
  return equal >= differences.length ? differences : [];
}

/** What a vertex takes by content, folders left out, by the path under which it is taken. */
function entriesOf(vertex: KeyedVertex): ReadonlyMap<string, Entry> {
  const entries = vertex.inputs.flatMap(({ content }) => (content ?? []).flatMap((each) => each.entries));
  return new Map(
    entries.flatMap((entry) =>
      entry.kind === 'directory' ? [] : [[entry.below === '' ? entry.match.slice(1) : entry.below, entry]],
    ),
  );
}

function filePart(entry: Entry | null): KeyPart | null {
  return entry === null ? null : { value: entry.path ?? '', instruction: null };
}
