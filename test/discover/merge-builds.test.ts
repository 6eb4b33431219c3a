import { describe, expect, test } from 'vitest';

import type { DeclaredBuild } from '../../analyzer/discover/definition-reader.ts';
import { mergeBuilds } from '../../analyzer/discover/merge-builds.ts';

const declared: DeclaredBuild = {
  origin: { source: 'compose', path: 'compose.yaml', line: 1, column: 1, name: 'web' },
  name: 'web',
  dockerfile: 'web/Dockerfile',
  inlineDockerfile: null,
  context: { kind: 'directory', path: 'web', inferredFrom: '' },
  target: '',
  buildArgs: new Map([['A', '1']]),
  namedContexts: new Map(),
  platforms: [],
  tags: ['web'],
  unresolved: [],
  unresolvedNames: [],
};

const fromWorkflow: DeclaredBuild = {
  ...declared,
  origin: { source: 'github-actions', path: '.github/workflows/ci.yml', line: 9, column: 5, name: 'image' },
  name: 'image',
  tags: ['org/web'],
};

describe('equal builds are one', () => {
  test('with all origins, the most explicit first, and all tags', () => {
    const [build, ...others] = mergeBuilds([fromWorkflow, declared]);
    expect(others).toEqual([]);
    expect(build).toMatchObject({ id: 'compose.yaml#web', name: 'web', tags: ['web', 'org/web'] });
    expect(build?.origins.map(({ source }) => source)).toEqual(['compose', 'github-actions']);
  });

  test.each<readonly [string, Partial<DeclaredBuild>, number]>([
    ['the same', {}, 1],
    ['another Dockerfile', { dockerfile: 'web/dev.Dockerfile' }, 2],
    ['another context', { context: { kind: 'directory', path: '', inferredFrom: '' } }, 2],
    ['another target', { target: 'dev' }, 2],
    ['another argument', { buildArgs: new Map([['A', '2']]) }, 2],
    ['one argument less', { buildArgs: new Map() }, 2],
    ['another named context', { namedContexts: new Map([['x', 'y']]) }, 2],
    ['a platform besides the default one', { platforms: ['linux/amd64', 'linux/arm64'] }, 1],
    ['only another platform', { platforms: ['linux/arm64'] }, 2],
    ['an argument left open, the rest the same', { unresolved: ['build argument B: …'] }, 1],
    ['an argument left open, no word of the rest', { buildArgs: new Map(), unresolved: ['build argument A: …'] }, 1],
    [
      'an argument left open, another different',
      { buildArgs: new Map([['A', '2']]), unresolved: ['build argument B: …'] },
      2,
    ],
    ['a tag left open', { unresolvedNames: ['tag: …'] }, 1],
  ])('%s', (_, change, count) => {
    expect(mergeBuilds([declared, { ...fromWorkflow, ...change }])).toHaveLength(count);
  });

  test('what one place leaves open is said with the place', () => {
    const [build] = mergeBuilds([declared, { ...fromWorkflow, unresolved: ['build argument B: unknown'] }]);
    expect(build?.unresolved).toEqual(['.github/workflows/ci.yml:9: build argument B: unknown']);
  });

  test('in whatever order they are found', () => {
    const all = [declared, fromWorkflow, { ...fromWorkflow, target: 'x' }, { ...declared, target: 'y' }];
    expect(JSON.stringify(mergeBuilds(all))).toBe(JSON.stringify(mergeBuilds([...all].reverse())));
  });
});

describe('ids are unique', () => {
  test('several of one name in one file are called after their Dockerfiles', () => {
    const builds = mergeBuilds([fromWorkflow, { ...fromWorkflow, dockerfile: 'api/Dockerfile' }]);
    expect(builds.map(({ id, name }) => [id, name])).toEqual([
      ['.github/workflows/ci.yml#api', 'api'],
      ['.github/workflows/ci.yml#web', 'web'],
    ]);
  });

  test('or counted where these are the same too', () => {
    const builds = mergeBuilds([fromWorkflow, { ...fromWorkflow, target: 'dev' }]);
    expect(builds.map(({ id }) => id)).toEqual(['.github/workflows/ci.yml#image', '.github/workflows/ci.yml#image~2']);
  });
});
