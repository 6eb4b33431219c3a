import type { CacheGraph } from '../cache/cache-graph.ts';
import type { KeyedPlan } from '../cache/key.ts';
import type { ContextView } from '../context/context-view.ts';
import type { FileTree } from '../context/file-tree.ts';
import type { BuildPlan, RepositoryPlan } from '../graph/plan-repository.ts';
import type { Plan } from '../plan/plan.ts';

/**
 * All that checks look at: the model of a repository, and nothing else. Where an analysis is shared out, of the builds that
 * are worked out together: all builds of a Dockerfile are.
 */
export interface CheckedRepository {
  /** Builds that BuildKit would not refuse, in the order of their ids. */
  readonly builds: readonly CheckedBuild[];
  /** The same with those that BuildKit would refuse, and with the builds whose images they take. */
  readonly repository: Pick<RepositoryPlan, 'plans'>;
  /** Paths of the files of the repository, those that git ignores left out; sorted. */
  readonly files: readonly string[];
  readonly tree: FileTree;
}

/** A planned build as checks see it. */
export interface CheckedBuild {
  readonly id: string;
  /** Its Dockerfile: the path, or `FILE:LINE (inline)`. */
  readonly path: string;
  readonly build: BuildPlan['build'];
  readonly uses: BuildPlan['uses'];
  readonly plan: Plan;
  readonly keyed: KeyedPlan;
  readonly graph: CacheGraph;
  /** null where the context's files are not here. */
  readonly view: ContextView | null;
}
