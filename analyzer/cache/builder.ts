import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { planDockerfile } from '../plan/plan-dockerfile.ts';
import type { PlanOutcome } from '../plan/plan.ts';
import type { PlanOptions } from '../plan/plan-options.ts';
import { keyChain } from './chain-plan.ts';
import { chainTables, type ChainTable } from './chain-tables.ts';
import type { KeyedPlan } from './key.ts';
import { keyPlan, type KeyWorld } from './keyed-plan.ts';

/** The builders whose caches are known, as `--builder` names them. */
export const builderNames = ['buildkit', 'docker-graphdriver', 'classic', 'buildah', 'kaniko'] as const;
export type BuilderName = (typeof builderNames)[number];

/** How a builder differs from BuildKit (§ the builders' own sources, named beside each table). */
export interface Builder {
  readonly name: BuilderName;
  /** For people, in help and reports. */
  readonly title: string;
  /** It can merge file systems; without that `COPY --link` copies as if the flag were not there. */
  readonly merges: boolean;
  /** It reads `Dockerfile.dockerignore` in place of `.dockerignore`. */
  readonly readsOwnIgnoreFile: boolean;
  /** It goes line by line; null: it works on BuildKit's graph. */
  readonly chain: ChainTable | null;
}

/** By name. */
export const builders: Readonly<Record<BuilderName, Builder>> = {
  buildkit: { name: 'buildkit', title: 'BuildKit', merges: true, readsOwnIgnoreFile: true, chain: null },
  'docker-graphdriver': {
    name: 'docker-graphdriver',
    title: 'Docker Engine with a graph driver',
    merges: false,
    readsOwnIgnoreFile: true,
    chain: null,
  },
  classic: {
    name: 'classic',
    title: 'the classic builder',
    merges: true,
    readsOwnIgnoreFile: false,
    chain: chainTables.classic,
  },
  buildah: { name: 'buildah', title: 'Buildah', merges: true, readsOwnIgnoreFile: true, chain: chainTables.buildah },
  kaniko: { name: 'kaniko', title: 'kaniko', merges: true, readsOwnIgnoreFile: true, chain: chainTables.kaniko },
};

/** A plan with the keys that a builder gives it, or the rejection. */
export interface KeyedBuild {
  readonly outcome: PlanOutcome;
  /** null: rejected. */
  readonly keyed: KeyedPlan | null;
}

/**
 * Plans a Dockerfile and makes the keys that a builder would give it. `labels`: those of `--label`, which only builders
 * that go line by line make a step of.
 */
export function keyBuild(
  builder: Builder,
  dockerfile: Dockerfile,
  options: PlanOptions,
  world: KeyWorld,
  labels: readonly string[] = [],
): KeyedBuild {
  const outcome = planDockerfile(builder.merges ? dockerfile : withoutLinks(dockerfile), options);
  if (outcome.kind === 'rejected') return { outcome, keyed: null };
  const { plan } = outcome;
  return {
    outcome,
    keyed: builder.chain === null ? keyPlan(plan, world) : keyChain(plan, options, world, builder.chain, labels),
  };
}

/** `COPY --link` without its effect; the text, and so the label, stays (dockerfile2llb/convert.go, CapMergeOp). */
function withoutLinks(dockerfile: Dockerfile): Dockerfile {
  return {
    ...dockerfile,
    instructions: dockerfile.instructions.map((instruction) =>
      (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') && instruction.isLink
        ? { ...instruction, isLink: false }
        : instruction,
    ),
  };
}
