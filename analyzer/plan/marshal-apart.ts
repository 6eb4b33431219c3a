import { draftInputs, type Draft } from './draft.ts';
import { draftVertex } from './draft-vertex.ts';
import { unionOrigins, type FlatOrigin } from './origin.ts';
import type { Unmerged } from './unmerged.ts';
import type { Vertex, VertexId } from './vertex.ts';

/** One vertex for each draft, with the vertex that it became part of. */
export interface MarshalledApart extends Pick<Unmerged, 'mergedInto' | 'vertices'> {
  readonly idOf: (draft: Draft) => VertexId | undefined;
}

/**
 * Every draft as a vertex of its own. `order`: inputs first; `merged`: the vertex that each became part of.
 *
 * An operation that reads the same vertex in two ways has it as one input (client/llb, marshalling of inputs). For as long
 * as these two are the same it has one here, too; an edit that parts them makes another operation of it, so that it counts
 * as shaped by whatever shapes only one of the two.
 */
export function marshalApart(order: readonly Draft[], merged: ReadonlyMap<Draft, VertexId>): MarshalledApart {
  const ids = new Map<Draft, VertexId>();
  const vertices: Vertex[] = [];
  for (const draft of order) {
    const firsts = new Map<VertexId, VertexId>();
    const twins: (readonly [VertexId, VertexId])[] = [];
    const own = new Map<Draft, VertexId>();
    for (const input of new Set(draftInputs(draft))) {
      const id = ids.get(input) ?? -1;
      const first = firsts.get(merged.get(input) ?? -1);
      if (first === undefined || draft.type === 'merge') firsts.set(merged.get(input) ?? -1, id);
      else twins.push([first, id]);
      own.set(input, draft.type === 'merge' ? id : (first ?? id));
    }
    const vertex = draftVertex(draft, vertices.length, own);
    ids.set(draft, vertex.id);
    vertices.push(twins.reduce((shaped, pair) => shapedByEither(shaped, vertices, pair), vertex));
  }
  return { vertices, idOf: (draft) => ids.get(draft), mergedInto: order.map((draft) => merged.get(draft) ?? -1) };
}

function shapedByEither(
  vertex: Vertex,
  vertices: readonly Vertex[],
  [one, other]: readonly [VertexId, VertexId],
): Vertex {
  const [first, second] = [originBelow(vertices, one), originBelow(vertices, other)];
  const { instructions, buildArgs } = [difference(first, second), difference(second, first)].reduce(unionOrigins, {
    instructions: vertex.definedBy,
    buildArgs: vertex.buildArgs,
  });
  return { ...vertex, definedBy: instructions, buildArgs };
}

/** What shaped a vertex and all that it stands on. */
function originBelow(vertices: readonly Vertex[], id: VertexId): FlatOrigin {
  const instructions = new Set<number>();
  const buildArgs = new Set<string>();
  const reached = new Set([id]);
  // A set hands out what is added while it is walked through.
  for (const each of reached) {
    const vertex = vertices[each];
    vertex?.definedBy.forEach((instruction) => instructions.add(instruction));
    vertex?.buildArgs.forEach((name) => buildArgs.add(name));
    vertex?.inputs.forEach((input) => reached.add(input.vertex));
  }
  return { instructions: [...instructions].toSorted((a, b) => a - b), buildArgs: [...buildArgs].toSorted() };
}

function difference(one: FlatOrigin, other: FlatOrigin): FlatOrigin {
  const [instructions, buildArgs] = [new Set(other.instructions), new Set(other.buildArgs)];
  return {
    instructions: one.instructions.filter((each) => !instructions.has(each)),
    buildArgs: one.buildArgs.filter((each) => !buildArgs.has(each)),
  };
}
