import type { Range } from '../../dockerfile/range.ts';
import { buildOrder } from '../../graph/build-order.ts';
import { rangeOf } from '../chain.ts';
import type { RepositoryCheck } from '../check.ts';
import { noCost } from '../finding.ts';

/** An image that another build makes. */
interface Taken {
  readonly id: string;
  readonly name: string;
  readonly range: Range | null;
}

/** Images that are made of each other. */
export const buildsInCircle: RepositoryCheck<readonly Taken[]> = {
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
  note: (build) => {
    const taken = build.uses.flatMap(({ instruction, producer }): readonly Taken[] => {
      if (producer === null) return [];
      return [{ id: producer.build.id, name: producer.build.name, range: rangeOf(build, instruction) }];
    });
    return taken.length === 0 ? null : taken;
  },
  conclude: function* (noted) {
    const feeds = noted.flatMap(({ id: to, note }) => note.map(({ id: from }) => ({ from, to })));
    const ids = new Set(feeds.flatMap(({ from, to }) => [from, to]));
    for (const circle of buildOrder([...ids], feeds).cycles) {
      const inCircle = new Set(circle);
      for (const { id, path, note } of noted) {
        if (!inCircle.has(id)) continue;
        for (const { id: producer, name, range } of note) {
          if (!inCircle.has(producer)) continue;
          const message = `This takes ${name}, which is itself made of what is built here: ${circle.join(', ')}`;
          yield { message, path, range, builds: [id], cost: noCost };
        }
      }
    }
  },
};
