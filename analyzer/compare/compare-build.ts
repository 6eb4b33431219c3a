import type { ImageConfig } from '../plan/image-config.ts';
import { countOwnLayers } from '../report/report-layers.ts';
import type { PlannedBuild, ReportBuild, ReportStep } from '../report/report.ts';
import { alignTexts } from './align-steps.ts';
import { isOtherSize } from './comparison-words.ts';
import type { ComparedBuild, ComparedStage, ComparedStep } from './comparison.ts';

/** What a warm cache of the base does for a step of the head. */
export interface StepVerdict {
  /** A step's id. */
  readonly step: number;
  readonly status: 'output-dependent' | 'rebuilt';
  /** Why; empty where it is not known. */
  readonly sentence: string;
  /** Its name, where the sentence says no more than that it follows the step before it in its stage; else empty. */
  readonly follower: string;
}

/** Answers which steps of a build of the head run, and why. */
export type FindVerdicts = (build: ReportBuild) => readonly StepVerdict[];

/** A build in both states; null for one in which it is not there. At least one is. */
export interface BuildPair {
  readonly base: ReportBuild | null;
  readonly head: ReportBuild | null;
}

/** What differs in one build; null: nothing does, and it costs nothing. */
export function compareBuild({ base, head }: BuildPair, verdictsOf: FindVerdicts): ComparedBuild | null {
  const shown = head ?? base;
  if (shown === null) return null;
  const [past, present] = [base, head].map(planOf);
  const verdicts = head === null || present === undefined ? [] : verdictsOf(head);
  const steps = compareSteps(past, present, verdicts);
  const status = statusOf({ base, head });
  const made: ComparedBuild = {
    id: shown.id,
    name: shown.build.name,
    dockerfile: shown.dockerfile,
    slug: head?.slug ?? '',
    status,
    problem: head?.outcome.kind === 'rejected' ? head.outcome.message : '',
    cost: {
      rebuilt: verdicts.filter((verdict) => verdict.status === 'rebuilt').length,
      outputDependent: verdicts.filter((verdict) => verdict.status === 'output-dependent').length,
    },
    why: whySentences(verdicts),
    stages: compareStages(past, present),
    steps,
    layers: { base: layersOf(past), head: layersOf(present) },
    context: { base: contextOf(past), head: contextOf(present) },
    image: past === undefined || present === undefined ? [] : compareImages(past.image, present.image),
  };
  return isSame(made, base, head) ? null : made;
}

/** Fewer steps than these that follow each other are told one by one. */
const minFollowers = 3;

/** The sentences of verdicts; a run of steps that only follow each other is one. */
function whySentences(verdicts: readonly StepVerdict[]): readonly string[] {
  const told = verdicts.filter(({ sentence }) => sentence !== '');
  const runs: StepVerdict[][] = [];
  for (const verdict of told) {
    const run = runs.at(-1);
    if (verdict.follower !== '' && run?.[0] !== undefined && run[0].follower !== '') run.push(verdict);
    else runs.push([verdict]);
  }
  return runs.flatMap((run) =>
    run.length < minFollowers
      ? run.map(({ sentence }) => sentence)
      : [`The ${run.length} steps after it in the stage follow; the last is ${run.at(-1)?.follower ?? ''}.`],
  );
}

function planOf(build: ReportBuild | null): PlannedBuild | undefined {
  return build?.outcome.kind === 'planned' ? build.outcome.plan : undefined;
}

function statusOf({ base, head }: BuildPair): ComparedBuild['status'] {
  if (head === null) return 'removed';
  if (head.outcome.kind === 'rejected') return 'rejected';
  if (base === null) return 'new';
  return base.outcome.kind === 'rejected' ? 'mended' : 'changed';
}

function isSame(made: ComparedBuild, base: ReportBuild | null, head: ReportBuild | null): boolean {
  if (made.status === 'rejected') {
    const reasonOf = (build: ReportBuild | null) => (build?.outcome.kind === 'rejected' ? build.outcome.message : null);
    return reasonOf(base) === reasonOf(head);
  }
  return (
    made.status === 'changed' &&
    made.cost.rebuilt + made.cost.outputDependent + made.stages.length + made.image.length === 0 &&
    made.steps.every(({ change }) => change === 'same') &&
    made.layers.base === made.layers.head &&
    !isOtherSize(made.context)
  );
}

