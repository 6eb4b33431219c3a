import { formatPlatform } from '../dockerfile/platform.ts';
import type { Conversion } from './conversion.ts';
import { dependencyKind } from './dependencies.ts';
import type { Draft } from './draft.ts';
import { finishImage } from './image-state.ts';
import { marshalDrafts, type Marshalled } from './marshal.ts';
import { platformName } from './platform-name.ts';
import type { Plan } from './plan.ts';
import type { Stage, StageBase, StageDependency } from './stage.ts';
import type { StageState } from './stage-state.ts';
import type { StepDraft } from './step-log.ts';
import type { Step } from './step.ts';
import type { VertexId } from './vertex.ts';

/** The plan of a conversion that went through. */
export function finishPlan(conversion: Conversion, target: StageState, reachable: ReadonlySet<StageState>): Plan {
  const marshalled = marshalDrafts(target.fileSystem);
  const result = target.fileSystem === null ? undefined : marshalled.idOf(target.fileSystem);
  return {
    dockerfile: conversion.dockerfile,
    stages: finishStages(conversion, reachable),
    target: target.stage ?? 0,
    vertices: marshalled.vertices,
    result: result === undefined ? null : { vertex: result, output: 0 },
    ...finishSteps(conversion, marshalled),
    image: finishImage(target.image),
    variables: conversion.variables.finish(
      ({ kind, name, instruction }) => kind === 'env' && target.image.env.get(name)?.instruction === instruction,
    ),
    warnings: conversion.checks.warnings(),
  };
}

function finishStages({ states, targetPlatform }: Conversion, reachable: ReadonlySet<StageState>): readonly Stage[] {
  const stages: Stage[] = [];
  for (const state of states.all) {
    if (state.stage === null || state.from === null) continue;
    // A stage that nothing asked for runs on what it starts from, too; that one stands above it.
    const inherited = stages[state.base?.stage ?? -1]?.platform;
    stages.push({
      index: state.stage,
      name: state.name,
      displayName: state.name === '' ? `stage-${state.stage}` : state.name,
      base: stageBase(state),
      platform: platformName(state.platform) ?? inherited ?? formatPlatform(targetPlatform),
      instructions: [
        state.from.index,
        ...state.commands.filter((command) => !command.isOnbuild).map((command) => command.index),
      ],
      isReachable: reachable.has(state),
      dependencies: stageDependencies(state),
    });
  }
  return stages;
}

function stageBase({ base, baseName, from, namedBase, namedContext }: StageState): StageBase {
  const context = namedContext ?? namedBase;
  if (context !== null) return { kind: 'context', name: context.name, value: context.value };
  if (base !== null) return { kind: 'stage', stage: base.stage ?? 0 };
  if (baseName === 'scratch') return { kind: 'scratch' };
  return { kind: 'image', reference: baseName, name: from?.base ?? baseName };
}

function stageDependencies(state: StageState): readonly StageDependency[] {
  const dependencies: StageDependency[] = [];
  if (state.base?.stage !== null && state.base?.stage !== undefined) {
    dependencies.push({ stage: state.base.stage, kind: 'from', instruction: state.instruction });
  }
  for (const command of state.commands) {
    const kind = dependencyKind(command.instruction);
    if (kind === null) continue;
    for (const source of command.sources) {
      if (source.stage !== null) dependencies.push({ stage: source.stage, kind, instruction: command.index });
    }
  }
  return dependencies;
}

/** The steps that the result needs, stage by stage; an image that is only read stands before the step that reads it. */
function finishSteps(conversion: Conversion, { idOf, unmerged }: Marshalled): Pick<Plan, 'steps' | 'unmerged'> {
  const ofStage = new Map<number, StepDraft[]>();
  const implicit = new Map<number, StepDraft[]>();
  for (const step of conversion.steps.all()) {
    const [map, key] = step.stage === null ? [implicit, step.instruction] : [ofStage, step.stage];
    const known = map.get(key);
    if (known === undefined) map.set(key, [step]);
    else known.push(step);
  }
  const steps: Step[] = [];
  const unmergedSteps: (readonly VertexId[])[] = [];
  const idsOf = (drafts: readonly Draft[], of: Marshalled['idOf']): readonly VertexId[] =>
    drafts.map(of).filter((id) => id !== undefined);
  const add = ({ drafts, ...step }: StepDraft): void => {
    const vertices = idsOf(drafts, idOf);
    if (vertices.length === 0) return;
    steps.push({ id: steps.length, ...step, vertices });
    if (unmerged !== null) unmergedSteps.push(idsOf(drafts, unmerged.idOf));
  };
  for (const { stage } of conversion.states.all) {
    if (stage === null) continue;
    for (const step of ofStage.get(stage) ?? []) {
      for (const before of implicit.get(step.instruction) ?? []) add(before);
      implicit.delete(step.instruction);
      add(step);
    }
  }
  if (unmerged === null) return { steps, unmerged };
  const { vertices, mergedInto } = unmerged;
  return { steps, unmerged: { vertices, mergedInto, steps: unmergedSteps } };
}
