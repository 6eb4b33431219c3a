import { createHash } from 'node:crypto';

interface RecordedVertex {
  readonly id: number;
  readonly inputs: readonly (readonly [vertex: number, output: number])[] | null;
}

/**
 * The build graph in a form that ids and order do not change: for each vertex its contents and the fingerprints of its
 * inputs, sorted; equal graphs have equal forms.
 */
export function canonicalGraph(vertices: unknown): readonly unknown[] {
  const list = (vertices ?? []) as readonly RecordedVertex[];
  const byId = new Map(list.map((vertex) => [vertex.id, vertex]));
  const known = new Map<number, string>();
  const pending = new Set<number>();

  function fingerprint(id: number): string {
    const found = known.get(id);
    if (found !== undefined) return found;
    const vertex = byId.get(id);
    if (vertex === undefined) return `missing ${id}`;
    if (pending.has(id)) return `circular ${id}`;
    pending.add(id);
    const made = createHash('sha256')
      .update(JSON.stringify(contents(vertex)))
      .digest('hex')
      .slice(0, 12);
    known.set(id, made);
    return made;
  }

  function contents(vertex: RecordedVertex): unknown {
    const { id: _id, inputs, ...rest } = vertex;
    return normalize({ ...rest, inputs: (inputs ?? []).map(([input, output]) => `${fingerprint(input)}/${output}`) });
  }

  return list
    .map((vertex) => ({
      contents: contents(vertex) as object,
      key: JSON.stringify(nameFirst(vertex, contents(vertex))),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((each) => each.contents);
}

/** Sorted by name first, so that a difference within one vertex is shown within that vertex. */
function nameFirst(vertex: RecordedVertex, contents: unknown): unknown {
  const { name, type } = vertex as unknown as { readonly name?: string; readonly type?: string };
  return [type, name, contents];
}

/** Keys sorted, and what counts as nothing left out. */
function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, each]) => [key, normalize(each)] as const)
    .filter(
      ([, each]) => each !== null && each !== undefined && each !== '' && !(Array.isArray(each) && each.length === 0),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
