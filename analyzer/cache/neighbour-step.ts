import type { Cause } from './verdict.ts';

/** What is known of steps where several may show one vertex: equal steps of several stages are built once. */
export interface StepTable {
  /** For each step its vertices. */
  readonly steps: readonly (readonly number[])[];
  /** For each step its stage. */
  readonly stepStages: readonly (number | null)[];
}

/**
 * Causes as a reader of one step takes them: of equal steps in several stages, a cause names the first one; told is the one
 * in the reader's own stage, where there is one.
 */
export function neighbourCauses(
  table: StepTable,
  equals: EqualSteps,
  step: number,
  causes: readonly Cause[],
): readonly Cause[] {
  const stage = table.stepStages[step] ?? null;
  return causes.map((cause) => {
    if (!('step' in cause) || table.stepStages[cause.step] === stage) return cause;
    const last = table.steps[cause.step]?.at(-1) ?? -1;
    const near = equals()
      .get(last)
      ?.find((each) => table.stepStages[each] === stage);
    return near === undefined || near === step ? cause : { ...cause, step: near };
  });
}

/** For each vertex that several steps show, these steps, ascending; worked out when it is first asked for. */
export type EqualSteps = () => ReadonlyMap<number, readonly number[]>;

/** `EqualSteps` of a plan or a graph. */
export function equalSteps({ steps }: StepTable): EqualSteps {
  let known: ReadonlyMap<number, readonly number[]> | undefined;
  return () => {
    if (known !== undefined) return known;
    const shown = new Map<number, number[]>();
    for (const [step, vertices] of steps.entries()) {
      const last = vertices.at(-1);
      if (last === undefined) continue;
      const list = shown.get(last);
      if (list === undefined) shown.set(last, [step]);
      else list.push(step);
    }
    known = new Map([...shown].filter(([, list]) => list.length > 1));
    return known;
  };
}
