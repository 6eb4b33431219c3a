import { describe, expect, test } from 'vitest';
import { foundBy, lines, placesOf, testRows } from './found-by.ts';

const rule = 'moving-base-tag';
const digest = `sha256:${'0'.repeat(64)}`;

describe(rule, () => {
  testRows(rule, [
    ['no tag', ['FROM nginx'], {}, ['Dockerfile:1']],
    ['latest', ['FROM ghcr.io/me/app:latest'], {}, ['Dockerfile:1']],
    ['a channel', ['FROM nginx:stable'], {}, ['Dockerfile:1']],
    ['an image that files are copied from', ['FROM nginx:1.27', 'COPY --from=composer /c /c'], {}, ['Dockerfile:2']],
    ['by the default of an argument', ['ARG TAG=latest', 'FROM nginx:$TAG'], {}, ['Dockerfile:2']],
    ['a version', ['FROM nginx:1.27'], {}, []],
    ['a version with a name', ['FROM nginx:1.27-alpine'], {}, []],
    ['a digest', [`FROM nginx@${digest}`], {}, []],
    ['latest and a digest', [`FROM nginx:latest@${digest}`], {}, []],
    ['scratch', ['FROM scratch', 'COPY a /'], { a: '' }, []],
    ['a stage', ['FROM nginx:1.27 AS latest', 'FROM latest'], {}, []],
    ['an image that is versioned by its name', ['FROM gcr.io/distroless/static-debian12'], {}, []],
    ['a stage that nothing needs', ['FROM nginx AS old', 'FROM nginx:1.27'], {}, []],
  ]);

  test('an image that is built in the repository is not taken as it happens to be', () => {
    const files = {
      'compose.yaml': 'services:\n  base: { image: me/base, build: base }\n  app: { build: app }\n',
      'base/Dockerfile': lines('FROM nginx:1.27'),
      'app/Dockerfile': lines('FROM me/base'),
    };
    expect(placesOf(rule, files)).toEqual([]);
  });

  test('costs all steps that stand on it', () => {
    const Dockerfile = lines('FROM nginx', 'RUN a', 'RUN b');
    expect(foundBy(rule, { Dockerfile })[0]?.cost.steps).toBe(3);
  });
});
