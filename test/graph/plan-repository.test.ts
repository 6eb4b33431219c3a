import { describe, expect, test } from 'vitest';

import { repositoryGraph } from '../../analyzer/graph/repository-graph.ts';
import { planned, useLines, type Files } from './planned.ts';

const chain: Files = {
  'base/Dockerfile': 'FROM alpine\nENV LEVEL=base KEEP=1\nUSER app\nWORKDIR /srv\nONBUILD RUN make\n',
  'middle/Dockerfile': 'FROM quay.io/org/base\nENV LEVEL=middle\n',
  'top/Dockerfile': 'FROM quay.io/org/middle\nRUN build\n',
};

function planOf(files: Files, name: string) {
  const outcome = planned(files).plans.find(({ build }) => build.name === name)?.outcome;
  if (outcome?.kind !== 'planned') throw new Error(`${name} is not planned`);
  return outcome.plan;
}

function triggers(name: string): number {
  return planOf(chain, name).steps.filter(({ isOnbuild }) => isOnbuild).length;
}

function platformOf(platforms: string): string | undefined {
  return planOf(
    {
      'compose.yaml': `services: {a: {build: {context: ., platforms: [${platforms}]}}}`,
      Dockerfile: 'FROM alpine\n',
    },
    'a',
  ).stages[0]?.platform;
}

describe('a build that starts from another one of the repository', () => {
  test('has what the other image sets: environment, user, working directory', () => {
    const { image } = planOf(chain, 'top');
    expect(image.env).toEqual(expect.arrayContaining(['LEVEL=middle', 'KEEP=1']));
    expect(image).toMatchObject({ user: 'app', workdir: '/srv' });
  });

  test('runs the triggers of the other once', () => {
    expect([triggers('base'), triggers('middle'), triggers('top')]).toEqual([0, 1, 0]);
  });

  test('is planned whatever the order of the files', () => {
    const reversed = Object.fromEntries(Object.entries(chain).reverse());
    expect(planned(reversed).plans.map(({ build }) => build.name)).toEqual(
      planned(chain).plans.map(({ build }) => build.name),
    );
  });

  test('is planned without it when the other is rejected', () => {
    const plans = planned({ 'base/Dockerfile': 'FORM x\n', 'top/Dockerfile': 'FROM quay.io/org/base\n' }).plans;
    expect(plans.map(({ build, outcome }) => `${build.name} ${outcome.kind}`)).toEqual([
      'base rejected',
      'top planned',
    ]);
  });
});

test('an image whose declared Dockerfile is not there comes from outside', () => {
  const files: Files = {
    'compose.yaml': 'services: {base: {image: org/base, build: nowhere}}',
    'top/Dockerfile': 'FROM org/base\n',
  };
  const repository = planned(files);
  expect(useLines(repository)).toEqual(['top from docker.io/org/base:latest']);
  expect(repositoryGraph(repository).hasNode('image:docker.io/org/base:latest')).toBe(true);
});

test('builds that feed each other are told and planned all the same', () => {
  const { plans, cycles } = planned({
    'a/Dockerfile': 'FROM quay.io/org/b\n',
    'b/Dockerfile': 'FROM quay.io/org/a\n',
    'c/Dockerfile': 'FROM quay.io/org/b\n',
  });
  expect(cycles).toEqual([['a/Dockerfile', 'b/Dockerfile']]);
  expect(plans.map(({ outcome }) => outcome.kind)).toEqual(['planned', 'planned', 'planned']);
});

test('a build for several platforms is planned for linux/amd64 where that is one', () => {
  expect([platformOf('linux/arm64, linux/amd64'), platformOf('linux/arm64'), platformOf('')]).toEqual([
    'linux/amd64',
    'linux/arm64',
    'linux/amd64',
  ]);
});

test('the build argument for build checks also decides on those of parsing', () => {
  const { plans } = planned({
    'compose.yaml':
      'services: {a: {build: {context: ., args: {BUILDKIT_DOCKERFILE_CHECK: skip=MaintainerDeprecated}}}, b: {build: .}}',
    Dockerfile: 'FROM alpine\nMAINTAINER me\n',
  });
  const fired = plans.map(({ build, outcome }) =>
    outcome.kind === 'planned' ? [build.name, ...outcome.plan.warnings.map(({ rule }) => rule)] : [],
  );
  expect(fired).toEqual([['a'], ['b', 'MaintainerDeprecated']]);
});
