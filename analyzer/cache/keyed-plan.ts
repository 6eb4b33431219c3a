import type { Plan } from '../plan/plan.ts';
import type { Unmerged } from '../plan/unmerged.ts';
import type { SourceVertex, Vertex } from '../plan/vertex.ts';
import type { Content } from './content.ts';
import { execIngredients, execLinks } from './exec-key.ts';
import { fileIngredients, fileLinks } from './file-key.ts';
import { writeFiles } from './file-writes.ts';
import { ascending, emptyFileSystem, layOver, opaqueFileSystem, selectFrom, type FileSystem } from './file-system.ts';
import {
  definitionOf,
  type Ingredient,
  type InputLink,
  type KeyedPlan,
  type KeyedVertex,
  type KeyedVertices,
} from './key.ts';
import { plainSelector, type Selections, type Selector } from './selection.ts';
import { once } from './once.ts';
import { sourceDefinitions, sourceImage, sourceIngredients } from './source-key.ts';

/** What names the content of an image: any of them equal, the same content (source/containerimage/pull.go, CacheKey). */
export interface ImageIdentity {
  /** `sha256:…` of the manifest; empty when unknown. */
  readonly digest: string;
  /** Of its layers; empty when unknown. */
  readonly chainId: string;
  /** It is built elsewhere, and may or may not come out as these names say. */
  readonly isUncertain?: boolean;
}

/** All that keys are made of and a plan does not hold. */
export interface KeyWorld {
  readonly selections: Selections;
  /** null: nothing is known of the image; its normalised reference then stands for its content. */
  readonly imageIdentity?: (reference: string, platform: string) => ImageIdentity | null;
  /** `docker build --network`: the mode of each RUN that names none. */
  readonly network?: 'HOST' | 'NONE';
}

/**
 * The cache key of every vertex of a plan, as BuildKit makes it: its own definition with every ingredient, and how it
 * hangs on its inputs, contents followed through stages as far as they can be known.
 */
export function keyPlan(plan: Plan, world: KeyWorld): KeyedPlan {
  const keyed = keyVertices(plan, world);
  const { unmerged } = plan;
  return {
    ...keyed,
    stepStages: plan.steps.map(({ stage }) => stage),
    findsOwnSteps: false,
    unmerged: unmerged === null ? null : once(() => keyUnmerged(plan, unmerged, keyed, world)),
  };
}

function keyUnmerged(
  plan: Plan,
  { vertices, mergedInto, steps }: Unmerged,
  merged: KeyedVertices,
  world: KeyWorld,
): KeyedVertices & Pick<Unmerged, 'mergedInto'> {
  const apart = { ...plan, vertices, steps: plan.steps.map((step, id) => ({ ...step, vertices: steps[id] ?? [] })) };
  const keyed = keyVertices(apart, world);
  // They run once, for whichever stage asks.
  const together = (id: number): readonly number[] => merged.vertices[mergedInto[id] ?? -1]?.noCacheStages ?? [];
  return {
    vertices: keyed.vertices.map((vertex) => ({ ...vertex, noCacheStages: together(vertex.id) })),
    steps,
    mergedInto,
  };
}

function keyVertices(plan: Plan, world: KeyWorld): KeyedVertices {
  const fileSystems: FileSystem[] = [];
  const stepOf = new Map<number, number>();
  const stagesOf = new Map<number, number[]>();
  for (const step of plan.steps) {
    for (const id of step.vertices) {
      if (!stepOf.has(id)) stepOf.set(id, step.id);
      if (step.stage !== null) stagesOf.set(id, [...(stagesOf.get(id) ?? []), step.stage]);
    }
  }
  const vertices = plan.vertices.map((vertex): KeyedVertex => {
    const select = (place: number, selector: Selector): Content =>
      selectInput(plan, world, fileSystems, vertex, place, selector);
    fileSystems[vertex.id] = fileSystemAfter(vertex, fileSystems, select);
    const image = vertex.type === 'source' ? sourceImage(vertex) : null;
    const ingredients = ingredientsOf(plan, vertex, world);
    return {
      id: vertex.id,
      kind: vertex.type === 'source' && isLocal(vertex) ? 'local' : vertex.type,
      label: vertex.label,
      step: stepOf.get(vertex.id) ?? null,
      stage: vertex.stage,
      instruction: vertex.instruction,
      definedBy: vertex.definedBy,
      buildArgs: vertex.buildArgs,
      image,
      ingredients,
      definitions:
        vertex.type === 'source' ? definitionsOfSource(vertex, world) : [definitionOf(vertex.type, ingredients)],
      inputs: linksOf(vertex, select),
      isNoCache: vertex.isNoCache,
      isUncertain: image !== null && world.imageIdentity?.(image, vertex.platform ?? '')?.isUncertain === true,
      noCacheStages: isNoCacheable(plan, vertex) ? ascending(stagesOf.get(vertex.id) ?? []) : [],
    };
  });
  return { vertices, steps: plan.steps.map((step) => step.vertices) };
}

