import { keyBuild, type Builder } from '../cache/builder.ts';
import { contextSelections } from '../cache/context-selections.ts';
import type { FileChange } from '../cache/change.ts';
import type { KeyedPlan } from '../cache/key.ts';
import { keyPlan, type ImageIdentity } from '../cache/keyed-plan.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { ContextView } from '../context/context-view.ts';
import type { FileTree } from '../context/file-tree.ts';
import { buildContexts } from '../discover/build-contexts.ts';
import type { Build } from '../discover/build.ts';
import { isDefinition } from '../discover/definition-files.ts';
import { discoverBuilds } from '../discover/discover-builds.ts';
import { pathPatterns } from '../discover/path-patterns.ts';
import { parseOnce, type ParseDockerfile } from '../dockerfile/parse-once.ts';
import { readDockerfile } from '../discover/read-dockerfile.ts';
import { folderOf } from '../discover/repository-path.ts';
import { walk } from '../discover/walk.ts';
import { imageProducers, type ImageRule } from '../graph/image-producers.ts';
import { planRepository, type BuildPlan } from '../graph/plan-repository.ts';
import type { PlanOptions } from '../plan/plan-options.ts';
import { declaration } from './untouched.ts';

/** A repository in one state: its builds with their plans, and its files. */
export interface Side {
  readonly tree: FileTree;
  readonly plans: ReadonlyMap<string, BuildPlan>;
  /** The Dockerfile of each build as text, by id. */
  readonly texts: ReadonlyMap<string, string>;
  /** Ids in an order in which images are built before those that start from them; circles last. */
  readonly order: readonly string[];
  /** Paths that were looked at to find and plan the builds: a change of none of them finds the same ones. */
  readonly looked: ReadonlySet<string>;
  /** Reads Dockerfiles, for this state and those that are made from it: most are the same in all of them. */
  readonly parse: ParseDockerfile;
  /** The context of a build by name (`context`: its own); null where its files are not here. */
  readonly viewOf: (build: Build, name: string) => ContextView | null;
}

/** What is set for all builds of a side. */
export interface SideOptions {
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly builder: Builder;
  readonly configuration: Configuration;
}

/**
 * Reads and plans a repository in one state. `known`: another state of it, with the same configuration, whose plans hold
 * where nothing differs.
 */
export function repositorySide(
  tree: FileTree,
  { buildArgs, builder, configuration }: SideOptions,
  known: Side | null = null,
): Side {
  const { images = [], ignore = [] } = configuration;
  const { files } = walk(tree);
  const looked = new Set<string>();
  const parse = known?.parse ?? parseOnce();
  const watched = watchedTree(tree, looked);
  const builds = discoverBuilds(watched, files, pathPatterns(ignore), parse).builds.map((build) => ({
    ...build,
    buildArgs: { ...build.buildArgs, ...buildArgs },
  }));
  const texts = new Map<string, string>();
  for (const build of builds) {
    const text = textOf(watched, build);
    if (text !== null) texts.set(build.id, text);
  }
  const plan: PlanBuilds = (some) =>
    planRepository(some, ({ id }) => texts.get(id) ?? null, { rules: images, parse }).plans;
  const plans = known === null ? plan(builds) : planAgain(builds, texts, images, known, plan);
  return {
    tree,
    plans: new Map(plans.map((plan) => [plan.build.id, plan])),
    texts,
    order: producersFirst(plans),
    looked,
    parse,
    viewOf: buildContexts(tree, builder.readsOwnIgnoreFile).viewOf,
  };
}

type PlanBuilds = (builds: readonly Build[]) => readonly BuildPlan[];

/**
 * Plans only what differs from a known state: builds with another declaration or Dockerfile, those that start from their
 * images, and the builds whose images these need. All of them where images may be made by other builds than before.
 */
function planAgain(
  builds: readonly Build[],
  texts: ReadonlyMap<string, string>,
  images: readonly ImageRule[],
  known: Side,
  plan: PlanBuilds,
): readonly BuildPlan[] {
  const tagsOf = (all: Iterable<Build>): string =>
    JSON.stringify([...all].map(({ id, tags, dockerfile }) => JSON.stringify([id, tags, dockerfile])).toSorted());
  const knownPlans = [...known.plans.values()];
  if (tagsOf(builds) !== tagsOf(knownPlans.map(({ build }) => build))) return plan(builds);
  const again = new Set<string>();
  for (const build of builds) {
    const past = known.plans.get(build.id)?.build;
    const isSame = past !== undefined && declaration(past) === declaration(build);
    if (!isSame || texts.get(build.id) !== known.texts.get(build.id)) again.add(build.id);
  }
  const producers = new Map(
    knownPlans.map(({ build, uses }) => [
      build.id,
      uses.flatMap(({ producer }) => (producer === null ? [] : [producer.build.id])),
    ]),
  );
  for (const id of known.order) {
    if (producers.get(id)?.some((producer) => again.has(producer)) === true) again.add(id);
  }
  const needed = new Set(again);
  for (const id of known.order.toReversed()) {
    if (needed.has(id)) for (const producer of producers.get(id) ?? []) needed.add(producer);
  }
  const plans = plan(builds.filter(({ id }) => needed.has(id)));
  // A changed Dockerfile may have started from an image of another build: then that one is missing here.
  const made = new Map(plans.map((plan) => [plan.build.id, plan]));
  const outcomeOf = ({ id }: Build): string | undefined => (made.get(id) ?? known.plans.get(id))?.outcome.kind;
  const producerOf = imageProducers(builds, images, (build) => outcomeOf(build) === 'planned');
  const isWhole = plans.every(({ build, uses }) =>
    uses.every(({ reference, producer }) => {
      const id = producerOf(reference, build)?.build.id ?? null;
      return (producer?.build.id ?? null) === (id === build.id ? null : id);
    }),
  );
  if (!isWhole) return plan(builds);
  return builds.flatMap(({ id }) => (again.has(id) ? made.get(id) : known.plans.get(id)) ?? []);
}

