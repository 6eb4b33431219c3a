import type { InputDigest } from '../cache/input-digest.ts';
import type { CacheGraph } from '../cache/cache-graph.ts';
import { noKeys, type KeyedPlan } from '../cache/key.ts';
import { cacheGraph } from '../cache/make-cache-graph.ts';
import type { ContextView } from '../context/context-view.ts';
import type { FileTree } from '../context/file-tree.ts';
import type { Build } from '../discover/build.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import { shortName } from '../graph/repository-graph.ts';
import type { Plan } from '../plan/plan.ts';
import type { Stage, StageBase } from '../plan/stage.ts';
import { reportContext, takenFiles, type TakenFiles } from './report-context.ts';
import { reportLayers } from './report-layers.ts';
import type { PlannedBuild, ReportBuild, ReportInstruction, ReportStage, ReportStep } from './report.ts';
import type { RootImage } from './root-image.ts';
import { stepEdges } from './step-edges.ts';

/** What is known of one build when its part of the report is written. */
export interface BuildFacts {
  readonly buildPlan: BuildPlan;
  /** null for a rejected Dockerfile. */
  readonly keyed: KeyedPlan | null;
  /** `vertexDigests` of it; empty likewise. */
  readonly digests: readonly string[];
  /** null likewise. */
  readonly graph: CacheGraph | null;
  /** null likewise. */
  readonly digest: InputDigest | null;
  /** null where the context's files are not here. */
  readonly view: ContextView | null;
  readonly tree: FileTree;
  /** The image from outside that it stands on in the end. */
  readonly root: RootImage | null;
}

/** One build's part of the report. `slug` is its page's name, `dockerfile` a key of `Report.dockerfiles`. */
export function reportBuild(facts: BuildFacts, slug: string, dockerfile: string): ReportBuild {
  const { build, outcome } = facts.buildPlan;
  const common = { id: build.id, slug, build, dockerfile };
  if (outcome.kind === 'rejected') {
    const { message, hint = '', range } = outcome.problem;
    return { ...common, outcome: { kind: 'rejected', message, hint, range } };
  }
  return { ...common, outcome: { kind: 'planned', plan: plannedBuild(outcome.plan, facts, build) } };
}

function plannedBuild(
  plan: Plan,
  { keyed, digests, graph, digest, tree, view, root }: BuildFacts,
  build: Build,
): PlannedBuild {
  const taken = keyed === null ? new Map<number, TakenFiles>() : takenFiles(keyed, tree);
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
    inputDigest: digest ?? { digest: '', open: [] },
    context: reportContext(build.context, view, taken),
    cacheGraph: graph ?? cacheGraph(noKeys),
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
  keys: readonly string[],
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
      key: last === undefined ? null : (keys[last]?.slice(0, keyLength) ?? null),
      context: context === undefined ? null : { files: context.files, bytes: context.bytes },
    };
  });
}
