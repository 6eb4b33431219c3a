import type { Draft, DraftExec, DraftFile, FileSystem } from './draft.ts';
import { flattenOrigins, unionOrigins } from './origin.ts';
import type { EnvEntry, FileAction, Input, Mount, Vertex, VertexId } from './vertex.ts';

type Ids = ReadonlyMap<Draft, VertexId>;

/**
 * A draft as a vertex with an id, once everything that it reads has one.
 */
export function draftVertex(draft: Draft, id: VertexId, ids: Ids): Vertex {
  const { label, platform, stage, instruction, isNoCache } = draft;
  const own = flattenOrigins(draft.origins);
  const origin = draft.type === 'exec' ? unionOrigins(draft.env.origin, own) : own;
  const { instructions: definedBy, buildArgs } = origin;
  const inputs: Input[] = [];
  // Every property by name, no spread: this runs for every step of every build.
  switch (draft.type) {
    case 'source': {
      const { identifier } = draft;
      const attrs = draft.attrs();
      return {
        id,
        label,
        inputs,
        platform,
        stage,
        instruction,
        isNoCache,
        definedBy,
        buildArgs,
        type: 'source',
        identifier,
        attrs,
      };
    }
    case 'merge':
      // A merge names every input, even the same one twice.
      for (const base of draft.bases) inputs.push({ vertex: ids.get(base) ?? -1, output: 0 });
      return { id, label, inputs, platform, stage, instruction, isNoCache, definedBy, buildArgs, type: 'merge' };
    case 'exec': {
      const { args, cwd, user, network, security, hostname, secretEnv } = draft.definition;
      const env = execEnv(draft);
      const mounts = completeMounts(draft, ids, inputs);
      return {
        id,
        label,
        inputs,
        platform,
        stage,
        instruction,
        isNoCache,
        definedBy,
        buildArgs,
        type: 'exec',
        args,
        env,
        cwd,
        user,
        network,
        security,
        hostname,
        mounts,
        secretEnv,
      };
    }
    case 'file': {
      const actions = completeActions(draft, ids, inputs);
      return {
        id,
        label,
        inputs,
        platform,
        stage,
        instruction,
        isNoCache,
        definedBy,
        buildArgs,
        type: 'file',
        actions,
      };
    }
  }
}

/** The place of a source among the inputs, where it is put when it is new; -1 for an empty file system. */
function inputOf(source: FileSystem, ids: Ids, inputs: Input[], places: Map<VertexId, number>): number {
  const vertex = source === null ? undefined : ids.get(source);
  if (vertex === undefined) return -1;
  const place = places.get(vertex);
  if (place !== undefined) return place;
  places.set(vertex, inputs.length);
  return inputs.push({ vertex, output: 0 }) - 1;
}

function execEnv({ env, sshSocket }: DraftExec): readonly EnvEntry[] {
  if (sshSocket === null) return env.entries;
  return [...env.entries, { name: 'SSH_AUTH_SOCK', value: sshSocket, instruction: null }];
}

function completeMounts(draft: DraftExec, ids: Ids, inputs: Input[]): readonly Mount[] {
  const places = new Map<VertexId, number>();
  return draft.mounts.map(({ mount, source }) => ({ ...mount, input: inputOf(source, ids, inputs, places) }));
}

/** Every action after the first writes onto the result of the one before (client/llb/fileop.go, marshalState). */
function completeActions(draft: DraftFile, ids: Ids, inputs: Input[]): readonly FileAction[] {
  const places = new Map<VertexId, number>();
  const base = inputOf(draft.base, ids, inputs, places);
  const secondaries = draft.actions.map(({ source }) => inputOf(source, ids, inputs, places));
  return draft.actions.map(({ action }, place) => ({
    ...action,
    input: place === 0 ? base : inputs.length + place - 1,
    secondary: secondaries[place] ?? -1,
  }));
}
