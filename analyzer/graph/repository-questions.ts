import type { Build } from '../discover/build.ts';
import type { Plan } from '../plan/plan.ts';
import { planDockerfile } from '../plan/plan-dockerfile.ts';
import type { BuildPlan, RepositoryPlan } from './plan-repository.ts';
import { repositoryOrder, type RepositoryGraph } from './repository-graph.ts';

/** The longest chain of builds that stand on each other, from the first to the last; what stands in a circle does not count. */
export function longestChain(graph: RepositoryGraph): readonly string[] {
  const chains = new Map<string, { readonly length: number; readonly before: string | null }>();
  let last: string | null = null;
  for (const id of repositoryOrder(graph).order) {
    let best: { readonly length: number; readonly before: string | null } = { length: 1, before: null };
    for (const before of directNeeds(graph, id)) {
      const length = (chains.get(before)?.length ?? 0) + 1;
      if (chains.has(before) && length > best.length) best = { length, before };
    }
    chains.set(id, best);
    if (last === null || best.length > (chains.get(last)?.length ?? 0)) last = id;
  }
  const chain: string[] = [];
  for (let id = last; id !== null; id = chains.get(id)?.before ?? null) chain.unshift(id);
  return chain;
}

/** Ids of the builds that one takes an image of, sorted. */
function directNeeds(graph: RepositoryGraph, id: string): readonly string[] {
  return graph
    .inNeighbors(`build:${id}`)
    .flatMap((node) => graph.getNodeAttribute(node, 'build') ?? [])
    .sort();
}

function isDeclared({ origins }: Build): boolean {
  return origins.some(({ source }) => source !== 'convention');
}

/** Paths of Dockerfiles that no definition builds, sorted: their builds are by convention alone. */
export function undeclaredDockerfiles(builds: readonly Build[]): readonly string[] {
  const declared = new Set(builds.filter(isDeclared).map(({ dockerfile }) => dockerfile));
  const paths = builds.flatMap(({ dockerfile }) =>
    dockerfile === null || declared.has(dockerfile) ? [] : [dockerfile],
  );
  return [...new Set(paths)].sort();
}

/** Ids of builds whose Dockerfile is named and not there, sorted. `isFile` answers for a path of the repository. */
export function missingDockerfiles(builds: readonly Build[], isFile: (path: string) => boolean): readonly string[] {
  return builds.flatMap(({ id, dockerfile }) => (dockerfile === null || isFile(dockerfile) ? [] : [id])).sort();
}

/** A stage of a Dockerfile that no known build needs. */
export interface UnreachedStage {
  /** The Dockerfile's path; the build's id for an inline one. */
  readonly dockerfile: string;
  readonly stage: number;
  readonly displayName: string;
  /** Of its FROM. */
  readonly line: number;
}

/**
 * Stages that no build of their Dockerfile reaches, whatever its target and on whichever of its platforms; by Dockerfile and
 * index.
 */
export function unreachedStages({ plans }: Pick<RepositoryPlan, 'plans'>): readonly UnreachedStage[] {
  const byDockerfile = new Map<string, BuildPlan[]>();
  for (const plan of plans) {
    const key = plan.build.dockerfile ?? plan.build.id;
    byDockerfile.set(key, [...(byDockerfile.get(key) ?? []), plan]);
  }
  const inOrder = [...byDockerfile].sort(([left], [right]) => (left < right ? -1 : 1));
  return inOrder.flatMap(([dockerfile, builds]) => {
    const planned = builds.flatMap(({ outcome }) => (outcome.kind === 'planned' ? [outcome.plan] : []));
    const [first] = planned;
    // A build that is rejected may need any of them.
    if (first === undefined || planned.length < builds.length) return [];
    const reached = reachedStages(planned);
    if (reached.size < first.stages.length) {
      const elsewhere = builds.flatMap((plan) => otherPlatforms(plan));
      for (const stage of reachedStages(elsewhere)) reached.add(stage);
    }
    return first.stages.flatMap(({ index, displayName, instructions }) =>
      reached.has(index) ? [] : [{ dockerfile, stage: index, displayName, line: lineOf(first, instructions[0]) }],
    );
  });
}

function lineOf({ dockerfile }: Plan, instruction: number | undefined): number {
  return dockerfile.instructions[instruction ?? -1]?.range.start.line ?? 1;
}

function reachedStages(plans: readonly Plan[]): Set<number> {
  return new Set(
    plans.flatMap(({ stages }) => stages.flatMap(({ index, isReachable }) => (isReachable ? [index] : []))),
  );
}

/** A build's plans for the platforms that it names and was not planned for. */
function otherPlatforms({ build, outcome }: BuildPlan): readonly Plan[] {
  return build.platforms.flatMap((platform) => {
    const { dockerfile } = outcome.kind === 'planned' ? outcome.plan : outcome;
    const { target, buildArgs, namedContexts } = build;
    const other = planDockerfile(dockerfile, {
      platform,
      buildArgs,
      namedContexts,
      ...(target === '' ? {} : { target }),
    });
    return other.kind === 'planned' ? [other.plan] : [];
  });
}
