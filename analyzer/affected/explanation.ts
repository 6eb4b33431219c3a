import { noChange } from '../cache/change.ts';
import type { Ingredient, KeyedPlan } from '../cache/key.ts';
import { cacheGraph } from '../cache/make-cache-graph.ts';
import { propagate } from '../cache/propagate.ts';
import { triggersOf, type Triggers } from '../cache/triggers.ts';
import type { Verdict } from '../cache/verdict.ts';
import type { FileTree } from '../context/file-tree.ts';
import type { Build } from '../discover/build.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import type { Plan } from '../plan/plan.ts';
import { keysOf, repositorySide, type SideOptions } from './side.ts';

/** What is known of one step of one build. */
export interface StepExplanation {
  readonly build: Build;
  readonly plan: Plan;
  /** Index in `Plan.steps`. */
  readonly step: number;
  /** What its own part of the key is made of. */
  readonly ingredients: readonly Ingredient[];
  /** Steps that it stands on by definition. */
  readonly standsOn: readonly number[];
  /** Steps that a linked copy is merged with, which are no part of its key. */
  readonly laidOver: readonly number[];
  /** What it takes by content: from a step or, where that is null, from a build context, and how many files are known. */
  readonly takes: readonly {
    readonly step: number | null;
    readonly paths: readonly string[];
    readonly files: number;
  }[];
  readonly triggers: Triggers;
  /** What it drags along when it is rebuilt: verdicts on other steps, cached ones left out. */
  readonly drags: readonly Verdict[];
}

/** What can be said of a line of a Dockerfile. */
export type Explanation =
  | { readonly kind: 'steps'; readonly steps: readonly StepExplanation[] }
  /** The line is in an instruction that is no step (LABEL, ENV, …) or that no target needs: what it shapes. */
  | {
      readonly kind: 'setting';
      readonly build: Build;
      readonly plan: Plan;
      readonly keyword: string;
      /** The stage that it stands in when the target needs nothing of it (index in `Plan.stages`); null otherwise. */
      readonly unusedStage: number | null;
      readonly drags: readonly Verdict[];
    }
  | { readonly kind: 'nothing'; readonly reason: string };

/** Explains the step that stands on a line of a Dockerfile, in every build that uses it. */
export function explainLine(tree: FileTree, dockerfile: string, line: number, options: SideOptions): Explanation {
  const side = repositorySide(tree, options);
  const using = [...side.plans.values()].filter(({ build }) => build.dockerfile === dockerfile);
  if (using.length === 0) return { kind: 'nothing', reason: `No build of this repository uses ${dockerfile}` };
  const steps: StepExplanation[] = [];
  let setting: Explanation | null = null;
  let nearest: string | null = null;
  for (const planned of using) {
    if (planned.outcome.kind === 'rejected') return { kind: 'nothing', reason: planned.outcome.problem.message };
    const { plan } = planned.outcome;
    const instruction = plan.dockerfile.instructions.find(
      ({ range }) => range.start.line <= line && line <= range.end.line,
    );
    if (instruction === undefined) {
      nearest ??= nearestInstruction(plan, line);
      continue;
    }
    const keyed = keysOf(side, planned, options, () => null);
    if (keyed === null) continue;
    const own = plan.steps.filter((step) => step.instruction === instruction.index && step.vertices.length > 0);
    for (const step of own) steps.push(explainStep(planned, plan, keyed, step.id));
    if (own.length === 0) {
      const { keyword, index } = instruction;
      const drags = dragsOf(keyed, [index], null);
      setting ??= {
        kind: 'setting',
        build: planned.build,
        plan,
        keyword,
        unusedStage: options.builder.chain?.buildsUnused === true ? null : unusedStageOf(plan, index),
        drags,
      };
    }
  }
  if (steps.length > 0) return { kind: 'steps', steps };
  return setting ?? { kind: 'nothing', reason: `Line ${line} of ${dockerfile} holds no instruction${nearest ?? ''}` };
}

function nearestInstruction({ dockerfile }: Plan, line: number): string {
  const away = ({ range }: (typeof dockerfile.instructions)[number]): number =>
    Math.max(range.start.line - line, line - range.end.line);
  const [first] = dockerfile.instructions.toSorted((one, other) => away(one) - away(other));
  return first === undefined ? '' : `; the nearest is ${first.keyword} on line ${first.range.start.line}`;
}

function unusedStageOf({ stages }: Plan, instruction: number): number | null {
  const stage = stages.find(({ instructions }) => instructions.includes(instruction));
  return stage === undefined || stage.isReachable ? null : stage.index;
}

function explainStep({ build }: BuildPlan, plan: Plan, keyed: KeyedPlan, step: number): StepExplanation {
  const graph = cacheGraph(keyed);
  const vertices = (keyed.steps[step] ?? []).flatMap((id) => keyed.vertices[id] ?? []);
  const stepOf = (id: number): number | null => keyed.vertices[id]?.step ?? null;
  const standsOn = new Set<number>();
  const laidOver = new Set<number>();
  const takes: StepExplanation['takes'][number][] = [];
  for (const { inputs, kind } of vertices) {
    for (const { vertex, content } of inputs) {
      const from = stepOf(vertex);
      if (from === step) continue;
      if (content === null) {
        if (from !== null) (kind === 'merge' ? laidOver : standsOn).add(from);
        continue;
      }
      const files = content.reduce(
        (sum, { entries }) => sum + entries.filter(({ kind }) => kind !== 'directory').length,
        0,
      );
      takes.push({ step: from, paths: content.map(({ selector }) => selector.path), files });
    }
  }
  return {
    build,
    plan,
    step,
    ingredients: vertices.flatMap(({ ingredients }) => ingredients),
    standsOn: [...standsOn],
    laidOver: [...laidOver],
    takes,
    triggers: triggersOf(graph, step),
    drags: dragsOf(keyed, plan.steps[step]?.instruction === undefined ? [] : [plan.steps[step].instruction], step),
  };
}

/** What an edit of instructions rebuilds beside a step itself. */
function dragsOf(keyed: KeyedPlan, instructions: readonly number[], step: number | null): readonly Verdict[] {
  return propagate(cacheGraph(keyed), { ...noChange, instructions }).filter(
    (verdict) => verdict.step !== step && (verdict.status === 'rebuilt' || verdict.status === 'output-dependent'),
  );
}
