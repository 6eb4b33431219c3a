import { ingredientDifferences } from '../cache/ingredient-differences.ts';
import { joinKey, type Ingredient, type KeyedPlan, type KeyedVertex } from '../cache/key.ts';
import { parseReference, repositoryOf } from '../dockerfile/reference.ts';
import type { KeyDifference, KeyPart, NearMiss, StepPlace } from './near-miss.ts';
import type { Report } from './report.ts';

/** The key of a step, as far as it is compared with those of other builds: plain data, a shard carries it. */
export interface StepKey {
  /** Index in the build's steps. */
  readonly step: number;
  /** Equal keys, equal steps. */
  readonly key: string;
  /** Equal for steps that look alike and stand on the same. */
  readonly look: string;
  /** What its key is made of, the base image that it stands on last. */
  readonly ingredients: readonly Ingredient[];
  /** What it takes by content, by the path under which it is taken. */
  readonly files: readonly StepFile[];
}

interface StepFile {
  readonly name: string;
  readonly digest: string;
  /** In the repository; empty for a file that a step wrote. */
  readonly path: string;
}

/** A build whose keys are compared with others'. */
export interface StepKeysOfBuild {
  readonly id: string;
  readonly stepKeys: readonly StepKey[];
}

/** As many near misses as are told: one for each pair would be too many. */
const maxNearMisses = 200;
const maxDifferences = 20;
const baseImage = 'base image';

type FoundMisses = Pick<Report, 'nearMissCount' | 'nearMisses'>;

interface Variant {
  readonly places: StepPlace[];
  readonly step: StepKey;
}

/** The keys of a build's steps. `digests` are those of its vertices (`vertexDigests`). */
export function stepKeys(keyed: KeyedPlan, digests: readonly string[]): readonly StepKey[] {
  return keyed.steps.flatMap((ids, step): readonly StepKey[] => {
    const vertex = keyed.vertices[ids.at(-1) ?? -1];
    const key = digests[vertex?.id ?? -1];
    if (vertex === undefined || key === undefined || vertex.kind === 'source') return [];
    const text = vertex.label.replace(/^\[[^\]]*\] /, '');
    // A folder costs nothing to make twice, and images that differ for a reason all have one.
    if (text.startsWith('WORKDIR ')) return [];
    const chain = vertex.inputs.find(({ content }) => content === null)?.vertex;
    const below = chain === undefined ? null : (keyed.vertices[chain] ?? null);
    const look = joinKey([placeOf(below, digests), vertex.kind, text]);
    return [
      {
        step,
        key,
        look,
        ingredients: ingredientsOf(vertex, below),
        // Asked of few steps, unless it is written to a file.
        get files() {
          return filesOf(vertex);
        },
      },
    ];
  });
}

/**
 * Steps of different builds that nearly share a layer: the same line on the same steps, or on another tag of the same base
 * image, and something in their keys that differs. Those on equal steps first, then those of most builds, then those
 * in which least differs.
 */
export function nearMisses(builds: readonly StepKeysOfBuild[]): FoundMisses {
  const looks = new Map<string, Map<string, Variant>>();
  for (const build of builds) {
    for (const step of build.stepKeys) {
      const variants = looks.get(step.look) ?? new Map<string, Variant>();
      looks.set(step.look, variants);
      const variant = variants.get(step.key) ?? { places: [], step };
      variants.set(step.key, variant);
      variant.places.push({ build: build.id, step: step.step });
    }
  }
  const misses: NearMiss[] = [];
  for (const variants of looks.values()) {
    const [one, ...others] = [...variants.values()].toSorted((a, b) => b.places.length - a.places.length);
    for (const other of others) {
      if (one === undefined || !isOfOtherBuilds(one, other)) continue;
      const differences = differencesOf(one.step, other.step);
      if (differences.length > 0) misses.push({ one: one.places, other: other.places, differences });
    }
  }
  const isOnOtherBase = ({ differences }: NearMiss): number =>
    Number(differences.some(({ name }) => name === baseImage));
  const ranked = misses.toSorted(
    (a, b) =>
      isOnOtherBase(a) - isOnOtherBase(b) ||
      b.other.length - a.other.length ||
      a.differences.length - b.differences.length,
  );
  return { nearMissCount: ranked.length, nearMisses: ranked.slice(0, maxNearMisses) };
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

function differencesOf(one: StepKey, other: StepKey): readonly KeyDifference[] {
  const found = ingredientDifferences(one.ingredients, other.ingredients).map(
    ({ name, before, after }): KeyDifference => ({
      kind: 'ingredient',
      name,
      one: before === null ? null : partOf(before),
      other: after === null ? null : partOf(after),
    }),
  );
  if (found.length > 0) return found.slice(0, maxDifferences);
  if (orderOf(one) !== orderOf(other)) {
    return [{ kind: 'order', name: 'environment', one: namesInOrder(one), other: namesInOrder(other) }];
  }
  return fileDifferences(one, other).slice(0, maxDifferences);
}

/** The base image is no part of a step's own key, but of what a reader looks for. */
function ingredientsOf(vertex: KeyedVertex, below: KeyedVertex | null): readonly Ingredient[] {
  const image = below?.image === null ? undefined : below?.ingredients.find(({ name }) => name === 'image');
  return image === undefined ? vertex.ingredients : [...vertex.ingredients, { ...image, name: baseImage }];
}

function partOf({ value, instruction }: Ingredient): KeyPart {
  return { value, instruction };
}

function orderOf({ ingredients }: StepKey): string {
  return joinKey(ingredients.flatMap(({ name, value }) => [name, value]));
}

function namesInOrder({ ingredients }: StepKey): KeyPart {
  const names = ingredients.flatMap(({ name, value }) =>
    name === 'environment' ? [value.slice(0, value.indexOf('='))] : [],
  );
  return { value: names.join(' '), instruction: null };
}

/** Files that differ where most are equal; where not, the two only look alike. */
function fileDifferences(one: StepKey, other: StepKey): readonly KeyDifference[] {
  const [past, present] = [one, other].map(({ files }) => new Map(files.map((file) => [file.name, file])));
  let equal = 0;
  const differences: KeyDifference[] = [];
  for (const name of [...new Set([...(past?.keys() ?? []), ...(present?.keys() ?? [])])].toSorted()) {
    const before = past?.get(name) ?? null;
    const after = present?.get(name) ?? null;
    if (before?.digest === after?.digest) equal++;
    else differences.push({ kind: 'file', name, one: filePart(before), other: filePart(after) });
  }
  return equal >= differences.length ? differences : [];
}

/** What a vertex takes by content, folders left out; of several under one path the last. */
function filesOf(vertex: KeyedVertex): readonly StepFile[] {
  const entries = vertex.inputs.flatMap(({ content }) => (content ?? []).flatMap((each) => each.entries));
  return entries.flatMap(({ kind, below, match, digest, path }) =>
    kind === 'directory' ? [] : [{ name: below === '' ? match.slice(1) : below, digest, path: path ?? '' }],
  );
}

function filePart(file: StepFile | null): KeyPart | null {
  return file === null ? null : { value: file.path, instruction: null };
}
