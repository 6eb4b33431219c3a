import {
  draftInputs,
  environmentOrigin,
  type Draft,
  type DraftExec,
  type DraftFile,
  type FileSystem,
} from './draft.ts';
import { flattenOrigins, unionOrigins } from './origin.ts';
import type { EnvEntry, FileAction, Input, Mount, Vertex, VertexId } from './vertex.ts';

/** The graph of one target, and which vertex each draft became (drafts that nothing consumes have none). */
export interface Marshalled {
  readonly vertices: readonly Vertex[];
  readonly idOf: (draft: Draft) => VertexId | undefined;
}

/**
 * Gives ids to what `result` consumes, inputs first (client/llb/state.go, marshal).
 *
 * Two drafts with the same definition and the same inputs are one vertex. It is labelled as BuildKit labels it, by the
 * one that was marshalled last, and defined by the instructions of both.
 */
export function marshalDrafts(result: FileSystem): Marshalled {
  const vertices: Vertex[] = [];
  const ids = new Map<Draft, VertexId>();
  const known = new Map<string, VertexId>();
  const envIds = new Map<readonly EnvEntry[], number>();
  const envTexts = new Map<string, number>();

  const envId = (entries: readonly EnvEntry[]): number => {
    let id = envIds.get(entries);
    if (id !== undefined) return id;
    const text = JSON.stringify(entries.map((entry) => [entry.name, entry.value]));
    id = envTexts.get(text) ?? envTexts.size;
    envTexts.set(text, id);
    envIds.set(entries, id);
    return id;
  };

  const add = (draft: Draft): void => {
    const vertex = toVertex(draft, vertices.length, ids);
    const key = definitionKey(vertex, envId);
    const same = known.get(key);
    if (same === undefined) {
      known.set(key, vertex.id);
      vertices.push(vertex);
      ids.set(draft, vertex.id);
      return;
    }
    const before = vertices[same];
    if (before !== undefined) vertices[same] = merged(before, vertex);
    ids.set(draft, same);
  };

  for (const draft of inOrder(result)) add(draft);
  return { vertices, idOf: (draft) => ids.get(draft) };
}

/** Every draft once, inputs before the drafts that they feed; a stack of our own, for chains of any length. */
function inOrder(result: FileSystem): readonly Draft[] {
  const order: Draft[] = [];
  if (result === null) return order;
  const seen = new Set<Draft>([result]);
  const stack: { readonly draft: Draft; readonly inputs: readonly Draft[]; next: number }[] = [
    { draft: result, inputs: draftInputs(result), next: 0 },
  ];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const input = top.inputs[top.next++];
    if (input === undefined) {
      order.push(top.draft);
      stack.pop();
    } else if (!seen.has(input)) {
      seen.add(input);
      stack.push({ draft: input, inputs: draftInputs(input), next: 0 });
    }
  }
  return order;
}

/** The inputs of one vertex, each once, in the order in which they are first asked for. */
function inputList(ids: ReadonlyMap<Draft, VertexId>): {
  readonly inputs: Input[];
  readonly indexOf: (source: FileSystem) => number;
} {
  const inputs: Input[] = [];
  const places = new Map<VertexId, number>();
  return {
    inputs,
    indexOf: (source) => {
      const vertex = source === null ? undefined : ids.get(source);
      if (vertex === undefined) return -1;
      const place = places.get(vertex);
      if (place !== undefined) return place;
      places.set(vertex, inputs.length);
      inputs.push({ vertex, output: 0 });
      return inputs.length - 1;
    },
  };
}

function toVertex(draft: Draft, id: VertexId, ids: ReadonlyMap<Draft, VertexId>): Vertex {
  const own = flattenOrigins(draft.origins);
  const env = environmentOrigin(draft);
  const origin = env === null ? own : unionOrigins(env, own);
  const list = inputList(ids);
  const base = {
    id,
    label: draft.label,
    inputs: list.inputs,
    platform: draft.platform,
    stage: draft.stage,
    instruction: draft.instruction,
    isNoCache: draft.isNoCache,
    definedBy: origin.instructions,
    buildArgs: origin.buildArgs,
  };
  switch (draft.type) {
    case 'source':
      return { ...base, type: 'source', identifier: draft.identifier, attrs: draft.attrs() };
    case 'merge':
      // A merge names every input, even the same one twice.
      return {
        ...base,
        type: 'merge',
        inputs: draft.bases.map((input) => ({ vertex: ids.get(input) ?? -1, output: 0 })),
      };
    case 'exec':
      return { ...base, type: 'exec', ...draft.definition, env: execEnv(draft), mounts: mountsOf(draft, list.indexOf) };
    case 'file':
      return { ...base, type: 'file', actions: actionsOf(draft, list) };
  }
}

function execEnv(draft: DraftExec): readonly EnvEntry[] {
  const { sshSocket, env } = draft;
  if (sshSocket === null) return env.entries;
  return [...env.entries, { name: 'SSH_AUTH_SOCK', value: sshSocket, instruction: null }];
}

function mountsOf(draft: DraftExec, indexOf: (source: FileSystem) => number): readonly Mount[] {
  return draft.mounts.map(({ mount, source }) => ({ ...mount, input: indexOf(source) }));
}

/** Every action after the first writes onto the result of the one before (client/llb/fileop.go, marshalState). */
function actionsOf(draft: DraftFile, list: ReturnType<typeof inputList>): readonly FileAction[] {
  const base = list.indexOf(draft.base);
  const secondary = draft.actions.map(({ source }) => list.indexOf(source));
  return draft.actions.map(({ action }, place) => ({
    ...action,
    input: place === 0 ? base : list.inputs.length + place - 1,
    secondary: secondary[place] ?? -1,
  }));
}

/** Equal for two vertices with the same operation, platform and inputs; metadata such as labels does not count. */
function definitionKey(vertex: Vertex, envId: (entries: readonly EnvEntry[]) => number): string {
  const inputs = vertex.inputs.map((input) => input.vertex);
  switch (vertex.type) {
    case 'source':
      return JSON.stringify(['source', vertex.platform, vertex.identifier, vertex.attrs]);
    case 'merge':
      return JSON.stringify(['merge', inputs]);
    case 'file':
      return JSON.stringify(['file', inputs, vertex.actions]);
    case 'exec': {
      const { args, cwd, hostname, mounts, network, secretEnv, security, user } = vertex;
      const rest = [args, cwd, hostname, mounts, network, secretEnv, security, user];
      return JSON.stringify(['exec', inputs, vertex.platform, envId(vertex.env), rest]);
    }
  }
}

function merged(before: Vertex, vertex: Vertex): Vertex {
  const origin = unionOrigins(
    { instructions: before.definedBy, buildArgs: before.buildArgs },
    { instructions: vertex.definedBy, buildArgs: vertex.buildArgs },
  );
  return {
    ...before,
    label: vertex.label === '' ? before.label : vertex.label,
    stage: vertex.stage,
    instruction: vertex.instruction,
    isNoCache: before.isNoCache || vertex.isNoCache,
    definedBy: origin.instructions,
    buildArgs: origin.buildArgs,
  };
}
