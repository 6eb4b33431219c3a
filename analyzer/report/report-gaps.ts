import type { Build } from '../discover/build.ts';
import { missingDockerfiles, undeclaredDockerfiles } from '../graph/repository-questions.ts';
import type { ReportFrame } from './build-part.ts';

/** Where what is declared and what is there do not meet. `isFile` answers for a path of the repository. */
export function reportGaps(builds: readonly Build[], isFile: (path: string) => boolean): ReportFrame['gaps'] {
  const missing = new Set(missingDockerfiles(builds, isFile));
  return {
    undeclaredDockerfiles: undeclaredDockerfiles(builds),
    missingDockerfiles: builds.flatMap(({ id, name, dockerfile, origins }) => {
      const [origin] = origins;
      if (!missing.has(id) || dockerfile === null || origin === undefined) return [];
      return [{ name, dockerfile, path: origin.path, line: origin.line }];
    }),
  };
}
