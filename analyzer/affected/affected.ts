import type { Builder } from '../cache/builder.ts';
import type { FileChange } from '../cache/change.ts';
import { coldComparison, type ExportMode } from '../cache/cold-cache.ts';
import { compareKeys, type Comparison } from '../cache/compare-keys.ts';
import { noKeys, type KeyedPlan } from '../cache/key.ts';
import type { ImageIdentity } from '../cache/keyed-plan.ts';
import { keyRecords } from '../cache/match-keys.ts';
import { worse, type Sameness } from '../cache/status.ts';
import type { Cause, Status } from '../cache/verdict.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { gitFolder } from '../context/file-tree.ts';
import type { Build } from '../discover/build.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import type { Plan } from '../plan/plan.ts';
import { affectedSteps, cachedSteps, type AffectedStep } from './affected-steps.ts';
import { submoduleFile, type RepositoryChange } from './git-change.ts';
import { isUntouched } from './untouched.ts';
import { keysOf, repositorySide, sideFrom, type Side, type SideOptions } from './side.ts';
import { wavesOf } from './waves.ts';

/** Everything that may have changed at once. */
export interface AffectedQuestion {
  readonly change: RepositoryChange;
  /** A state that is planned already, and what differs between it and the state before. */
  readonly known?: { readonly side: Side; readonly files: readonly FileChange[] };
  /** Files of which only that they changed is known. */
  readonly unknownFiles: readonly string[];
  /** Build arguments with another value. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Normalised references of images that name other content now. */
  readonly baseImages: readonly string[];
  readonly builder: Builder;
  /** Holds for both states. */
  readonly configuration: Configuration;
  /** The builder starts empty but for a cache that was exported this way; null: it has built the state before. */
  readonly cacheFrom: ExportMode | null;
}

/**
 * What becomes of a build. `new` and `removed`: it appears or disappears. `rejected`: its Dockerfile does not build.
 * `config`: all its steps are cached, and the image it makes has another config.
 */
export type BuildStatus = 'cached' | 'config' | 'new' | 'output-dependent' | 'rebuilt' | 'rejected' | 'removed';

export interface AffectedBuild {
  readonly build: Build;
  readonly status: BuildStatus;
  /** The change makes a difference to it; not so a build that was rejected before, too. */
  readonly isAffected: boolean;
  /** null: removed or rejected. */
  readonly plan: Plan | null;
  /** One for each step; for builders that go line by line one for each instruction, steps or not. */
  readonly steps: readonly AffectedStep[];
  /** Why the build is rejected; empty when it is not. */
  readonly problem: string;
  /** Ids of builds whose images it takes, sorted. */
  readonly needs: readonly string[];
}

export interface Affected {
  readonly files: readonly FileChange[];
  /** Every build, by id. */
  readonly builds: readonly AffectedBuild[];
  /** Ids of the builds to run, in waves: those of one wave need only images of the waves before. */
  readonly waves: readonly (readonly string[])[];
}

/** Which builds and steps a change rebuilds, images that other builds start from followed. */
export function affected(question: AffectedQuestion): Affected {
  const { change } = question;
  const before = stateBefore(question);
  const after = sideFrom(before, change.after, change.files, question);
  const judged = new Map<string, Judged>();
  for (const id of after.order) {
    const plan = after.plans.get(id);
    if (plan !== undefined) judged.set(id, judge(question, before, after, plan, judged));
  }
  const removed = [...before.plans.values()]
    .filter(({ build }) => !after.plans.has(build.id))
    .map(({ build }): AffectedBuild => ({
      build,
      status: 'removed',
      isAffected: true,
      plan: null,
      steps: [],
      problem: '',
      needs: [],
    }));
  const builds = [...[...judged.values()].map(({ result }) => result), ...removed].toSorted((one, other) =>
    one.build.id < other.build.id ? -1 : 1,
  );
  // Git's own folder is none of the repository's files: what takes it says so itself.
  return { files: change.files.filter(({ path }) => path !== gitFolder), builds, waves: wavesOf(builds) };
}

function stateBefore(question: AffectedQuestion): Side {
  const { known, change } = question;
  const options = optionsBefore(question);
  return known === undefined
    ? repositorySide(change.before, options)
    : sideFrom(known.side, change.before, known.files, options);
}

/** Arguments that have another value now had none before. */
function optionsBefore({ builder, configuration }: AffectedQuestion): SideOptions {
  return { buildArgs: {}, builder, configuration };
}

interface Judged {
  readonly result: AffectedBuild;
  /** Whether the layers of its image are what they were. */
  readonly image: Sameness;
}

