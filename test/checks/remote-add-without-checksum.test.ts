import { expect, test } from 'vitest';
import { foundBy, lines, placesOf } from './found-by.ts';

const rule = 'remote-add-without-checksum';
const sum = `sha256:${'0'.repeat(64)}`;

test.each([
  ['an address', ['ADD https://example.com/a /'], ['Dockerfile:2']],
  ['an address from an argument', ['ARG V=1', 'ADD http://example.com/a-$V.tar /'], ['Dockerfile:3']],
  [
    'two addresses, one finding each',
    ['ADD https://example.com/a https://example.com/b /'],
    ['Dockerfile:2', 'Dockerfile:2'],
  ],
  ['a linked copy', ['ADD --link https://example.com/a /'], ['Dockerfile:2']],
  ['a checksum', [`ADD --checksum=${sum} https://example.com/a /`], []],
  ['a file of the context', ['ADD a /'], []],
  ['a repository, which has its own checksum', ['ADD https://github.com/moby/buildkit.git#v0.20.0 /'], []],
  ['a stage that nothing needs', ['ADD https://example.com/a /', 'FROM y'], []],
  ['a text that only looks like it', ['RUN echo ADD https://example.com/a /'], []],
])('%s', (_what, instructions, places) => {
  expect(placesOf(rule, { a: '', Dockerfile: lines('FROM x', ...instructions) })).toEqual(places);
});

test('it costs what another answer of the server rebuilds', () => {
  const Dockerfile = lines('FROM x', 'RUN before', 'ADD https://example.com/a /', 'RUN after', 'COPY a /');
  expect(foundBy(rule, { a: '', Dockerfile })[0]?.cost).toEqual({ steps: 3, builds: 1 });
});
