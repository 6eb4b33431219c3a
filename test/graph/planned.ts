import type { Build } from '../../analyzer/discover/build.ts';
import { discoverBuilds } from '../../analyzer/discover/discover-builds.ts';
import { walk } from '../../analyzer/discover/walk.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import type { ImageRule } from '../../analyzer/graph/image-producers.ts';
import { planRepository, type RepositoryPlan } from '../../analyzer/graph/plan-repository.ts';

export type Files = Readonly<Record<string, string>>;

/** The builds of a repository of these files, planned. */
export function planned(files: Files, rules: readonly ImageRule[] = []): RepositoryPlan {
  return planRepository(buildsOf(files), (build) => textOf(files, build), { rules });
}

export function buildsOf(files: Files): readonly Build[] {
  const tree = memoryFileTree(files);
  return discoverBuilds(tree, walk(tree).files).builds;
}

function textOf(files: Files, build: Build): string | null {
  return build.inlineDockerfile ?? files[build.dockerfile ?? ''] ?? null;
}

/** Who takes what of whom, as `child kind reference <- parent (how known)`; images from outside have no parent. A question mark: by another tag. */
export function useLines({ plans }: RepositoryPlan): readonly string[] {
  return plans.flatMap(({ build, uses }) =>
    uses.map(({ kind, reference, producer }) => {
      const from =
        producer === null ? '' : ` <- ${producer.build.name} (${producer.by}${producer.isOtherTag ? '?' : ''})`;
      return `${build.name} ${kind} ${reference}${from}`;
    }),
  );
}