/** A build context is sent anew each time, and its key is never found; one whose files are not here is taken as it was. */
function definitionsOfSource(vertex: SourceVertex, world: KeyWorld): readonly string[] {
  const isKnown = isLocal(vertex) && world.selections(vertex, plainSelector('/')) !== null;
  return isKnown ? [] : sourceDefinitions(vertex, world);
}

function isLocal(vertex: SourceVertex): boolean {
  return vertex.identifier.startsWith('local://');
}

function ingredientsOf(plan: Plan, vertex: Vertex, world: KeyWorld): readonly Ingredient[] {
  switch (vertex.type) {
    case 'exec':
      return execIngredients(plan, vertex, world.network ?? 'UNSET');
    case 'file':
      return fileIngredients(vertex);
    case 'source':
      return sourceIngredients(vertex, world);
    case 'merge':
      return [];
  }
}

function linksOf(vertex: Vertex, select: (place: number, selector: Selector) => Content): readonly InputLink[] {
  if (vertex.type === 'exec') return execLinks(vertex, select);
  if (vertex.type === 'file') return fileLinks(vertex, select);
  return vertex.inputs.map((input) => ({ ...input, selector: '', content: null }));
}

/** RUN, COPY and ADD obey `--no-cache`; FROM, WORKDIR and what only prepares them do not (dockerfile2llb/convert.go). */
function isNoCacheable(plan: Plan, vertex: Vertex): boolean {
  if (vertex.type === 'source' || vertex.instruction === null || vertex.label.startsWith('[internal]')) return false;
  if (vertex.type === 'exec') return true;
  return vertex.type === 'merge' || vertex.actions.every((action) => action.kind !== 'mkdir');
}

function fileSystemAfter(
  vertex: Vertex,
  fileSystems: readonly FileSystem[],
  select: (place: number, selector: Selector) => Content,
): FileSystem {
  const inputs = vertex.inputs.map(({ vertex: id, output }) =>
    output === 0 ? (fileSystems[id] ?? emptyFileSystem) : opaqueFileSystem(id, output),
  );
  if (vertex.type === 'file') return writeFiles(vertex, inputs, select);
  if (vertex.type !== 'merge') return opaqueFileSystem(vertex.id);
  return inputs.reduce((lower, upper) => layOver(lower, upper), emptyFileSystem);
}

/** What a selector takes from an input; files of a build context are looked up, wherever they show through. */
function selectInput(
  plan: Plan,
  world: KeyWorld,
  fileSystems: readonly FileSystem[],
  vertex: Vertex,
  place: number,
  selector: Selector,
): Content {
  const input = vertex.inputs[place];
  const source = input === undefined ? undefined : plan.vertices[input.vertex];
  if (input === undefined || source === undefined) return nothing(selector);
  if (source.type === 'source' && isLocal(source)) return selectLocal(world, source, selector);
  const fileSystem = input.output === 0 ? fileSystems[input.vertex] : opaqueFileSystem(input.vertex, input.output);
  return fileSystem === undefined ? nothing(selector) : selectFrom(fileSystem, selector);
}

function nothing(selector: Selector): Content {
  return { selector, entries: [], isExact: true, opaque: [], known: [], beside: [] };
}

function selectLocal(world: KeyWorld, source: SourceVertex, selector: Selector): Content {
  const selection = world.selections(source, selector);
  if (selection !== null) return { ...nothing(selector), entries: selection.entries };
  return selectFrom(opaqueFileSystem(source.id), selector);
}
