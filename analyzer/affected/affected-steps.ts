import type { Cause, Status } from '../cache/verdict.ts';
import type { Comparison, VertexVerdict } from '../cache/compare-keys.ts';
import type { KeyedPlan } from '../cache/key.ts';
import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';

/** One step of a build with its verdict. */
export interface AffectedStep {
  /** Index in `Plan.steps`; null for an instruction that is a step to this builder alone. */
  readonly step: number | null;
  readonly label: string;
  readonly instruction: number | null;
  readonly status: Status;
  readonly causes: readonly Cause[];
  readonly changedFiles: number;
}

/** The steps of a build that nothing reaches. */
export function cachedSteps(plan: Plan): readonly AffectedStep[] {
  return plan.steps
    .filter((step) => isTold(plan, step))
    .map(({ id, label, instruction }) => ({
      step: id,
      label,
      instruction,
      status: 'cached',
      causes: [],
      changedFiles: 0,
    }));
}

/** FROM is no step of its own, but where nothing stands on it: then the image is that of FROM. */
function isTold({ result }: Plan, { kind, vertices }: Step): boolean {
  return kind !== 'FROM' || (result !== null && vertices.includes(result.vertex));
}

/**
 * The steps of a build with what a comparison says of them. `unknown`: why all that is rebuilt is, where no more is known.
 * `makers`: names of the builds that make images, by reference.
 */
export function affectedSteps(
  plan: Plan,
  keyed: KeyedPlan,
  comparison: Comparison,
  unknown: Cause | null,
  makers: ReadonlyMap<string, string>,
): readonly AffectedStep[] {
  const withMaker = (cause: Cause): Cause => {
    const build = cause.kind === 'base-image' ? makers.get(cause.reference) : undefined;
    return cause.kind !== 'base-image' || build === undefined ? cause : { ...cause, build };
  };
  const steps: AffectedStep[] = comparison.steps.flatMap((verdict, index) => {
    const step = plan.steps[index];
    if (step === undefined || !isTold(plan, step)) return [];
    const own = step.kind === 'FROM' ? verdict.causes.filter(isOfImage) : verdict.causes;
    const told = [...baseCauses(plan, comparison, verdict.causes), ...own].map(withMaker);
    const causes = unknown !== null && verdict.status === 'rebuilt' ? [unknown] : told;
    const { status, changedFiles } = verdict;
    return [{ step: index, label: step.label, instruction: step.instruction, status, causes, changedFiles }];
  });
  const isShown = ({ kind, label, step }: KeyedPlan['vertices'][number]): boolean =>
    step === null && label !== '' && kind !== 'local' && kind !== 'source' && !label.startsWith('[internal]');
  const others = keyed.vertices.filter(isShown).map((vertex): AffectedStep => {
    const verdict: VertexVerdict | undefined = comparison.vertices[vertex.id];
    const { label, instruction } = vertex;
    const { status = 'cached', causes = [], changedFiles = 0 } = verdict ?? {};
    return { step: null, label, instruction, status, causes, changedFiles };
  });
  return [...steps, ...others].toSorted(
    (one, other) => (one.instruction ?? Infinity) - (other.instruction ?? Infinity),
  );
}

/** Why the base image that a step stands on is another one: FROM has no line of its own in the answer. */
function baseCauses(plan: Plan, comparison: Comparison, causes: readonly Cause[]): readonly Cause[] {
  return causes.flatMap((cause) => {
    const base = cause.kind === 'step' && plan.steps[cause.step]?.kind === 'FROM' ? cause.step : null;
    const told = base === null ? [] : (comparison.steps[base]?.causes ?? []);
    return told.filter(isOfImage);
  });
}

/** What stands for the image's content where nothing better is known is no help to a reader. */
function isOfImage(cause: Cause): boolean {
  return cause.kind !== 'ingredient' || cause.name === 'image' || cause.name === 'platform';
}
