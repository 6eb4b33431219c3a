import { describe, expect, test } from 'vitest';
import type { Plan } from '../../analyzer/plan/plan.ts';
import { dockerfile, labels, planOf, rejectionOf, sources } from './plan-of.ts';

function bases(plan: Plan): readonly string[] {
  return plan.stages.map(({ base }) =>
    base.kind === 'stage' ? `stage ${base.stage}` : base.kind === 'image' ? base.reference : base.kind,
  );
}

describe('FROM', () => {
  test.each<[rule: string, lines: readonly string[], bases: readonly string[]]>([
    ['an image by its short name', ['FROM alpine'], ['docker.io/library/alpine:latest']],
    ['an image with everything', ['FROM r.io:5000/a/b:1'], ['r.io:5000/a/b:1']],
    ['an earlier stage', ['FROM a AS b', 'FROM b'], ['docker.io/library/a:latest', 'stage 0']],
    [
      'the nearest of two stages with that name',
      ['FROM a AS b', 'FROM c AS b', 'FROM b'],
      ['docker.io/library/a:latest', 'docker.io/library/c:latest', 'stage 1'],
    ],
    [
      'a later stage is not seen',
      ['FROM b', 'FROM a AS b'],
      ['docker.io/library/b:latest', 'docker.io/library/a:latest'],
    ],
    ['a stage is not seen in itself', ['FROM b AS b'], ['docker.io/library/b:latest']],
    ['a number is an image', ['FROM a', 'FROM 0'], ['docker.io/library/a:latest', 'docker.io/library/0:latest']],
    ['nothing', ['FROM scratch'], ['scratch']],
    ['a stage called scratch', ['FROM a AS scratch', 'FROM scratch'], ['docker.io/library/a:latest', 'stage 0']],
    [
      'a stage called constructor',
      ['FROM a AS constructor', 'FROM constructor'],
      ['docker.io/library/a:latest', 'stage 0'],
    ],
    ['with a global variable', ['ARG B=a', 'FROM $B'], ['docker.io/library/a:latest']],
  ])('%s', (_, lines, want) => {
    expect(bases(planOf(dockerfile(...lines)))).toEqual(want);
  });

  test('finds names in lower case only', () => {
    expect(rejectionOf(dockerfile('FROM a AS Base', 'FROM Base'))).toEqual({
      message: '"Base" is no image reference.',
      line: 2,
    });
  });
});

describe('COPY --from', () => {
  test.each<[rule: string, lines: readonly string[], reads: readonly string[]]>([
    ['an index', ['FROM a', 'RUN x', 'FROM b', 'COPY --from=0 /x /x'], ['[stage-0 2/2] RUN x']],
    ['an index with a sign and zeros', ['FROM a', 'RUN x', 'FROM b', 'COPY --from=+00 /x /x'], ['[stage-0 2/2] RUN x']],
    ['a name', ['FROM a AS s', 'RUN x', 'FROM b', 'COPY --from=s /x /x'], ['[s 2/2] RUN x']],
    ['a name in another case', ['FROM a AS s', 'RUN x', 'FROM b', 'COPY --from=S /x /x'], ['[s 2/2] RUN x']],
    [
      'the last stage of a name',
      ['FROM a AS s', 'RUN x', 'FROM a AS s', 'RUN y', 'FROM b', 'COPY --from=s /x /x'],
      ['[s 2/2] RUN y'],
    ],
    ['an image', ['FROM b', 'COPY --from=c:1 /x /x'], ['FROM docker.io/library/c:1']],
  ])('%s', (_, lines, reads) => {
    const plan = planOf(dockerfile(...lines));
    const copy = plan.vertices.at(-1);
    expect(copy?.inputs.slice(1).map((input) => plan.vertices[input.vertex]?.label)).toEqual(reads);
  });

  test('reads an image for the target platform, whatever the stage runs on', () => {
    const plan = planOf(dockerfile('FROM --platform=linux/arm64 a', 'COPY --from=c /x /x'));
    expect(sources(plan).map(({ platform }) => platform)).toEqual(['linux/arm64', 'linux/amd64']);
  });
});

