import { parseIgnoreFile } from '../context/ignore-file.ts';
import { nearestWord } from '../dockerfile/nearest-word.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { normalizePlatform, parsePlatform, type Platform } from '../dockerfile/platform.ts';
import { checkCommandCasing } from './build-checks/command-casing.ts';
import { checkStageNames } from './build-checks/stage-names.ts';
import { fullBudget } from './budget.ts';
import { createChecks, type Checks } from './checks.ts';
import { buildContext } from './context-source.ts';
import type { Conversion } from './conversion.ts';
import { checkDefaultBases } from './default-bases.ts';
import { linkStages } from './dependencies.ts';
import { dispatchStages } from './dispatch.ts';
import { resolveEpoch } from './epoch.ts';
import { expandGlobal } from './expansion.ts';
import { finishPlan } from './finish-plan.ts';
import { globalScope, platformArgs } from './global-scope.ts';
import type { PlanOutcome } from './plan.ts';
import type { PlanOptions } from './plan-options.ts';
import { Rejection } from './rejection.ts';
import { resolveStages } from './resolve-stages.ts';
import { findByName, noStates, stageNames, type StageState } from './stage-state.ts';
import { buildStageStates } from './stage-states.ts';
import { stepLog } from './step-log.ts';
import { variableLog } from './variable-log.ts';
import { splitStages, type WrittenStages } from './written-stages.ts';

/**
 * What BuildKit would do with a Dockerfile: its stages, its build graph, its image config, and the build checks that
 * fire. Never throws for what a Dockerfile or an option says; what BuildKit refuses is rejected with a place.
 *
 * Source: frontend/dockerfile/dockerfile2llb/convert.go, toDispatchState.
 */
export function planDockerfile(dockerfile: Dockerfile, options: PlanOptions = {}): PlanOutcome {
  const { problem } = dockerfile;
  if (problem !== null) return { kind: 'rejected', dockerfile, problem, warnings: dockerfile.warnings };
  const checks = createChecks(dockerfile, options.buildArgs?.['BUILDKIT_DOCKERFILE_CHECK']);
  try {
    return { kind: 'planned', plan: convert(dockerfile, options, checks) };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { kind: 'rejected', dockerfile, problem: error.problem, warnings: checks.warnings() };
  }
}

function convert(dockerfile: Dockerfile, options: PlanOptions, checks: Checks) {
  const written = splitStages(dockerfile.instructions);
  checks.reportAll(checkStageNames(written.stages.map((stage) => stage.from)));
  checks.reportAll(checkCommandCasing(dockerfile.instructions));
  const conversion = startConversion(dockerfile, options, checks, written);
  buildStageStates(conversion, written.stages, expandGlobal(dockerfile, conversion.variables, conversion.budget));
  const target = findTarget(conversion, written.stages.length);
  linkStages(conversion);
  const reachable = resolveStages(conversion, target);
  dispatchStages(conversion, target, reachable);
  rejectViolations(checks);
  return finishPlan(conversion, target, reachable);
}

function startConversion(
  dockerfile: Dockerfile,
  options: PlanOptions,
  checks: Checks,
  written: WrittenStages,
): Conversion {
  const { globalArgs, stages } = written;
  const buildArgs = new Map(Object.entries(options.buildArgs ?? {}));
  const targetPlatform = readPlatform(options.platform);
  const buildPlatform = readPlatform(options.buildPlatform);
  const budget = fullBudget();
  const variables = variableLog();
  const targetStage = options.target || (stages.at(-1)?.from.name ?? '');
  const predefined = platformArgs(buildPlatform, targetPlatform, targetStage, buildArgs);
  checks.reportAll(checkDefaultBases(dockerfile, written, predefined, budget));
  const expand = expandGlobal(dockerfile, variables, budget);
  const globals = globalScope({ platformArgs: predefined, args: globalArgs, buildArgs, expand, variables });
  const contextPaths = new Set<string>();
  const { ignoreFile } = options;
  return {
    dockerfile,
    options,
    buildArgs,
    targetPlatform,
    buildPlatform,
    globals,
    epoch: resolveEpoch(buildArgs, globals, options, stages),
    hostname: buildArgs.get('BUILDKIT_SANDBOX_HOSTNAME') || (options.hostname ?? ''),
    cacheNamespace: buildArgs.get('BUILDKIT_CACHE_MOUNT_NS') ?? '',
    states: noStates(),
    context: buildContext(contextPaths),
    contextPaths,
    budget,
    triggers: new Map(),
    checks,
    ignore: ignoreFile === undefined || ignoreFile === null ? null : parseIgnoreFile('.dockerignore', ignoreFile),
    variables,
    steps: stepLog(),
  };
}

/** `# check=error=true`: what fired fails the build (frontend/dockerfile/linter/linter.go, Error). */
function rejectViolations(checks: Checks): void {
  const rules = checks.violated();
  if (rules !== null) throw new Rejection(`Build checks fail the build: ${rules.join(', ')}.`, null);
}

function readPlatform(text: string | undefined): Platform {
  const platform = parsePlatform(text ?? 'linux/amd64');
  if (platform === null) {
    throw new Rejection(`"${text}" is no platform.`, null, 'Write os/arch, such as linux/arm64.');
  }
  return normalizePlatform(platform);
}

function findTarget({ options, states }: Conversion, stageCount: number): StageState {
  const { target } = options;
  const state = target === undefined || target === '' ? states.all[stageCount - 1] : findByName(states, target);
  if (state !== null && state !== undefined) return state;
  const names = stageNames(states).filter((name) => states.byName.has(name));
  const near = nearestWord(target ?? '', names);
  const meant = near === null ? '' : `Did you mean "${near}"? `;
  const hint = names.length === 0 ? 'No stage has a name.' : `${meant}The stages are ${names.join(', ')}.`;
  throw new Rejection(`There is no stage "${target}".`, null, hint);
}
