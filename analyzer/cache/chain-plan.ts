import type { AddInstruction, CopyInstruction } from '../dockerfile/instruction.ts';
import { parseReference, withTag } from '../dockerfile/reference.ts';
import { unknownBaseImage } from '../plan/base-image.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanOptions } from '../plan/plan-options.ts';
import type { Stage } from '../plan/stage.ts';
import { chainCopy, contextSource } from './chain-copy.ts';
import { chainLayout, type ChainCommand } from './chain-layout.ts';
import { enterInstruction, expandIn, globalValues, type ChainScope } from './chain-scope.ts';
import type { ChainTable } from './chain-tables.ts';
import type { Content } from './content.ts';
import { emptyFileSystem, opaqueFileSystem, selectFrom, withWrite, type FileSystem } from './file-system.ts';
import { definitionOf, joinKey, type Ingredient, type InputLink, type KeyedPlan, type KeyedVertex } from './key.ts';
import type { KeyWorld } from './keyed-plan.ts';
import { plainSelector, type Selector } from './selection.ts';

interface Chain {
  readonly plan: Plan;
  readonly options: PlanOptions;
  readonly world: KeyWorld;
  readonly table: ChainTable;
  readonly vertices: KeyedVertex[];
  readonly fileSystems: FileSystem[];
  /** The last vertex of each stage; null: empty. */
  readonly ends: Map<number, number | null>;
  /** Vertices of contexts, images and addresses, by identifier. */
  readonly sources: Map<string, number>;
  /** The name of each context's vertex. */
  readonly contexts: Map<number, string>;
  readonly scopes: Map<number, ChainScope>;
  readonly globals: ReadonlyMap<string, string>;
}

/**
 * The cache keys of a Dockerfile for a builder that goes line by line: the same engine as BuildKit's, on a graph in which
 * every instruction is a vertex that stands on the one before it.
 */
export function keyChain(
  plan: Plan,
  options: PlanOptions,
  world: KeyWorld,
  table: ChainTable,
  labels: readonly string[] = [],
): KeyedPlan {
  const { instructions, escape } = plan.dockerfile;
  const globalArgs = instructions
    .slice(
      0,
      Math.max(
        0,
        instructions.findIndex(({ keyword }) => keyword === 'FROM'),
      ),
    )
    .filter((each) => each.keyword === 'ARG');
  const buildArgs = new Map(Object.entries(options.buildArgs ?? {}));
  const chain: Chain = {
    plan,
    options,
    world,
    table,
    vertices: [],
    fileSystems: [],
    ends: new Map(),
    sources: new Map(),
    contexts: new Map(),
    scopes: new Map(),
    globals: globalValues(globalArgs, buildArgs, table.knowsPlatformArgs ? platformValues(options) : new Map(), escape),
  };
  const stepVertices = plan.steps.map((): number[] => []);
  for (const { stage, commands } of chainLayout(plan, options, table, labels)) {
    let end = stage === null ? null : startOf(chain, stage);
    if (stage !== null && end !== null) ownStep(chain, stepVertices, stage, stage.instructions[0] ?? null, false, end);
    const scope = scopeOf(chain, stage, buildArgs);
    for (const command of commands) {
      const id = addCommand(chain, stage, scope, command, end);
      if (stage !== null) ownStep(chain, stepVertices, stage, command.index, command.isTrigger, id);
      end = id;
      enterInstruction(scope, command.instruction);
    }
    if (stage === null) continue;
    chain.ends.set(stage.index, end);
    chain.scopes.set(stage.index, scope);
  }
  const stepStages = plan.steps.map(({ stage }) => stage);
  const { findsOwnSteps } = table;
  return { vertices: chain.vertices, steps: stepVertices, stepStages, findsOwnSteps, unmerged: null };
}

/** The arguments that are there without being given, for the target's and the builder's platform. */
function platformValues(options: PlanOptions): ReadonlyMap<string, string> {
  const entries: [string, string][] = [];
  for (const [prefix, platform = 'linux/amd64'] of [
    ['TARGET', options.platform],
    ['BUILD', options.buildPlatform],
  ] as const) {
    const [os = '', architecture = '', variant = ''] = platform.split('/');
    entries.push([`${prefix}PLATFORM`, platform], [`${prefix}OS`, os]);
    entries.push([`${prefix}ARCH`, architecture], [`${prefix}VARIANT`, variant]);
  }
  return new Map(entries);
}