describe('what the target needs', () => {
  test.each<[rule: string, lines: readonly string[], reachable: readonly boolean[]]>([
    ['nothing but the last stage', ['FROM a', 'FROM b'], [false, true]],
    ['what it starts from', ['FROM a AS b', 'FROM b'], [true, true]],
    ['what it copies from', ['FROM a AS b', 'FROM c', 'COPY --from=b /x /x'], [true, true]],
    ['what it mounts', ['FROM a AS b', 'FROM c', 'RUN --mount=from=b,target=/x y'], [true, true]],
    [
      'what it names in a mount that reads nothing',
      ['FROM a AS b', 'FROM c', 'RUN --mount=type=tmpfs,from=b,target=/x y'],
      [true, true],
    ],
    [
      'what a trigger copies from',
      ['FROM a AS b', 'FROM a AS p', 'ONBUILD COPY --from=b /x /x', 'FROM p'],
      [true, true, true],
    ],
    ['what those need in turn', ['FROM a AS b', 'FROM b AS c', 'FROM a', 'COPY --from=c /x /x'], [true, true, true]],
  ])('%s', (_, lines, reachable) => {
    expect(planOf(dockerfile(...lines)).stages.map((stage) => stage.isReachable)).toEqual(reachable);
  });

  test('is in the graph only where the result consumes it', () => {
    const plan = planOf(dockerfile('FROM a AS b', 'RUN x', 'FROM c', 'RUN --mount=type=tmpfs,from=b,target=/x y'));
    expect(labels(plan)).toEqual([
      '[stage-1 1/2] FROM docker.io/library/c:latest',
      '[stage-1 2/2] RUN --mount=type=tmpfs,from=b,target=/x y',
    ]);
  });

  test('is told by dependencies, each by the instruction that names it', () => {
    const plan = planOf(
      dockerfile(
        'FROM a AS b',
        'FROM b AS c',
        'FROM c',
        'COPY --from=b /x /x',
        'RUN --mount=from=0,target=/y --mount=from=c,target=/z y',
      ),
    );
    expect(plan.stages[2]?.dependencies).toEqual([
      { stage: 1, kind: 'from', instruction: 2 },
      { stage: 0, kind: 'copy-from', instruction: 3 },
      { stage: 1, kind: 'mount-from', instruction: 4 },
    ]);
  });

  test('starts at a target in any case', () => {
    const plan = planOf(dockerfile('FROM a AS b', 'FROM c'), { target: 'B' });
    expect([plan.target, labels(plan)]).toEqual([0, ['[b 1/1] FROM docker.io/library/a:latest']]);
  });

  test('has no result where nothing is on scratch', () => {
    const plan = planOf(dockerfile('FROM scratch', 'CMD ["x"]'));
    expect([plan.result, plan.vertices]).toEqual([null, []]);
  });
});

describe('one vertex', () => {
  test('is what two stages start from, labelled by the last of them', () => {
    const plan = planOf(dockerfile('FROM a AS b', 'RUN x', 'FROM a AS c', 'RUN y', 'COPY --from=b /x /x'));
    expect(labels(plan).slice(0, 1)).toEqual(['[b 1/2] FROM docker.io/library/a:latest']);
  });

  test('is the same RUN on the same base', () => {
    const plan = planOf(
      dockerfile(
        'FROM a AS b',
        'RUN x',
        'FROM a AS c',
        'RUN x',
        'FROM scratch',
        'COPY --from=b /1 /',
        'COPY --from=c /2 /',
      ),
    );
    expect(
      plan.vertices.filter((vertex) => vertex.type === 'exec').map(({ label, definedBy }) => [label, definedBy]),
    ).toEqual([['[c 2/2] RUN x', [1, 3]]]);
  });

  test('is not a RUN with another environment', () => {
    const plan = planOf(
      dockerfile(
        'FROM a AS b',
        'RUN x',
        'FROM a AS c',
        'ENV A=1',
        'RUN x',
        'FROM scratch',
        'COPY --from=b /1 /',
        'COPY --from=c /2 /',
      ),
    );
    expect(plan.vertices.filter((vertex) => vertex.type === 'exec')).toHaveLength(2);
  });
});

describe('platforms', () => {
  test.each<[rule: string, lines: readonly string[], platforms: readonly string[]]>([
    ['the target platform', ['FROM a'], ['linux/arm64']],
    ['--platform', ['FROM --platform=linux/s390x a'], ['linux/s390x']],
    ['in its one spelling', ['FROM --platform=linux/aarch64 a'], ['linux/arm64']],
    ['the builder’s own', ['FROM --platform=$BUILDPLATFORM a'], ['linux/amd64']],
    ['ignored on scratch', ['FROM --platform=linux/s390x scratch'], ['linux/arm64']],
    ['ignored on a stage', ['FROM a AS b', 'FROM --platform=linux/s390x b'], ['linux/arm64', 'linux/arm64']],
    ['inherited by a stage', ['FROM --platform=linux/s390x a AS b', 'FROM b'], ['linux/s390x', 'linux/s390x']],
    [
      'of a stage that is not needed',
      ['FROM --platform=linux/s390x a AS b', 'FROM b', 'FROM a'],
      ['linux/s390x', 'linux/s390x', 'linux/arm64'],
    ],
  ])('%s', (_, lines, platforms) => {
    const plan = planOf(dockerfile(...lines), { platform: 'linux/arm64' });
    expect(plan.stages.map(({ platform }) => platform)).toEqual(platforms);
  });
});
