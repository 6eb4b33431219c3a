import { buildOrder } from '../graph/build-order.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import { inputDigest, type InputDigest } from './input-digest.ts';
import type { KeyedPlan } from './key.ts';

/**
 * The input digest of every build of a repository, by id: that of an image which another build makes goes into those that
 * take it. Without rejected builds. Builds that feed each other in a circle count as images from outside to each other.
 */
export function inputDigests(
  plans: readonly BuildPlan[],
  keysOf: (id: string) => KeyedPlan | null,
): ReadonlyMap<string, InputDigest> {
  const made = new Map<string, InputDigest>();
  const open = new Set<string>();
  const byId = new Map(plans.map((plan) => [plan.build.id, plan]));

  function digestOf(id: string): InputDigest | null {
    const known = made.get(id);
    if (known !== undefined) return known;
    const plan = byId.get(id);
    const keyed = keysOf(id);
    if (plan?.outcome.kind !== 'planned' || keyed === null || open.has(id)) return null;
    open.add(id);
    const producers = new Map(plan.uses.map(({ reference, producer }) => [reference, producer?.build.id ?? null]));
    const inherited = new Set<string>();
    const digest = inputDigest(plan.outcome.plan, keyed, (reference) => {
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
  for (const id of inOrder(plans)) digestOf(id);
  return made;
}

/** Ids of builds, those that others take before these, as far as they stand in no circle. */
function inOrder(plans: readonly BuildPlan[]): readonly string[] {
  const ids = plans.map(({ build }) => build.id);
  const feeds = plans.flatMap(({ build, uses }) =>
    uses.flatMap(({ producer }) => (producer === null ? [] : [{ from: producer.build.id, to: build.id }])),
  );
  const { order } = buildOrder(ids, feeds);
  return [...order, ...ids];
}