function judge(
  question: AffectedQuestion,
  before: Side,
  after: Side,
  plan: BuildPlan,
  judged: ReadonlyMap<string, Judged>,
): Judged {
  const { build, outcome, uses } = plan;
  const needs = [...new Set(uses.flatMap(({ producer }) => (producer === null ? [] : [producer.build.id])))].toSorted();
  const common = { build, needs, problem: '' };
  if (outcome.kind === 'rejected') {
    const problem = outcome.problem.message;
    const isAffected = before.plans.get(build.id)?.outcome.kind !== 'rejected';
    const image = isAffected ? 'changed' : 'same';
    return { result: { ...common, status: 'rejected', isAffected, plan: null, steps: [], problem }, image };
  }
  const past = before.plans.get(build.id);
  const images = new Map<string, Sameness>();
  for (const { reference, producer } of uses) {
    const made = producer === null ? undefined : judged.get(producer.build.id)?.image;
    // Nothing says that an image of another tag is made anew; nothing says that it is not.
    const state = made === 'changed' && producer?.isOtherTag === true ? 'maybe' : (made ?? 'same');
    images.set(reference, question.baseImages.includes(reference) ? 'changed' : state);
  }
  // A parent whose config changed, and nothing else, gives its child other variables.
  const isSameBase =
    [...images.values()].every((state) => state === 'same') &&
    needs.every((need) => (judged.get(need)?.result.status ?? 'cached') === 'cached');
  const cached = (): Judged => {
    const steps = cachedSteps(outcome.plan);
    return { result: { ...common, status: 'cached', isAffected: false, plan: outcome.plan, steps }, image: 'same' };
  };
  const isNarrowed = question.builder.name === 'buildkit';
  const reach = { change: question.change, isNarrowed };
  if (past !== undefined && isSameBase && isUntouched(reach, before, after, past, plan)) return cached();
  const options = optionsBefore(question);
  const keyed = keysOf(after, plan, options, (reference) => identityAfter(reference, images));
  const isUnknown = build.dockerfile !== null && question.unknownFiles.includes(build.dockerfile);
  const old = past === undefined || isUnknown ? null : keysOf(before, past, options, identityBefore);
  if (keyed === null) return cached();
  const records = keyRecords(old ?? (past === undefined ? everything(before, options) : noKeys));
  const changedArgs = Object.keys(question.buildArgs);
  const fileChanges = new Map(question.change.files.map((each) => [each.path, each]));
  const warm = compareKeys(records, keyed, {
    buildArgs: changedArgs,
    fileChange: (path) => {
      const submodule = path.endsWith(`/${submoduleFile}`) ? path.slice(0, -submoduleFile.length - 1) : path;
      return fileChanges.get(submodule) ?? null;
    },
  });
  const result = outcome.plan.result?.vertex ?? null;
  const comparison = question.cacheFrom === null ? warm : coldComparison(keyed, warm, result, question.cacheFrom);
  const unknown = isUnknown && build.dockerfile !== null ? unknownCause(question, build.dockerfile) : null;
  const makers = new Map(
    uses.flatMap(({ reference, producer }) =>
      producer === null || question.baseImages.includes(reference) ? [] : [[reference, producer.build.name] as const],
    ),
  );
  const steps = affectedSteps(outcome.plan, keyed, comparison, unknown, makers);
  const worst = steps.reduce<Sameness>((state, { status }) => worse(state, stateOf(status)), 'same');
  const status = statusOfBuild(past, worst, outcome.plan);
  return {
    result: { ...common, status, isAffected: status !== 'cached', plan: outcome.plan, steps },
    image: imageState(outcome.plan, keyed, comparison, worst),
  };
}

/** Images before: their name stands for their content. */
function identityBefore(reference: string): ImageIdentity {
  return { digest: '', chainId: reference };
}

function identityAfter(reference: string, images: ReadonlyMap<string, Sameness>): ImageIdentity {
  const state = images.get(reference) ?? 'same';
  return {
    digest: '',
    chainId: state === 'changed' ? `${reference} moved` : reference,
    isUncertain: state === 'maybe',
  };
}

/** All that the builds before left in a cache: what a new build finds there. */
function everything(before: Side, options: SideOptions): KeyedPlan {
  const vertices: KeyedPlan['vertices'][number][] = [];
  for (const plan of before.plans.values()) {
    const keyed = keysOf(before, plan, options, identityBefore);
    const offset = vertices.length;
    for (const vertex of keyed?.vertices ?? []) {
      vertices.push({
        ...vertex,
        id: vertex.id + offset,
        inputs: vertex.inputs.map((input) => ({
          ...input,
          vertex: input.vertex + offset,
          content:
            input.content?.map((content) => ({
              ...content,
              opaque: content.opaque.map((part) => ({ ...part, vertex: part.vertex + offset })),
            })) ?? null,
        })),
      });
    }
  }
  return { ...noKeys, vertices };
}

function unknownCause({ change }: AffectedQuestion, path: string): Cause {
  return { kind: 'file', change: change.files.find((each) => each.path === path) ?? { path, kind: 'content' } };
}

function stateOf(status: Status): Sameness {
  return status === 'rebuilt' ? 'changed' : status === 'output-dependent' ? 'maybe' : 'same';
}

function statusOfBuild(past: BuildPlan | undefined, worst: Sameness, plan: Plan): BuildStatus {
  if (past === undefined || past.outcome.kind === 'rejected') return 'new';
  if (worst !== 'same') return worst === 'changed' ? 'rebuilt' : 'output-dependent';
  return configText(past.outcome.plan) === configText(plan) ? 'cached' : 'config';
}

/** All that `docker inspect` shows of an image but its layers; places in the Dockerfile are no part of it. */
function configText({ image }: Plan): string {
  const history = image.history.map(({ by, isEmpty }) => [by, isEmpty]);
  return JSON.stringify({ ...image, history });
}

/** The image's layers are those of its last vertex; that of an empty image never changes. */
function imageState(plan: Plan, keyed: KeyedPlan, comparison: Comparison, worst: Sameness): Sameness {
  if (plan.result === null) return 'same';
  const last = keyed.vertices.length === plan.vertices.length ? comparison.vertices[plan.result.vertex] : undefined;
  return last?.state ?? worst;
}
