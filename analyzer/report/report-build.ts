import { ownInputs, type InputDigest } from '../cache/input-digest.ts';
import { contextSelections } from '../cache/context-selections.ts';
import { keyPlan } from '../cache/keyed-plan.ts';
import { cacheGraph, graphResult } from '../cache/make-cache-graph.ts';
import { vertexDigests } from '../cache/vertex-digests.ts';
import type { CheckedBuild } from '../checks/checked-repository.ts';
import { noteBuild } from '../checks/run-checks.ts';
import type { ContextView } from '../context/context-view.ts';
import type { FileTree } from '../context/file-tree.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import { shortName } from '../graph/repository-graph.ts';
import type { Plan } from '../plan/plan.ts';
import type { Stage, StageBase } from '../plan/stage.ts';
import type { BuildPart, PlannedPart } from './build-part.ts';
import { stepKeys } from './near-misses.ts';
import { partUses } from './part-uses.ts';
import { planFindings } from './plan-findings.ts';
import { reportContext, takenFiles, type TakenFiles } from './report-context.ts';
import { reportLayers } from './report-layers.ts';
import type { ReportBuild, ReportInstruction, ReportStage, ReportStep } from './report.ts';
import type { RootImage } from './root-image.ts';
import { stepEdges } from './step-edges.ts';

/** What is known of one build when its part of the report is written. */
export interface BuildFacts {
  readonly buildPlan: BuildPlan;
  /** Its Dockerfile: a key of `Report.dockerfiles`. */
  readonly path: string;
  /** Its contexts by name, `context` its own; null where their files are not here. */
  readonly viewOf: (name: string) => ContextView | null;
  readonly tree: FileTree;
  /** The image from outside that a stage of its plan stands on in the end. */
  readonly rootOf: (stage: number) => RootImage | null;
}

/** One build's part of a report, from what is known of it alone, and its model for checks; null for a rejected Dockerfile. */
export function buildPart({ buildPlan, path, viewOf, tree, rootOf }: BuildFacts): {
  readonly part: BuildPart;
  readonly checked: CheckedBuild | null;
} {
  const { build, outcome, uses } = buildPlan;
  const common = {
    build,
    dockerfile: path,
    uses: partUses(buildPlan),
    findings: [...planFindings(buildPlan, path, rootOf)],
  };
  if (outcome.kind === 'rejected') {
    const { message, hint = '', range } = outcome.problem;
    const rejected = { kind: 'rejected', message, hint, range } as const;
    const part = { ...common, outcome: rejected, inputs: null, result: null, stepKeys: [], notes: {} };
    return { part, checked: null };
  }
  const { plan } = outcome;
  const keyed = keyPlan(plan, { selections: contextSelections(viewOf) });
  const digests = vertexDigests(keyed);
  const checked = { id: build.id, path, build, uses, plan, keyed, graph: cacheGraph(keyed), view: viewOf('context') };
  const part: BuildPart = {
    ...common,
    outcome: { kind: 'planned', plan: plannedPart(checked, digests, tree, rootOf(plan.target)) },
    inputs: ownInputs(plan, keyed, digests),
    result: plan.result === null ? null : graphResult(plan.result.vertex, keyed),
    stepKeys: stepKeys(keyed, digests),
    notes: noteBuild(checked),
  };
  return { part, checked };
}

/** One build's part of the report as it stands there. `slug` is its page's name. */
export function reportBuild(part: BuildPart, slug: string, digest: InputDigest | null): ReportBuild {
  const { build, dockerfile, outcome } = part;
  const common = { id: build.id, slug, build, dockerfile };
  if (outcome.kind === 'rejected') return { ...common, outcome };
  const plan = { ...outcome.plan, inputDigest: digest ?? { digest: '', open: [] } };
  return { ...common, outcome: { kind: 'planned', plan } };
}

function plannedPart(
  { plan, build, keyed, graph, view }: CheckedBuild,
  digests: readonly string[],
  tree: FileTree,
  root: RootImage | null,
): PlannedPart {
  const taken = takenFiles(keyed, tree);
  const stepOf = new Map<number, number>();
  for (const step of plan.steps) {
    if (step.stage !== null && !stepOf.has(step.instruction)) stepOf.set(step.instruction, step.id);
  }
  return {
    platform: plan.stages[plan.target]?.platform ?? '',
    target: plan.target,
    stages: plan.stages.map((stage) => reportStage(plan, stage)),
    instructions: reportInstructions(plan, stepOf),
    steps: reportSteps(plan, taken, digests),
    edges: stepEdges(plan),
    layers: reportLayers(plan, root),
    image: plan.image,
    unknownBases: root === null ? [] : [root.reference],
    variables: plan.variables,
    context: reportContext(build.context, view, taken),
    cacheGraph: graph,
  };
}

function reportStage(plan: Plan, stage: Stage): ReportStage {
  const from = plan.dockerfile.instructions[stage.instructions[0] ?? -1];
  return {
    index: stage.index,
    name: stage.name,
    displayName: stage.displayName,
    base: baseText(plan, stage.base),
    baseKind: stage.base.kind,
    platform: stage.platform,
    isReachable: stage.isReachable,
    line: from?.range.start.line ?? 1,
  };
}

function baseText(plan: Plan, base: StageBase): string {
  switch (base.kind) {
    case 'scratch':
      return 'scratch';
    case 'stage':
      return plan.stages[base.stage]?.displayName ?? '';
    case 'image':
      return shortName(base.reference);
    case 'context':
      return base.name;
  }
}

function reportInstructions(plan: Plan, stepOf: ReadonlyMap<number, number>): readonly ReportInstruction[] {
  const stageOf = new Map(plan.stages.flatMap((stage) => stage.instructions.map((index) => [index, stage.index])));
  return plan.dockerfile.instructions.map((instruction) => ({
    index: instruction.index,
    stage: stageOf.get(instruction.index) ?? null,
    keyword: instruction.keyword,
    range: instruction.range,
    text: instruction.original,
    step: stepOf.get(instruction.index) ?? null,
  }));
}

/** As many hexadecimal digits of a key as tell any two steps of a report apart. */
const keyLength = 16;

function reportSteps(
  plan: Plan,
  taken: ReadonlyMap<number, TakenFiles>,
  digests: readonly string[],
): readonly ReportStep[] {
  return plan.steps.map((step) => {
    const context = taken.get(step.id);
    const last = step.vertices.at(-1);
    return {
      id: step.id,
      kind: step.kind,
      label: step.label,
      stage: step.stage,
      instruction: step.instruction,
      isOnbuild: step.isOnbuild,
      isUsed: last !== undefined,
      key: last === undefined ? null : (digests[last]?.slice(0, keyLength) ?? null),
      context: context === undefined ? null : { files: context.files, bytes: context.bytes },
    };
  });
}