/**
 * Another state of a repository of which one is known, and what differs between them: planned anew only where that could
 * lead to other builds or other plans.
 */
export function sideFrom(known: Side, tree: FileTree, files: readonly FileChange[], options: SideOptions): Side {
  const isOther = Object.keys(options.buildArgs).length > 0 || files.some((file) => definesBuilds(known, tree, file));
  if (isOther) return repositorySide(tree, options, known);
  if (tree === known.tree) return known;
  return { ...known, tree, viewOf: buildContexts(tree, options.builder.readsOwnIgnoreFile).viewOf };
}

/** Whether a changed file could lead to other builds or plans: of what was looked at, something is other than before. */
function definesBuilds({ looked, tree: before }: Side, after: FileTree, { path, kind }: FileChange): boolean {
  if (looked.has(path) || isDefinition(path)) return true;
  if (kind === 'content' || kind === 'mode') return false;
  if (looked.has(folderOf(path))) return true;
  // Folders come and go with what is in them.
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const isOther = (before.stat(folder) === null) !== (after.stat(folder) === null);
    if (!isOther) return false;
    if (looked.has(folder) || looked.has(folderOf(folder))) return true;
  }
  return false;
}

/** A tree that writes down what is asked of it. */
function watchedTree(tree: FileTree, looked: Set<string>): FileTree {
  const look =
    <T>(answer: (path: string) => T): ((path: string) => T) =>
    (path) => {
      looked.add(path);
      return answer(path);
    };
  return {
    ...tree,
    list: look(tree.list),
    stat: look(tree.stat),
    read: look(tree.read),
    readLink: look(tree.readLink),
  };
}

function textOf(tree: FileTree, { inlineDockerfile, dockerfile }: Build): string | null {
  if (inlineDockerfile !== null) return inlineDockerfile;
  const read = dockerfile === null ? null : readDockerfile(tree, dockerfile);
  return read?.kind === 'text' ? read.text : null;
}

function producersFirst(plans: readonly BuildPlan[]): readonly string[] {
  const waiting = new Map(
    plans.map(({ build, uses }) => [
      build.id,
      new Set(uses.flatMap(({ producer }) => (producer === null ? [] : [producer.build.id]))),
    ]),
  );
  const order: string[] = [];
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const [id, needs] of waiting) {
      if ([...needs].some((need) => waiting.has(need))) continue;
      waiting.delete(id);
      order.push(id);
      isMoving = true;
    }
  }
  return [...order, ...waiting.keys()];
}

/** The keys of one build of a side; null for a rejected Dockerfile. */
export function keysOf(
  side: Side,
  { build, outcome, uses }: BuildPlan,
  { builder }: SideOptions,
  imageIdentity: (reference: string) => ImageIdentity | null,
): KeyedPlan | null {
  if (outcome.kind === 'rejected') return null;
  const selections = contextSelections((name) => side.viewOf(build, name));
  const world = { selections, imageIdentity };
  if (builder.name === 'buildkit') return keyPlan(outcome.plan, world);
  const platform = build.platforms[0];
  const options: PlanOptions = {
    buildArgs: build.buildArgs,
    namedContexts: build.namedContexts,
    ...(build.target === '' ? {} : { target: build.target }),
    ...(platform === undefined ? {} : { platform }),
    baseImage: (reference) => {
      const producer = uses.find((use) => use.reference === reference)?.producer;
      const parent = producer === undefined || producer === null ? undefined : side.plans.get(producer.build.id);
      if (parent?.outcome.kind !== 'planned') return null;
      const { image, result } = parent.outcome.plan;
      return { ...image, labels: Object.fromEntries(image.labels), layerCount: result === null ? 0 : 1, digest: '' };
    },
  };
  return keyBuild(builder, outcome.plan.dockerfile, options, world).keyed;
}
