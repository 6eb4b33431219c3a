import { draftInputs, type Draft, type FileSystem } from './draft.ts';
import { draftVertex } from './draft-vertex.ts';
import { marshalApart, type MarshalledApart } from './marshal-apart.ts';
import { unionOrigins } from './origin.ts';
import type { EnvEntry, Vertex, VertexId } from './vertex.ts';

/** The graph of one target, and which vertex each draft became (drafts that nothing consumes have none). */
export interface Marshalled {
  readonly vertices: readonly Vertex[];
  readonly idOf: (draft: Draft) => VertexId | undefined;
  /** Each draft by itself, were it the same as another or not; null: no two are the same. */
  readonly unmerged: MarshalledApart | null;
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
  const find = sameVertexFinder(vertices);
  const order = inOrder(result);
  for (const draft of order) {
    const vertex = draftVertex(draft, vertices.length, ids);
    const same = find(vertex);
    ids.set(draft, same?.id ?? vertex.id);
    if (same === null) vertices.push(vertex);
    else vertices[same.id] = merged(same, vertex);
  }
  const unmerged = vertices.length === order.length ? null : marshalApart(order, ids);
  return { vertices, idOf: (draft) => ids.get(draft), unmerged };
}

/** Vertices of one type with the same inputs; what else defines them is spelled out once there are two. */
interface Alike {
  readonly first: VertexId;
  definitions: Map<string, VertexId> | null;
}

/** Remembers vertices; answers the one with the same definition and inputs that it has seen before, or null. */
function sameVertexFinder(vertices: readonly Vertex[]): (vertex: Vertex) => Vertex | null {
  const groups = new Map<string, Alike>();
  const envId = envIds();
  return (vertex) => {
    const key = inputKey(vertex);
    const alike = groups.get(key);
    if (alike === undefined) {
      groups.set(key, { first: vertex.id, definitions: null });
      return null;
    }
    const first = vertices[alike.first];
    if (alike.definitions === null) {
      alike.definitions = new Map(first === undefined ? [] : [[definition(first, envId), first.id]]);
    }
    const text = definition(vertex, envId);
    const same = alike.definitions.get(text);
    if (same !== undefined) return vertices[same] ?? null;
    alike.definitions.set(text, vertex.id);
    return null;
  };
}

function inputKey(vertex: Vertex): string {
  let key: string = vertex.type === 'source' ? vertex.identifier : vertex.type;
  for (const input of vertex.inputs) key += ` ${input.vertex}`;
  return key;
}

/** Everything but type and inputs that makes an operation what it is; labels and the like do not. */
function definition(vertex: Vertex, envId: (entries: readonly EnvEntry[]) => number): string {
  switch (vertex.type) {
    case 'source':
      return JSON.stringify([vertex.platform, vertex.attrs]);
    case 'merge':
      return '';
    case 'file':
      return JSON.stringify(vertex.actions);
    case 'exec': {
      const { args, cwd, hostname, mounts, network, secretEnv, security, user, platform } = vertex;
      return JSON.stringify([
        args,
        cwd,
        hostname,
        mounts,
        network,
        secretEnv,
        security,
        user,
        platform,
        envId(vertex.env),
      ]);
    }
  }
}

/** Numbers environments: the same number for the same variables with the same values in the same order. */
function envIds(): (entries: readonly EnvEntry[]) => number {
  const known = new Map<readonly EnvEntry[], number>();
  const texts = new Map<string, number>();
  return (entries) => {
    const id = known.get(entries);
    if (id !== undefined) return id;
    const text = JSON.stringify(entries.map((entry) => [entry.name, entry.value]));
    const textId = texts.get(text) ?? texts.size;
    texts.set(text, textId);
    known.set(entries, textId);
    return textId;
  };
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
