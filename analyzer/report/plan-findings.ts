import { buildCheckAdvice } from '../checks/build-check-advice.ts';
import { noCost, type FindingDraft } from '../checks/finding.ts';
import type { Range } from '../dockerfile/range.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import { shortName } from '../graph/repository-graph.ts';
import type { Plan } from '../plan/plan.ts';
import type { RootImage } from './root-image.ts';

/**
 * The build checks that fired on a build, and why its Dockerfile is rejected. `path` names the Dockerfile, `rootOf` the image from
 * outside that a stage stands on.
 */
export function* planFindings(
  { outcome, build }: BuildPlan,
  path: string,
  rootOf: (stage: number) => RootImage | null,
): Iterable<FindingDraft> {
  const common = { source: 'buildkit', path, builds: [build.id], cost: noCost };
  if (outcome.kind === 'rejected') {
    const { message, hint = '', range } = outcome.problem;
    yield { ...common, rule: 'rejected', severity: 'error', message, hint, range };
  }
  const warnings = outcome.kind === 'rejected' ? outcome.warnings : outcome.plan.warnings;
  for (const { rule, message, range } of warnings) {
    const root = rule === 'UndefinedVar' && outcome.kind === 'planned' ? rootAt(outcome.plan, range, rootOf) : null;
    // BuildKit asks the base image too, whose variables are not known here (dockerfile2llb/convert.go, reportUnmatchedVariables).
    yield root === null
      ? { ...common, rule, severity: 'warning', message, hint: buildCheckAdvice(rule), range }
      : {
          ...common,
          rule,
          severity: 'info',
          message: `${message}, unless ${shortName(root.reference)} sets it`,
          hint: 'What a base image sets is not known here: where it does not set it, declare it with ARG or ENV above, in this stage.',
          range,
        };
  }
}

/** The image from outside that the stage of a line stands on. */
function rootAt(plan: Plan, range: Range, rootOf: (stage: number) => RootImage | null): RootImage | null {
  const { instructions } = plan.dockerfile;
  const index = instructions.findIndex((each) => each.range.end.line >= range.start.line);
  const stage = plan.stages.find((each) => each.instructions.includes(index));
  return stage === undefined ? null : rootOf(stage.index);
}