const layersOf = (plan: PlannedBuild | undefined): number => (plan === undefined ? 0 : countOwnLayers(plan.layers));

function contextOf(plan: PlannedBuild | undefined): ComparedBuild['context']['base'] {
  return { files: plan?.context.files ?? 0, bytes: plan?.context.bytes ?? 0 };
}

/** Stages by their names, those without one in their order; what one starts from is what can differ. */
function compareStages(past: PlannedBuild | undefined, present: PlannedBuild | undefined): readonly ComparedStage[] {
  const [old, made] = [past?.stages ?? [], present?.stages ?? []];
  const pairs = alignTexts(
    old.map(({ name }) => name),
    made.map(({ name }) => name),
    () => false,
  );
  return pairs.flatMap(([one, other]): readonly ComparedStage[] => {
    const base = one === null ? undefined : old[one];
    const head = other === null ? undefined : made[other];
    if (base?.base === head?.base) return [];
    const change = base === undefined ? 'added' : head === undefined ? 'removed' : 'changed';
    const name = (head ?? base)?.displayName ?? '';
    return [{ name, change, base: base?.base ?? '', head: head?.base ?? '' }];
  });
}

function compareSteps(
  past: PlannedBuild | undefined,
  present: PlannedBuild | undefined,
  verdicts: readonly StepVerdict[],
): readonly ComparedStep[] {
  const [old, made] = [past?.steps ?? [], present?.steps ?? []];
  const verdictOf = new Map(verdicts.map((verdict) => [verdict.step, verdict]));
  const textOf = (plan: PlannedBuild | undefined, step: ReportStep): string => `${nameOf(plan, step)}\n${plain(step)}`;
  const pairs = alignTexts(
    old.map((step) => textOf(past, step)),
    made.map((step) => textOf(present, step)),
    (one, other) => {
      const [base, head] = [old[one], made[other]];
      return base?.kind === head?.kind && nameOf(past, base) === nameOf(present, head);
    },
  );
  return pairs.map(([one, other]): ComparedStep => {
    const base = one === null ? undefined : old[one];
    const head = other === null ? undefined : made[other];
    const verdict = head === undefined ? undefined : verdictOf.get(head.id);
    const isEqual = base !== undefined && head !== undefined && plain(base) === plain(head);
    return {
      base: base === undefined ? '' : plain(base),
      head: head === undefined ? '' : plain(head),
      baseLine: lineOf(past, base),
      headLine: lineOf(present, head),
      stage: head === undefined ? stageOf(past, base) : stageOf(present, head),
      change: isEqual ? 'same' : base === undefined ? 'added' : head === undefined ? 'removed' : 'edited',
      status: verdict?.status ?? (head === undefined || head.isUsed ? 'cached' : 'unused'),
      sentence: verdict?.sentence ?? '',
    };
  });
}

/** `COPY . .` of `[build 2/4] COPY . .`: a place changes with what stands above. */
function plain({ label }: ReportStep): string {
  return label.replace(/^\[[^\]]*\] /, '');
}

function stageOf(plan: PlannedBuild | undefined, step: ReportStep | undefined): string {
  return plan?.stages[step?.stage ?? -1]?.displayName ?? '';
}

/** Empty for a stage without a name: its number changes with what stands above. */
function nameOf(plan: PlannedBuild | undefined, step: ReportStep | undefined): string {
  return plan?.stages[step?.stage ?? -1]?.name ?? '';
}

function lineOf(plan: PlannedBuild | undefined, step: ReportStep | undefined): number | null {
  return plan?.instructions[step?.instruction ?? -1]?.range.start.line ?? null;
}

/** What `docker inspect` shows of an image; its history is told by the steps. */
function compareImages(past: ImageConfig, present: ImageConfig): ComparedBuild['image'] {
  const old = new Map<string, unknown>(Object.entries(past));
  const made = new Map<string, unknown>(Object.entries(present));
  return [...new Set([...old.keys(), ...made.keys()])].flatMap((name) => {
    const [base = '', head = ''] = [old.get(name), made.get(name)].map(shown);
    return name === 'history' || base === head ? [] : [{ name, base, head }];
  });
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
