import { parseOnce, type ParseDockerfile } from '../dockerfile/parse-once.ts';
import type { Build } from '../discover/build.ts';
import type { BaseImage } from '../plan/base-image.ts';
import { planDockerfile } from '../plan/plan-dockerfile.ts';
import type { Plan, PlanOutcome } from '../plan/plan.ts';
import { imageUses, type ImageUse } from './image-uses.ts';
import { imageProducers, type ImageRule, type Producer } from './image-producers.ts';
import { buildOrder } from './build-order.ts';

/** An image that a build takes, and the build of this repository that makes it. */
export interface ProducedUse extends ImageUse {
  /** null: it comes from outside. */
  readonly producer: Producer | null;
}

/** A build with its plan. */
export interface BuildPlan {
  readonly build: Build;
  readonly outcome: PlanOutcome;
  /** Empty for a rejected Dockerfile. */
  readonly uses: readonly ProducedUse[];
}

/** Builds of a repository, planned; and what stands in circles. */
export interface RepositoryPlan {
  /** In the order of the builds: those that were asked for, and those whose images they take. */
  readonly plans: readonly BuildPlan[];
  /** Ids of builds that feed each other in a circle, each circle sorted. */
  readonly cycles: readonly (readonly string[])[];
}

/** How a repository's builds are planned; all may be left out. */
export interface RepositoryPlanOptions {
  /** The text of the ignore file of a build's context, for the check that asks for it. */
  readonly ignoreFileOf?: (build: Build) => string | null;
  readonly rules?: readonly ImageRule[];
  /**
   * Names the builds to plan: others are planned as far as these take their images, and each comes out as it does when all
   * are planned.
   */
  readonly isWanted?: (build: Build) => boolean;
  /** What remembers Dockerfiles that are read elsewhere, too. */
  readonly parse?: ParseDockerfile;
}

/**
 * Plans every build, those that others start from first: a child sees what its parent's image sets (environment, user,
 * working directory, triggers). `textOf` answers a build's Dockerfile; builds without one are left out.
 */
export function planRepository(
  builds: readonly Build[],
  textOf: (build: Build) => string | null,
  { ignoreFileOf = () => null, rules = [], isWanted = () => true, parse = parseOnce() }: RepositoryPlanOptions = {},
): RepositoryPlan {
  const planOne = (build: Build, baseImage?: (reference: string) => BaseImage | null): PlanOutcome | null => {
    const text = textOf(build);
    if (text === null) return null;
    const platform = platformOf(build);
    return planDockerfile(parse(text, build.buildArgs['BUILDKIT_DOCKERFILE_CHECK']), {
      buildArgs: build.buildArgs,
      namedContexts: build.namedContexts,
      ignoreFile: ignoreFileOf(build),
      ...(build.target === '' ? {} : { target: build.target }),
      ...(platform === undefined ? {} : { platform }),
      ...(baseImage === undefined ? {} : { baseImage }),
    });
  };
  const outcomes = new Map<string, PlanOutcome | null>();
  const outcomeOf = (build: Build): PlanOutcome | null => {
    const known = outcomes.get(build.id);
    if (known !== undefined) return known;
    const made = planOne(build);
    outcomes.set(build.id, made);
    return made;
  };
  const present = builds.filter((build) => textOf(build) !== null);
  const producerOf = imageProducers(present, rules, (build) => outcomeOf(build)?.kind === 'planned');
  const withUses = (build: Build, outcome: PlanOutcome): BuildPlan => {
    const uses = outcome.kind === 'planned' ? imageUses(outcome.plan) : [];
    return { build, outcome, uses: uses.map((use) => produced(use, producerFor(build, use))) };
  };
  const producerFor = (build: Build, use: ImageUse): Producer | null => {
    const producer = producerOf(use.reference, build);
    // An image that starts from an older one of its own name takes it from outside.
    return producer === null || producer.build.id === build.id ? null : producer;
  };

  const first = new Map<string, BuildPlan>();
  const pending = builds.filter(isWanted);
  for (let build = pending.pop(); build !== undefined; build = pending.pop()) {
    const outcome = first.has(build.id) ? null : outcomeOf(build);
    if (outcome === null) continue;
    const plan = withUses(build, outcome);
    first.set(build.id, plan);
    for (const { producer } of plan.uses) if (producer !== null) pending.push(producer.build);
  }
  const feeds = [...first.values()].flatMap(({ build, uses }) =>
    uses.flatMap((use) => (use.producer === null ? [] : [{ from: use.producer.build.id, to: build.id }])),
  );
  const { order, cycles } = buildOrder([...first.keys()], feeds);
  const plans = new Map(first);
  for (const id of order) {
    const plan = plans.get(id);
    if (plan === undefined || !plan.uses.some((use) => use.producer !== null)) continue;
    const again = planOne(plan.build, (reference) => producedImage(plans, plan, reference));
    if (again === null) continue;
    const uses = allUses(plan.uses, withUses(plan.build, again).uses);
    plans.set(id, { build: plan.build, outcome: again, uses });
  }
  return { plans: builds.flatMap(({ id }) => plans.get(id) ?? []), cycles };
}

function produced(use: ImageUse, producer: Producer | null): ProducedUse {
  return { ...use, producer };
}

/**
 * What a build takes before and after its parents are known: their triggers may take more, and an image without a layer
 * leaves no trace in the plan, though it is taken.
 */
function allUses(before: readonly ProducedUse[], after: readonly ProducedUse[]): readonly ProducedUse[] {
  const keyOf = ({ reference, kind, stage, instruction }: ProducedUse) =>
    JSON.stringify([reference, kind, stage, instruction]);
  const uses = new Map([...before, ...after].map((use) => [keyOf(use), use]));
  return [...uses.values()].sort((left, right) => left.instruction - right.instruction);
}

/** The platform to plan a build for: the usual one where it is among its platforms, else the first it names. */
function platformOf({ platforms }: Build): string | undefined {
  return platforms.includes('linux/amd64') ? undefined : platforms[0];
}

function producedImage(plans: ReadonlyMap<string, BuildPlan>, child: BuildPlan, reference: string): BaseImage | null {
  const producer = child.uses.find((use) => use.reference === reference)?.producer;
  const parent = producer === undefined || producer === null ? undefined : plans.get(producer.build.id);
  return parent?.outcome.kind === 'planned' ? asBaseImage(parent.outcome.plan) : null;
}

/** The image that a plan makes, as one to start from. */
function asBaseImage({ image, result }: Plan): BaseImage {
  return {
    ...image,
    labels: Object.fromEntries(image.labels),
    layerCount: result === null ? 0 : 1,
    digest: '',
  };
}
