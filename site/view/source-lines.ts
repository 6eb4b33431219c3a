import type { PlannedBuild, ReportDockerfile } from '../../analyzer/report/report.ts';
import type { Range } from '../../analyzer/dockerfile/range.ts';
import { highlightLines } from './highlight.ts';

/** One line of a Dockerfile as the source pane shows it. */
export interface SourceLine {
  readonly number: number;
  /** Escaped and coloured. */
  readonly html: string;
  /** Index of the instruction it belongs to; null for comments and blank lines. */
  readonly instruction: number | null;
  /** Steps that start on it. */
  readonly steps: readonly number[];
  /** `2/6`, as the progress log counts the first of them in its stage; empty where none starts. */
  readonly ordinal: string;
  /** All steps of its instruction, by spaces, for the script. */
  readonly stepKeys: string;
  readonly isProblem: boolean;
  /** Its stage is not needed by the target. */
  readonly isUnused: boolean;
}

/** The lines of a Dockerfile. `plan` is null for a rejected one, whose `problem` lines are marked. */
export function sourceLines(
  dockerfile: ReportDockerfile,
  plan: PlannedBuild | null,
  problem: Range | null,
): readonly SourceLine[] {
  const owner = new Map<number, number>();
  const starts = new Map<number, number>();
  for (const { index, range } of plan?.instructions ?? []) {
    // A range may end at the start of the line behind it.
    const last = range.end.column === 1 ? range.end.line - 1 : range.end.line;
    for (let line = range.start.line; line <= last; line++) owner.set(line, index);
    starts.set(range.start.line, index);
  }
  const stepsOf = new Map<number, number[]>();
  for (const step of plan?.steps ?? []) {
    stepsOf.set(step.instruction, [...(stepsOf.get(step.instruction) ?? []), step.id]);
  }
  const restarts = [...new Set(starts.keys())].sort((a, b) => a - b);
  return highlightLines(dockerfile.text, restarts).map((html, index) => {
    const number = index + 1;
    const instruction = owner.get(number) ?? null;
    const steps = instruction === null ? [] : (stepsOf.get(instruction) ?? []);
    const stage = instruction === null ? null : (plan?.instructions[instruction]?.stage ?? null);
    return {
      number,
      html,
      instruction,
      steps: starts.has(number) ? steps : [],
      ordinal: starts.has(number) ? ordinalOf(plan?.steps[steps[0] ?? -1]?.label ?? '') : '',
      stepKeys: steps.join(' '),
      isProblem:
        problem !== null && number >= problem.start.line && number <= Math.max(problem.start.line, problem.end.line),
      isUnused: stage !== null && plan?.stages[stage]?.isReachable === false,
    };
  });
}

/** `2/6` of `[build 2/6] RUN make`. */
function ordinalOf(label: string): string {
  return /^\[(?:[^\]]* )?(\d+\/\d+)\]/.exec(label)?.[1] ?? '';
}
