import { buildOrder } from '../graph/build-order.ts';
import { inputDigest, type InputDigest, type OwnInputs } from './input-digest.ts';

/** A build as its input digest sees it. */
export interface InputsOfBuild {
  readonly id: string;
  /** null for a rejected Dockerfile. */
  readonly own: OwnInputs | null;
  /** The images that it takes, each with the id of the build that makes it; null: it comes from outside. */
  readonly uses: readonly { readonly reference: string; readonly producer: string | null }[];
}

/**
 * The input digest of every build of a repository, by id: that of an image which another build makes goes into those that
 * take it. Without rejected builds. Builds that feed each other in a circle count as images from outside to each other.
 */
export function inputDigests(builds: readonly InputsOfBuild[]): ReadonlyMap<string, InputDigest> {
  const made = new Map<string, InputDigest>();
  const open = new Set<string>();
  const byId = new Map(builds.map((build) => [build.id, build]));

  function digestOf(id: string): InputDigest | null {
    const known = made.get(id);
    if (known !== undefined) return known;
    const build = byId.get(id);
    if (build === undefined || build.own === null || open.has(id)) return null;
    open.add(id);
    const producers = new Map(build.uses.map(({ reference, producer }) => [reference, producer]));
    const inherited = new Set<string>();
    const digest = inputDigest(build.own, (reference) => {
      const producer = producers.get(reference) ?? null;
      const below = producer === null ? null : digestOf(producer);
      for (const each of below?.open ?? []) inherited.add(each);
      return below?.digest ?? null;
    });
    open.delete(id);
    const whole = { digest: digest.digest, open: [...new Set([...digest.open, ...inherited])].sort() };
    made.set(id, whole);
    return whole;
  }

  // A chain may be longer than the stack is deep: what others need comes first.
  for (const id of inOrder(builds)) digestOf(id);
  return made;
}

/** Ids of builds, those that others take before these, as far as they stand in no circle. */
function inOrder(builds: readonly InputsOfBuild[]): readonly string[] {
  const ids = builds.map(({ id }) => id);
  const feeds = builds.flatMap(({ id, uses }) =>
    uses.flatMap(({ producer }) => (producer === null ? [] : [{ from: producer, to: id }])),
  );
  const { order } = buildOrder(ids, feeds);
  return [...order, ...ids];
}
