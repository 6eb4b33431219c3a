import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Budget } from './budget.ts';
import { checkDefaultBase } from './build-checks/default-base.ts';
import type { PlacedFinding } from './build-checks/finding.ts';
import { expandGlobal } from './expansion.ts';
import { globalScope, type PlatformArgs } from './global-scope.ts';
import { Rejection } from './rejection.ts';
import { variableLog } from './variable-log.ts';
import type { WrittenStages } from './written-stages.ts';

/**
 * Which bases are no images when no build argument but a platform's is given (dockerfile2llb/validations.go,
 * validateBaseImagesWithDefaultArgs). Ends where something does not expand: the build will, too.
 */
export function checkDefaultBases(
  dockerfile: Dockerfile,
  { globalArgs, stages }: WrittenStages,
  platformArgs: PlatformArgs,
  budget: Budget,
): readonly PlacedFinding[] {
  const findings: PlacedFinding[] = [];
  const variables = variableLog();
  const expand = expandGlobal(dockerfile, variables, budget);
  try {
    const defaults = globalScope({ platformArgs, args: globalArgs, buildArgs: new Map(), expand, variables });
    for (const { from } of stages) {
      const finding = checkDefaultBase(from.base, expand(from.base, defaults, from).text);
      if (finding !== null) findings.push({ ...finding, range: from.range });
    }
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
  }
  return findings;
}
