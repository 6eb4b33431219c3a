import type { Plan } from '../plan/plan.ts';
import type { KeyedPlan } from './key.ts';
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

/** What goes into a build by itself: without that of images which other builds of the repository make. */
export interface OwnInputs {
  /** Hexadecimal digits. */
  readonly digest: string;
  /** References of the images that the result hangs on, sorted. */
  readonly images: readonly string[];
  /** Contexts whose files are not here, sorted. */
  readonly open: readonly string[];
}

/**
 * What goes into a build by itself: every vertex that the result needs, the context files they take, and the image config. What
 * changes nothing in the image leaves it as it is: comments, the order of files, unused stages, files that no step takes.
 *
 * `digests` are those of its vertices (`vertexDigests`).
 */
export function ownInputs(plan: Plan, keyed: KeyedPlan, digests: readonly string[] = vertexDigests(keyed)): OwnInputs {
  const images = new Set<string>();
  const open = new Set<string>();
  for (const id of reached(keyed, plan.result?.vertex)) {
    const vertex = keyed.vertices[id];
    // A context has a definition of its own only when its files are not known; then nothing else stands for it.
    if (vertex?.kind === 'local' && vertex.definitions.length > 0) open.add(vertex.label);
    if (vertex !== undefined && vertex.image !== null) images.add(vertex.image);
  }
  const { history, ...image } = plan.image;
  const config = { ...image, history: history.map(({ by, isEmpty }) => [by, isEmpty]) };
  const result = plan.result === null ? '' : `${digests[plan.result.vertex] ?? ''} ${plan.result.output}`;
  const platform = plan.stages[plan.target]?.platform ?? '';
  return {
    digest: digestParts([platform, result, JSON.stringify(config)]),
    images: [...images].sort(),
    open: [...open].sort(),
  };
}

/** Vertices that a result hangs on: not what stands behind files that are known by themselves. */
function reached({ vertices }: KeyedPlan, result: number | undefined): ReadonlySet<number> {
  const found = new Set<number>();
  const pending = result === undefined ? [] : [result];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const { vertex, content } of vertices[id]?.inputs ?? []) {
      if (content?.every((each) => each.isExact) !== true) pending.push(vertex);
    }
  }
  return found;
}

/**
 * The digest of all inputs of a build. `digestOf` answers the input digest of the build that makes an image of the same
 * repository; null for images from outside.
 */
export function inputDigest(
  { digest, images, open }: OwnInputs,
  digestOf: (reference: string) => string | null = () => null,
): InputDigest {
  const made = images.map((reference) => ({ reference, digest: digestOf(reference) }));
  const outside = made.filter((image) => image.digest === null && !image.reference.includes('@'));
  const parts = made.flatMap((image) => (image.digest === null ? [] : [image.reference, image.digest]));
  return {
    digest: `sha256:${parts.length === 0 ? digest : digestParts([digest, ...parts])}`,
    open: [...open, ...outside.map(({ reference }) => reference)].sort(),
  };
}