/** The step of the plan that an instruction is, where it is one, gets the vertex. */
function ownStep(
  { plan, vertices }: Chain,
  stepVertices: readonly number[][],
  stage: Stage,
  instruction: number | null,
  isOnbuild: boolean,
  vertex: number,
): void {
  const step = plan.steps.find(
    (each) =>
      each.stage === stage.index &&
      each.instruction === instruction &&
      each.isOnbuild === isOnbuild &&
      stepVertices[each.id]?.length === 0,
  );
  if (step === undefined) return;
  stepVertices[step.id]?.push(vertex);
  const owned = vertices[vertex];
  if (owned !== undefined && owned.step === null) vertices[vertex] = { ...owned, step: step.id };
}

/** The vertex that a stage starts from; null for scratch and what is empty. */
function startOf(chain: Chain, { base, platform }: Stage): number | null {
  switch (base.kind) {
    case 'scratch':
      return null;
    case 'stage':
      return chain.ends.get(base.stage) ?? null;
    case 'image':
      return imageVertex(chain, base.reference, platform);
    case 'context':
      return contextVertex(chain, base.name, base.value, platform);
  }
}

function scopeOf(chain: Chain, stage: Stage | null, buildArgs: ReadonlyMap<string, string>): ChainScope {
  const { plan, options, globals } = chain;
  const parent = stage?.base.kind === 'stage' ? chain.scopes.get(stage.base.stage) : undefined;
  const image =
    stage?.base.kind === 'image'
      ? (options.baseImage?.(stage.base.reference, stage.platform) ?? unknownBaseImage)
      : unknownBaseImage;
  const pairs = image.env.map((entry): [string, string] => {
    const equals = entry.indexOf('=');
    return [entry.slice(0, equals), entry.slice(equals + 1)];
  });
  const shell = image.shell.length > 0 ? image.shell : ['/bin/sh', '-c'];
  return {
    escape: plan.dockerfile.escape,
    buildArgs,
    globals,
    env: new Map(parent?.env ?? pairs),
    args: new Map(),
    settings: { workdir: parent?.settings.workdir ?? (image.workdir || '/'), shell: parent?.settings.shell ?? shell },
  };
}

function addCommand(
  chain: Chain,
  stage: Stage | null,
  scope: ChainScope,
  { instruction, index, label }: ChainCommand,
  before: number | null,
): number {
  const { table, options } = chain;
  const base = before === null ? emptyFileSystem : (chain.fileSystems[before] ?? emptyFileSystem);
  const inputs: InputLink[] = before === null ? [] : [{ vertex: before, output: 0, selector: '', content: null }];
  let after = (id: number): FileSystem => (instruction.keyword === 'RUN' ? opaqueFileSystem(id) : base);
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
    after = followCopy(chain, scope, instruction, base, inputs);
  } else if (instruction.keyword === 'WORKDIR') {
    after = (id) => withFolder(base, id, scope, instruction.text);
  }
  const ingredients: readonly Ingredient[] = table
    .texts(instruction, scope)
    .map((value, place) => ({ name: place === 0 ? 'instruction' : `part ${place}`, value, instruction: index }));
  const isNamed = Array.isArray(options.noCache) && stage !== null && options.noCache.includes(stage.name);
  const id = add(chain, {
    kind: instruction.keyword === 'RUN' ? 'exec' : 'file',
    label,
    stage: stage?.index ?? null,
    instruction: index,
    definedBy: index === null ? [] : [index],
    image: null,
    ingredients,
    definitions: [definitionOf(instruction.keyword, ingredients)],
    inputs,
    isNoCache: stage === null || options.noCache === true || isNamed,
    isUncertain: false,
    noCacheStages: stage === null ? [] : [stage.index],
  });
  chain.fileSystems[id] = after(id);
  return id;
}

function withFolder(base: FileSystem, vertex: number, scope: ChainScope, text: string): FileSystem {
  const path = expandIn(scope, text);
  const at = plainSelector(path.startsWith('/') ? path : `${scope.settings.workdir}/${path}`).path;
  const entry = { at, kind: 'directory' as const, digest: 'directory', path: null };
  return withWrite(base, { vertex, entries: () => [entry], opaque: [], known: [vertex], beside: [] });
}

