import { describe, expect, test } from 'vitest';
import { reportOfFiles } from './sample-report.ts';

const compose = (services: Readonly<Record<string, string>>): string =>
  `services:\n${Object.entries(services)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('')}`;

describe('the order of builds', () => {
  const report = reportOfFiles({
    'compose.yaml': compose({
      base: '{ image: t/base, build: base }',
      lib: '{ image: t/lib, build: lib }',
      app: '{ build: app }',
      alone: '{ build: alone }',
    }),
    'base/Dockerfile': 'FROM alpine:3\nRUN a\n',
    'lib/Dockerfile': 'FROM t/base\nRUN b\n',
    'app/Dockerfile': 'FROM scratch\nCOPY --from=t/lib /a /a\n',
    'alone/Dockerfile': 'FROM alpine:3\nRUN c\n',
  });
  const nameOf = new Map(report.builds.map(({ id, build }) => [id, build.name]));
  const names = (ids: readonly string[]): readonly string[] => ids.map((id) => nameOf.get(id) ?? id);

  test('is given in waves', () => {
    expect(report.order.waves.map((wave) => [...names(wave)].sort())).toEqual([['alone', 'base'], ['lib'], ['app']]);
  });

  test('has a longest chain', () => {
    expect(names(report.order.longestChain)).toEqual(['base', 'lib', 'app']);
  });

  test('has none where nothing stands on anything', () => {
    expect(reportOfFiles({ Dockerfile: 'FROM alpine\n' }).order.longestChain).toEqual([]);
  });

  test('names circles', () => {
    const { order } = reportOfFiles({
      'compose.yaml': compose({ a: '{ image: t/a, build: a }', b: '{ image: t/b, build: b }' }),
      'a/Dockerfile': 'FROM t/b\n',
      'b/Dockerfile': 'FROM t/a\n',
    });
    expect(order).toMatchObject({ waves: [], longestChain: [], circles: [[expect.any(String), expect.any(String)]] });
  });
});

describe('gaps between what is declared and what is there', () => {
  const { gaps } = reportOfFiles({
    'compose.yaml': compose({ app: '{ build: app }', gone: '{ build: gone }' }),
    'app/Dockerfile': 'FROM alpine:3 AS unused\nRUN a\n\nFROM alpine:3\nRUN b\n',
    'tool/Dockerfile': 'FROM alpine:3\n',
  });

  test('a Dockerfile that no definition builds', () => {
    expect(gaps.undeclaredDockerfiles).toEqual(['tool/Dockerfile']);
  });

  test('a definition whose Dockerfile is not there', () => {
    expect(gaps.missingDockerfiles).toEqual([
      { name: 'gone', dockerfile: 'gone/Dockerfile', path: 'compose.yaml', line: 3 },
    ]);
  });

  test('a stage that nothing reaches', () => {
    expect(gaps.unreachedStages).toEqual([{ dockerfile: 'app/Dockerfile', displayName: 'unused', line: 1 }]);
  });
});

test('a base image names the build arguments that it depends on', () => {
  const { baseImages } = reportOfFiles({
    Dockerfile: 'ARG NODE=22\nARG KIND=slim\nFROM node:${NODE}-${KIND}\nCOPY --from=alpine:3 /a /a\n',
  });
  expect(baseImages.map(({ familiar, uses }) => [familiar, uses[0]?.buildArgs])).toEqual([
    ['alpine:3', []],
    ['node:22-slim', ['KIND', 'NODE']],
  ]);
});
