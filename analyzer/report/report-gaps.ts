import type { Build } from '../discover/build.ts';
import { missingDockerfiles, undeclaredDockerfiles, unreachedStages } from '../graph/repository-questions.ts';
import type { RepositoryPlan } from '../graph/plan-repository.ts';
import type { RepositoryGaps } from './repository-data.ts';

/** Where what is declared and what is there do not meet. `isFile` answers for a path of the repository. */
export function reportGaps(
  builds: readonly Build[],
  repository: RepositoryPlan,
  isFile: (path: string) => boolean,
): RepositoryGaps {
  const missing = new Set(missingDockerfiles(builds, isFile));
  return {
    undeclaredDockerfiles: undeclaredDockerfiles(builds),
    missingDockerfiles: builds.flatMap(({ id, name, dockerfile, origins }) => {
      const [origin] = origins;
      if (!missing.has(id) || dockerfile === null || origin === undefined) return [];
      return [{ name, dockerfile, path: origin.path, line: origin.line }];
    }),
    unreachedStages: unreachedStages(repository).map(({ dockerfile, displayName, line }) => ({
      dockerfile,
      displayName,
      line,
    })),
  };
}
