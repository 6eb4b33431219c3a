import type { Plan } from '../plan/plan.ts';
import type { KeyedPlan, KeyedVertex } from './key.ts';
import { digestParts, vertexDigests } from './vertex-digests.ts';

/** One digest of all that goes into a build. */
export interface InputDigest {
  /** `sha256:…`. Equal digests, equal plan, files, arguments and base references. */
  readonly digest: string;
  /**
   * What it cannot vouch for, sorted: images without a digest of their own (their tag may move), and contexts whose files are not
   * here.
   */
  readonly open: readonly string[];
}

/**
 * The digest of a build's inputs: of every vertex that the result needs, of the context files they take, and of the image config. What
 * changes nothing in the image leaves it as it is: comments, the order of files, unused stages, files that no step takes.
 *
 * `digestOf` answers the input digest of the build that makes an image of the same repository; null for images from outside.
 */
export function inputDigest(
  plan: Plan,
  keyed: KeyedPlan,
  digestOf: (reference: string) => string | null = () => null,
): InputDigest {
  const open = new Set<string>();
  const digests = vertexDigests(keyed, (vertex) => definitionParts(vertex, digestOf, open));
  const { history, ...image } = plan.image;
  const config = { ...image, history: history.map(({ by, isEmpty }) => [by, isEmpty]) };
  const result = plan.result === null ? '' : `${digests[plan.result.vertex] ?? ''} ${plan.result.output}`;
  const platform = plan.stages[plan.target]?.platform ?? '';
  return { digest: `sha256:${digestParts([platform, result, JSON.stringify(config)])}`, open: [...open].sort() };
}

function definitionParts(
  vertex: KeyedVertex,
  digestOf: (reference: string) => string | null,
  open: Set<string>,
): readonly string[] {
  if (vertex.kind === 'local') {
    // A context has a definition of its own only when its files are not known; then nothing else stands for it.
    if (vertex.definitions.length > 0) open.add(vertex.label);
    return vertex.definitions;
  }
  if (vertex.image === null) return vertex.definitions;
  const made = digestOf(vertex.image);
  if (made === null && !vertex.image.includes('@')) open.add(vertex.image);
  return made === null ? vertex.definitions : [vertex.image, made];
}
