import { rangeOf, usedSteps } from '../chain.ts';
import type { Check } from '../check.ts';
import { noCost } from '../finding.ts';

/** --link beside --chmod, which BuildKit drops without a word. */
export const linkIgnored: Check = {
  rule: 'link-ignored',
  severity: 'warning',
  title: 'A --link has no effect beside --chmod',
  why: 'BuildKit links a copy only where it has no --chmod, and says nothing: this one stands on all steps above it and is made again whenever one of them is.',
  mend: 'Leave --chmod out and give the files their permissions where they come from, or leave --link out.',
  bad: {
    Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache curl\nCOPY --link --chmod=755 run.sh /usr/bin/\n',
    'run.sh': '',
  },
  good: { Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache curl\nCOPY --link run.sh /usr/bin/\n', 'run.sh': '' },
  find: function* ({ builds }) {
    for (const build of builds) {
      for (const { step } of usedSteps(build)) {
        const instruction = build.plan.dockerfile.instructions[step.instruction];
        if (instruction?.keyword !== 'COPY' && instruction?.keyword !== 'ADD') continue;
        if (!instruction.isLink || instruction.chmod === '') continue;
        yield {
          message: 'This copy is not linked: --chmod is set',
          path: build.path,
          range: rangeOf(build, instruction.index),
          builds: [build.id],
          cost: noCost,
        };
      }
    }
  },
};
