import { rangeOf } from '../chain.ts';
import type { Check } from '../check.ts';
import { noCost } from '../finding.ts';

/** Images that are made of each other. */
export const buildsInCircle: Check = {
  rule: 'builds-in-circle',
  severity: 'warning',
  title: 'Builds feed each other in a circle',
  why: 'Each of these images is made of another one of them: from nothing, none can be built, and what comes out depends on what was there before.',
  mend: 'Take one of the images from outside under a name of its own, or move what both need to a third.',
  bad: {
    'compose.yaml': 'services:\n  base: { image: shop/base, build: base }\n  app: { image: shop/app, build: app }\n',
    'base/Dockerfile': 'FROM shop/app\n',
    'app/Dockerfile': 'FROM shop/base\n',
  },
  good: {
    'compose.yaml': 'services:\n  base: { image: shop/base, build: base }\n  app: { image: shop/app, build: app }\n',
    'base/Dockerfile': 'FROM alpine:3.20\n',
    'app/Dockerfile': 'FROM shop/base\n',
  },
  find: function* ({ builds, repository }) {
    const byId = new Map(builds.map((build) => [build.id, build]));
    for (const circle of repository.cycles) {
      const inCircle = new Set(circle);
      for (const id of circle) {
        const build = byId.get(id);
        for (const { instruction, producer } of build?.uses ?? []) {
          if (build === undefined || producer === null || !inCircle.has(producer.build.id)) continue;
          yield {
            message: `This takes ${producer.build.name}, which is itself made of what is built here: ${circle.join(', ')}`,
            path: build.path,
            range: rangeOf(build, instruction),
            builds: [id],
            cost: noCost,
          };
        }
      }
    }
  },
};
