import { describe, expect, test } from 'vitest';
import { foundBy, lines, testRows } from './found-by.ts';

const rule = 'changing-argument-above-steps';

describe(rule, () => {
  testRows(rule, [
    ['a revision', ['FROM x', 'ARG GIT_SHA', 'RUN apk add curl'], {}, ['Dockerfile:2']],
    ['a date', ['FROM x', 'ARG BUILD_DATE=today', 'RUN apt-get install -y curl'], {}, ['Dockerfile:2']],
    [
      'a version that the caller gives',
      ['FROM x', 'ARG VERSION=dev', 'RUN mkdir /a', 'LABEL v=$VERSION'],
      {},
      ['Dockerfile:2'],
    ],
    [
      'one that is handed on by ENV',
      ['FROM x', 'ARG GIT_SHA', 'ENV REV=$GIT_SHA', 'RUN mkdir /a'],
      {},
      ['Dockerfile:2'],
    ],
    [
      'a global one, where its stage asks for it',
      ['ARG GIT_SHA', 'FROM x', 'ARG GIT_SHA', 'RUN mkdir /a'],
      {},
      ['Dockerfile:3'],
    ],
    ['below all steps', ['FROM x', 'RUN apk add curl', 'ARG GIT_SHA', 'LABEL v=$GIT_SHA'], {}, []],
    ['used by the next step', ['FROM x', 'ARG GIT_SHA', 'RUN echo $GIT_SHA > /rev', 'RUN apk add curl'], {}, []],
    [
      'used through ENV by the next step',
      ['FROM x', 'ARG GIT_SHA', 'ENV REV=$GIT_SHA', 'RUN echo $REV > /rev'],
      {},
      [],
    ],
    ['read by a program that nobody knows', ['FROM x', 'ARG GIT_SHA', 'RUN make'], {}, []],
    ['read by a script', ['FROM x', 'ARG GIT_SHA', 'RUN ./build.sh && apk add curl'], {}, []],
    ['the version of what is installed', ['FROM x', 'ARG NODE_VERSION=22', 'RUN apk add curl'], {}, []],
    ['a version that the file decides', ['FROM x', 'ARG VERSION=1.4.2', 'RUN apk add curl'], {}, []],
    ['the commit of a library', ['FROM x', 'ARG LIBFOO_REF=3f2a', 'RUN apk add curl'], {}, []],
    ['copies alone, whose keys hold no environment', ['FROM x', 'ARG GIT_SHA', 'COPY a /a'], { a: '' }, []],
  ]);

  test('costs all that stands on the first step that has no use for it', () => {
    const Dockerfile = lines(
      'FROM x',
      'ARG GIT_SHA',
      'RUN apk add curl',
      'COPY a /a',
      'RUN mkdir /b',
      'LABEL v=$GIT_SHA',
    );
    expect(foundBy(rule, { a: '', Dockerfile })[0]?.cost).toEqual({ steps: 3, builds: 1 });
  });

  test('does not cost what the first user would rebuild anyway', () => {
    const Dockerfile = lines('FROM x', 'ARG GIT_SHA', 'RUN apk add curl', 'RUN make REV=$GIT_SHA', 'RUN mkdir /b');
    expect(foundBy(rule, { Dockerfile })[0]?.cost).toEqual({ steps: 1, builds: 1 });
  });
});
