import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { buildOrder } from '../../analyzer/graph/build-order.ts';
import { relatedBuilds, repositoryGraph, repositoryOrder } from '../../analyzer/graph/repository-graph.ts';
import {
  longestChain,
  missingDockerfiles,
  undeclaredDockerfiles,
  unreachedStages,
} from '../../analyzer/graph/repository-questions.ts';
import { buildsOf, planned, type Files } from './planned.ts';

/** base → (left, right) → top, and one alone. */
const diamond: Files = {
  'base/Dockerfile': 'FROM alpine\n',
  'left/Dockerfile': 'FROM q.io/o/base\n',
  'right/Dockerfile': 'FROM q.io/o/base\nRUN x\n',
  'top/Dockerfile': 'FROM q.io/o/left\nCOPY --from=q.io/o/right / /\n',
  'zero/Dockerfile': 'FROM scratch\n',
};

const graph = repositoryGraph(planned(diamond));
const name = (id: string): string => id.replace('/Dockerfile', '');

test('it holds builds, contexts and images, and who takes what of whom', () => {
  expect(graph.nodes().sort()).toEqual([
    ...['base', 'left', 'right', 'top', 'zero'].map((each) => `build:${each}/Dockerfile`),
    ...['base', 'left', 'right', 'top', 'zero'].map((each) => `context:${each}`),
    'image:docker.io/library/alpine:latest',
  ]);
  const edges = graph
    .mapEdges((_, { kind }, from, to) => `${from} ${kind} ${to}`)
    .filter((edge) => !edge.startsWith('context'));
  expect(edges.sort()).toEqual([
    'build:base/Dockerfile from build:left/Dockerfile',
    'build:base/Dockerfile from build:right/Dockerfile',
    'build:left/Dockerfile from build:top/Dockerfile',
    'build:right/Dockerfile copy-from build:top/Dockerfile',
    'image:docker.io/library/alpine:latest from build:base/Dockerfile',
  ]);
});

test('folders of named contexts are contexts too', () => {
  const files: Files = {
    'compose.yaml': 'services: {a: {build: {context: a, additional_contexts: {x: ./lib, y: "docker-image://node"}}}}',
    'a/Dockerfile': 'FROM scratch\n',
  };
  expect(repositoryGraph(planned(files)).nodes().sort()).toEqual(['build:compose.yaml#a', 'context:a', 'context:lib']);
});

describe('what a build needs, and what needs it', () => {
  test.each([
    ['base', [], ['left', 'right', 'top']],
    ['left', ['base'], ['top']],
    ['top', ['base', 'left', 'right'], []],
    ['zero', [], []],
  ])('%s', (id, needs, needed) => {
    expect(relatedBuilds(graph, `${id}/Dockerfile`, 'in').map(name)).toEqual(needs);
    expect(relatedBuilds(graph, `${id}/Dockerfile`, 'out').map(name)).toEqual(needed);
  });
});

test('waves that can be built at once', () => {
  expect(repositoryOrder(graph).waves.map((wave) => wave.map(name))).toEqual([
    ['base', 'zero'],
    ['left', 'right'],
    ['top'],
  ]);
});

test('the longest chain', () => {
  expect(longestChain(graph).map(name)).toEqual(['base', 'left', 'top']);
});

test('the longest chain beside a circle', () => {
  const circle = { ...diamond, 'x/Dockerfile': 'FROM q.io/o/y\n', 'y/Dockerfile': 'FROM q.io/o/x\n' };
  expect(longestChain(repositoryGraph(planned(circle))).map(name)).toEqual(['base', 'left', 'top']);
});

test('the longest chain of nothing', () => {
  expect(longestChain(repositoryGraph({ plans: [] }))).toEqual([]);
});

test('Dockerfiles that no definition builds, definitions whose Dockerfile is missing', () => {
  const files: Files = {
    'compose.yaml': 'services: {a: {build: a}, b: {build: b}}',
    'a/Dockerfile': 'FROM scratch\n',
    'c/Dockerfile': 'FROM scratch\n',
  };
  const builds = buildsOf(files);
  expect(undeclaredDockerfiles(builds)).toEqual(['c/Dockerfile']);
  expect(missingDockerfiles(builds, (path) => path in files)).toEqual(['compose.yaml#b']);
});

describe('stages that nothing reaches', () => {
  const stages = 'FROM scratch AS one\nFROM scratch AS two\nFROM one AS three\n';
  const unreached = (services: string, dockerfile = stages) =>
    unreachedStages(planned({ 'compose.yaml': `services: {${services}}`, Dockerfile: dockerfile })).map(
      ({ displayName }) => displayName,
    );

  test.each([
    ['by the last stage', 'a: {build: .}', ['two']],
    ['by a target', 'a: {build: {context: ., target: one}}', ['two', 'three']],
    ['by several builds together', 'a: {build: .}, b: {build: {context: ., target: two}}', []],
  ])('%s', (_, services, expected) => {
    expect(unreached(services)).toEqual(expected);
  });

  test('a stage of another platform of the build is reached', () => {
    const perPlatform =
      'FROM scratch AS on-amd64\nFROM scratch AS on-arm64\nFROM scratch AS on-s390x\nFROM on-$TARGETARCH\n';
    expect(unreached('a: {build: {context: ., platforms: [linux/amd64, linux/arm64]}}', perPlatform)).toEqual([
      'on-s390x',
    ]);
  });
});

describe('the order of builds', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  const feeds = fc.array(fc.record({ from: fc.constantFrom(...letters), to: fc.constantFrom(...letters) }), {
    maxLength: 15,
  });

  test('has everything once, or in a circle or behind one; and what feeds before what is fed', () => {
    fc.assert(
      fc.property(feeds, (all) => {
        const { order, waves, cycles } = buildOrder(letters, all);
        expect(waves.flat()).toEqual(order);
        expect(new Set(order).size).toBe(order.length);
        for (const { from, to } of all)
          if (order.includes(to)) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
        if (order.length < 6) expect(cycles.length).toBeGreaterThan(0);
        else expect(cycles).toEqual([]);
      }),
    );
  });

  test('names like constructor are names', () => {
    expect(buildOrder(['constructor', '__proto__'], [{ from: 'constructor', to: '__proto__' }]).order).toEqual([
      'constructor',
      '__proto__',
    ]);
  });
});
