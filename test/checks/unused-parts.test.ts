import { describe } from 'vitest';
import { testRows } from './found-by.ts';

describe('unused-argument', () => {
  testRows('unused-argument', [
    ['nothing follows', ['FROM x', 'ARG A=1'], {}, ['Dockerfile:2']],
    ['programs that do not read it', ['FROM x', 'ARG A=1', 'RUN apk add curl'], {}, ['Dockerfile:2']],
    ['before the first stage', ['ARG A=1', 'FROM x'], {}, ['Dockerfile:1']],
    ['used by name', ['FROM x', 'ARG A=1', 'RUN echo $A'], {}, []],
    ['used by a FROM', ['ARG A=x', 'FROM $A'], {}, []],
    ['used by another argument beside it', ['ARG A=1 B=$A', 'FROM x:$B'], {}, []],
    ['used by a stage that nothing needs', ['ARG A=1', 'FROM y', 'ARG A', 'RUN echo $A', 'FROM x'], {}, []],
    ['used in a here-document', ['FROM x', 'ARG A=1', 'RUN <<EOF', 'echo $A', 'EOF'], {}, []],
    ['perhaps read by a program', ['FROM x', 'ARG A=1', 'RUN make'], {}, []],
    ['read by programs themselves', ['FROM x', 'ARG DEBIAN_FRONTEND=noninteractive', 'RUN apt-get update'], {}, []],
    ['the proxy', ['FROM x', 'ARG HTTP_PROXY', 'RUN apk add curl'], {}, []],
    ['the platform', ['FROM x', 'ARG TARGETARCH', 'RUN apk add curl'], {}, []],
  ]);
});

describe('unused-stage', () => {
  const compose = (target: string) => ({
    'compose.yaml': `services:\n  a: { build: { context: ., target: ${target} } }\n`,
  });
  testRows('unused-stage', [
    ['nothing names it', ['FROM x AS tools', 'FROM y'], {}, ['Dockerfile:1']],
    ['no name', ['FROM x', 'RUN make', 'FROM y'], {}, ['Dockerfile:1']],
    ['copied from', ['FROM x AS tools', 'FROM y', 'COPY --from=tools /a /a'], {}, []],
    ['the last one, which is built where nobody names one', ['FROM x AS app', 'FROM y'], compose('app'), []],
    ['a target', ['FROM x AS tools', 'FROM y'], compose('tools'), []],
    [
      'named where people say what to build',
      ['FROM x AS tools', 'FROM y'],
      { 'README.md': 'docker build --target tools .\n' },
      [],
    ],
    ['a name that people build by hand', ['FROM x AS dev', 'FROM y'], {}, []],
    ['chosen by an argument', ['ARG F=a', 'FROM x AS base-a', 'FROM y AS base-b', 'FROM base-$F'], {}, []],
  ]);
});
