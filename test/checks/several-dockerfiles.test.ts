import { describe, expect, test } from 'vitest';
import { foundBy, lines, placesOf, type Files } from './found-by.ts';

type Rows = readonly (readonly [what: string, files: Files, places: readonly string[]])[];

function testFiles(rule: string, rows: Rows): void {
  test.each(rows)('%s', (_what, files, places) => {
    expect(placesOf(rule, files)).toEqual(places);
  });
}

describe('base-image-in-several-versions', () => {
  const from = (...images: readonly string[]): Files =>
    Object.fromEntries(images.map((image, index) => [`${'abcdef'[index] ?? ''}/Dockerfile`, lines(`FROM ${image}`)]));
  testFiles('base-image-in-several-versions', [
    ['an older version', from('node:20', 'node:22'), ['a/Dockerfile:1']],
    ['the same variant', from('node:20-alpine3.19', 'node:22-alpine3.21'), ['a/Dockerfile:1']],
    ['one finding for all that use it', from('node:20', 'node:20', 'node:22'), ['a/Dockerfile:1']],
    ['one version', from('node:22', 'node:22'), []],
    ['another variant', from('node:20-alpine', 'node:22'), []],
    ['one version, more or less exactly', from('node:22', 'node:22.3.1'), []],
    ['a digest, which somebody chose', from(`node:20@sha256:${'0'.repeat(64)}`, 'node:22'), []],
    ['another language', from('python:2', 'python:3.13'), []],
    ['a matrix', from('node:18', 'node:20', 'node:22', 'node:24'), []],
    ['folders for versions', { '20/Dockerfile': lines('FROM node:20'), '22/Dockerfile': lines('FROM node:22') }, []],
    [
      'folders for versions of something else',
      { '3/api/Dockerfile': lines('FROM node:20'), '4/api/Dockerfile': lines('FROM node:22') },
      [],
    ],
    ['an argument', { ...from('node:22'), 'b/Dockerfile': lines('ARG V=20', 'FROM node:$V') }, []],
    ['both in one Dockerfile', { Dockerfile: lines('FROM node:20 AS a', 'FROM node:22', 'COPY --from=a /a /a') }, []],
  ]);
});

describe('repeated-steps', () => {
  const steps = ['FROM x:1', 'RUN apk add curl', 'RUN adduser app'];
  const times = (count: number, text: readonly string[]): Files =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`${index}/Dockerfile`, lines(...text, `RUN ${index}`)]),
    );
  testFiles('repeated-steps', [
    ['three Dockerfiles', times(3, steps), ['0/Dockerfile:1']],
    ['two Dockerfiles', times(2, steps), []],
    ['one RUN', times(3, steps.slice(0, 2)), []],
    ['files between them, which differ', times(3, ['FROM x:1', 'COPY a /', ...steps.slice(1)]), []],
    [
      'an image of the repository',
      {
        ...times(3, ['FROM me/base', ...steps.slice(1)]),
        'base/Dockerfile': lines('FROM x:1'),
        'compose.yaml': 'services:\n  b: { image: me/base, build: base }\n',
      },
      [],
    ],
  ]);

  test('the longest that the same Dockerfiles begin with is told once', () => {
    const found = foundBy('repeated-steps', times(3, [...steps, 'RUN mkdir /d']));
    expect(found.map(({ message }) => message)).toEqual([
      'This and what follows to line 4 is the same in 1/Dockerfile, 2/Dockerfile',
    ]);
  });
});

describe('variable-order-splits-layers', () => {
  const pair = (one: readonly string[], other: readonly string[]): Files => ({
    'a/Dockerfile': lines('FROM x:1', ...one, 'RUN apk add curl'),
    'b/Dockerfile': lines('FROM x:1', ...other, 'RUN apk add curl'),
  });
  testFiles('variable-order-splits-layers', [
    ['ENV', pair(['ENV A=1 B=2'], ['ENV B=2 A=1']), ['b/Dockerfile:2']],
    ['ENV over several lines', pair(['ENV A=1', 'ENV B=2'], ['ENV B=2', 'ENV A=1']), ['b/Dockerfile:2']],
    ['ARG', pair(['ARG A=1', 'ARG B=2'], ['ARG B=2', 'ARG A=1']), ['b/Dockerfile:2']],
    ['the same order', pair(['ENV A=1 B=2'], ['ENV A=1', 'ENV B=2']), []],
    ['another value', pair(['ENV A=1 B=2'], ['ENV B=3 A=1']), []],
    ['they stand on something else', pair(['RUN one', 'ENV A=1 B=2'], ['RUN two', 'ENV B=2 A=1']), []],
    ['another user, too', pair(['ENV A=1 B=2'], ['USER app', 'ENV B=2 A=1']), []],
  ]);
});

describe('builds-in-circle', () => {
  const compose = { 'compose.yaml': 'services:\n  a: { image: me/a, build: a }\n  b: { image: me/b, build: b }\n' };
  testFiles('builds-in-circle', [
    [
      'two that start from each other',
      { ...compose, 'a/Dockerfile': 'FROM me/b\n', 'b/Dockerfile': 'FROM me/a\n' },
      ['a/Dockerfile:1', 'b/Dockerfile:1'],
    ],
    [
      'one that copies back',
      { ...compose, 'a/Dockerfile': 'FROM x\nCOPY --from=me/b /a /\n', 'b/Dockerfile': 'FROM me/a\n' },
      ['a/Dockerfile:2', 'b/Dockerfile:1'],
    ],
    ['a chain', { ...compose, 'a/Dockerfile': 'FROM x\n', 'b/Dockerfile': 'FROM me/a\n' }, []],
    ['an older image of its own name', { ...compose, 'a/Dockerfile': 'FROM me/a\n', 'b/Dockerfile': 'FROM x\n' }, []],
  ]);
});
