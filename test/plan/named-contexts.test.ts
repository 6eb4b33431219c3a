import { describe, expect, test } from 'vitest';
import type { PlanOptions } from '../../analyzer/plan/plan-options.ts';
import { dockerfile, labels, planOf, sources } from './plan-of.ts';

function sourceList(text: string, options: PlanOptions): readonly (readonly [string, string])[] {
  return sources(planOf(text, options)).map(({ identifier, label }) => [identifier, label]);
}

describe('a named context', () => {
  const text = dockerfile('FROM a:1', 'RUN x');

  test.each<[rule: string, contexts: Readonly<Record<string, string>>, source: readonly [string, string]]>([
    [
      'takes the place of a base image',
      { 'a:1': 'docker-image://b' },
      ['docker-image://docker.io/library/b:latest', '[context a:1] docker.io/library/b:latest'],
    ],
    [
      'by its long name it does not',
      { 'docker.io/library/a:1': 'docker-image://b' },
      ['docker-image://docker.io/library/a:1', '[1/2] FROM docker.io/library/a:1'],
    ],
    [
      'may be for one platform',
      { 'a:1::linux/amd64': 'docker-image://b', 'a:1': 'docker-image://c' },
      ['docker-image://docker.io/library/b:latest', '[context a:1::linux/amd64] docker.io/library/b:latest'],
    ],
    ['may be a folder', { 'a:1': '../b' }, ['local://a:1', '[context a:1] load from client']],
    [
      'may be a repository',
      { 'a:1': 'https://e.org/r.git#v1:s' },
      ['git://e.org/r.git#v1:s', '[context a:1] https://e.org/r.git#v1:s'],
    ],
    [
      'may be an archive',
      { 'a:1': 'https://e.org/r.tgz' },
      ['https://e.org/r.tgz', '[context a:1] https://e.org/r.tgz'],
    ],
    ['may be another target', { 'a:1': 'target:base' }, ['target:base', '[context a:1] target:base']],
  ])('%s', (_, namedContexts, source) => {
    expect(sourceList(text, { namedContexts })).toEqual([source]);
  });

  test('leaves out the label of FROM but counts it', () => {
    expect(labels(planOf(text, { namedContexts: { 'a:1': 'docker-image://b' } })).at(-1)).toBe('[1/2] RUN x');
  });

  test('is found without :latest', () => {
    expect(sourceList(dockerfile('FROM a'), { namedContexts: { a: 'docker-image://b' } })).toMatchObject([
      ['docker-image://docker.io/library/b:latest', '[context a] docker.io/library/b:latest'],
    ]);
  });

  test('takes the place of a whole stage', () => {
    const plan = planOf(dockerfile('FROM a AS s', 'RUN x', 'FROM b', 'COPY --from=s /y /z'), {
      namedContexts: { s: '../d' },
    });
    expect(plan.stages[0]?.base).toEqual({ kind: 'context', name: 's', value: '../d' });
    expect(labels(plan)).toEqual([
      '[stage-1 1/2] FROM docker.io/library/b:latest',
      '[context s] load from client',
      '[stage-1 2/2] COPY --from=s /y /z',
    ]);
  });

  test('gives what is copied from it', () => {
    const plan = planOf(dockerfile('FROM b', 'COPY --from=src a b /z/'), { namedContexts: { src: '../d' } });
    expect(sources(plan).at(-1)?.attrs).toEqual({ 'local.followpaths': '["a","b"]' });
  });

  test('gives all that a RUN on it may read', () => {
    const plan = planOf(text, { namedContexts: { 'a:1': '../d' } });
    expect(sources(plan)[0]?.attrs).toEqual({});
  });

  test('gives all of itself where it is the target', () => {
    const plan = planOf(dockerfile('FROM a:1', 'COPY --from=b x /y'), { namedContexts: { 'a:1': '../d' } });
    expect(sources(plan)[0]?.attrs).toEqual({});
  });

  test('does not take the place of scratch or context', () => {
    const namedContexts = { scratch: 'docker-image://b', context: 'docker-image://b' };
    expect(sourceList(dockerfile('FROM scratch', 'COPY x y'), { namedContexts })).toEqual([
      ['local://context', '[internal] load build context'],
    ]);
  });

  test('brings the config of its image', () => {
    const plan = planOf(text, {
      namedContexts: { 'a:1': 'target:base' },
      baseImage: (reference) =>
        reference === 'target:base'
          ? {
              env: ['PATH=/t'],
              workdir: '/w',
              user: '',
              shell: [],
              entrypoint: [],
              cmd: [],
              labels: {},
              ports: [],
              volumes: [],
              stopSignal: '',
              healthcheck: null,
              onbuild: [],
              history: [],
              layerCount: 1,
              digest: '',
            }
          : null,
    });
    expect([plan.image.env, plan.image.workdir]).toEqual([['PATH=/t'], '/w']);
  });
});
