import type { Comparison, VertexVerdict } from './compare-keys.ts';
import type { KeyedPlan } from './key.ts';
import { statusOf, worse, type Sameness } from './status.ts';
import type { Cause } from './verdict.ts';

/** How a cache was exported that a builder starts with and has nothing else (`--cache-to mode=…`, inline). */
export type ExportMode = 'inline' | 'max' | 'min';

/**
 * What a builder runs that starts empty but for an exported cache, given what a warm one would have.
 *
 * Keys of all steps are exported, results not: with `min` and `inline` only the layers of the image itself, so a step of
 * another stage runs again as soon as one that runs needs what it left (solver/exporter.go). `result`: the vertex whose
 * file system the image is; null for an empty one.
 */
export function coldStates(
  keyed: KeyedPlan,
  warm: Comparison,
  result: number | null,
  mode: ExportMode,
): readonly Sameness[] {
  const states = warm.vertices.map(({ state }) => state);
  if (mode === 'max' || result === null) return states;
  const kept = imageChain(keyed, result);
  const cold = states.map((state, id): Sameness => (keyed.vertices[id]?.inputs.length === 0 ? state : 'same'));
  /** For each vertex whether what it left is needed: by the image, or by one that runs. */
  const needed: Sameness[] = keyed.vertices.map(() => 'same');
  needed[result] = 'changed';
  for (let id = keyed.vertices.length - 1; id >= 0; id--) {
    const vertex = keyed.vertices[id];
    const state = states[id] ?? 'same';
    if (vertex === undefined) continue;
    // What runs by itself is always asked for: whoever takes its content has to see it.
    const lacking = kept.has(id) ? 'same' : (needed[id] ?? 'same');
    const runs = worse(state, lacking);
    if (vertex.inputs.length > 0) cold[id] = runs;
    if (runs === 'same') continue;
    for (const { vertex: input } of vertex.inputs) needed[input] = worse(needed[input] ?? 'same', runs);
  }
  return cold;
}

/** The same as verdicts: what runs only for want of its layers says so. */
export function coldComparison(
  keyed: KeyedPlan,
  warm: Comparison,
  result: number | null,
  mode: ExportMode,
): Comparison {
  const states = coldStates(keyed, warm, result, mode);
  const cause: Cause = { kind: 'not-exported' };
  const vertices = warm.vertices.map((verdict, id): VertexVerdict => {
    const state = states[id] ?? 'same';
    if (state === verdict.state) return verdict;
    return { ...verdict, state, status: statusOf[state], causes: [cause, ...verdict.causes] };
  });
  const steps = warm.steps.map((verdict) => {
    const ids = keyed.steps[verdict.step] ?? [];
    const state = ids.reduce<Sameness>((worst, id) => worse(worst, states[id] ?? 'same'), 'same');
    if (ids.length === 0 || statusOf[state] === verdict.status) return verdict;
    return { ...verdict, status: statusOf[state], causes: [cause, ...verdict.causes] };
  });
  return { vertices, steps };
}

/** The vertices whose layers are the image's: down the file systems that each stands on. */
function imageChain(keyed: KeyedPlan, result: number): ReadonlySet<number> {
  const chain = new Set<number>();
  const pending = [result];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (chain.has(id)) continue;
    chain.add(id);
    for (const { vertex, content } of keyed.vertices[id]?.inputs ?? []) if (content === null) pending.push(vertex);
  }
  return chain;
}