/** Adds to `inputs` what a copy takes from, and answers the file system that it leaves. */
function followCopy(
  chain: Chain,
  scope: ChainScope,
  instruction: AddInstruction | CopyInstruction,
  base: FileSystem,
  inputs: InputLink[],
): (id: number) => FileSystem {
  const from = instruction.keyword === 'COPY' ? instruction.from : '';
  const source = from === '' ? contextVertex(chain, 'context', '', '') : namedSource(chain, from);
  const select = (selector: Selector): Content => {
    const address = selector.path;
    if (instruction.keyword === 'ADD' && /^\/(?:https?:|git@|git:)/.test(address)) {
      return selectFrom(opaqueFileSystem(sourceVertex(chain, address.slice(1), null, '')), plainSelector('/'));
    }
    return selectOf(chain, source, selector);
  };
  const copy = chainCopy(scope, instruction, base, chain.table, select);
  if (source !== null)
    inputs.push({ vertex: source, output: 0, selector: joinKey(instruction.sources), content: copy.contents });
  return copy.after;
}

function selectOf(chain: Chain, source: number | null, selector: Selector): Content {
  if (source === null) return selectFrom(emptyFileSystem, selector);
  const name = chain.contexts.get(source);
  const selection = name === undefined ? null : chain.world.selections(contextSource(name), selector);
  if (selection === null) return selectFrom(chain.fileSystems[source] ?? opaqueFileSystem(source), selector);
  return { selector, entries: selection.entries, isExact: true, opaque: [], known: [], beside: [] };
}

/** What `--from` names: a stage by number or name, a named context, an image. */
function namedSource(chain: Chain, from: string): number | null {
  const { plan, options } = chain;
  const byNumber = /^\+?\d+$/.test(from) ? plan.stages[Number(from)] : undefined;
  const stage = byNumber ?? plan.stages.findLast(({ name }) => name !== '' && name === from.toLowerCase());
  if (stage !== undefined) return chain.ends.get(stage.index) ?? null;
  const contexts = options.namedContexts ?? {};
  if (Object.hasOwn(contexts, from)) return contextVertex(chain, from, contexts[from] ?? '', '');
  const reference = parseReference(from);
  return imageVertex(chain, reference === null ? from : withTag(reference), options.platform ?? 'linux/amd64');
}

function contextVertex(chain: Chain, name: string, value: string, platform: string): number {
  if (value.startsWith('docker-image://')) {
    const reference = parseReference(value.slice('docker-image://'.length));
    return imageVertex(chain, reference === null ? value : withTag(reference), platform);
  }
  if (value.startsWith('target:')) return imageVertex(chain, value, platform);
  return sourceVertex(chain, `local://${name}`, null, name);
}

function imageVertex(chain: Chain, reference: string, platform: string): number {
  const identity = chain.world.imageIdentity?.(reference, platform) ?? null;
  const known = identity?.digest || identity?.chainId || reference;
  return sourceVertex(chain, `docker-image://${reference}`, reference, '', known, identity?.isUncertain === true);
}

function sourceVertex(
  chain: Chain,
  identifier: string,
  image: string | null,
  name: string,
  identity = identifier,
  isUncertain = false,
): number {
  const known = chain.sources.get(identifier);
  if (known !== undefined) return known;
  const isKnownContext =
    identifier.startsWith('local://') && chain.world.selections(contextSource(name), plainSelector('/')) !== null;
  const id = add(chain, {
    kind: identifier.startsWith('local://') ? 'local' : 'source',
    label: '',
    stage: null,
    instruction: null,
    definedBy: [],
    image,
    ingredients: [{ name: image === null ? 'source' : 'image', value: identity, instruction: null }],
    definitions: isKnownContext ? [] : [joinKey(['source', identity])],
    inputs: [],
    isNoCache: false,
    isUncertain,
    noCacheStages: [],
  });
  chain.sources.set(identifier, id);
  if (identifier.startsWith('local://')) chain.contexts.set(id, name);
  chain.fileSystems[id] = opaqueFileSystem(id);
  return id;
}

function add(chain: Chain, vertex: Omit<KeyedVertex, 'buildArgs' | 'id' | 'step'>): number {
  const id = chain.vertices.length;
  chain.vertices.push({ ...vertex, id, step: null, buildArgs: [] });
  return id;
}
