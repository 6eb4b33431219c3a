import { describe, expect, test } from 'vitest';
import { unknownBaseImage } from '../../analyzer/plan/base-image.ts';
import { dockerfile, labels, planOf } from './plan-of.ts';

describe('step labels', () => {
  test.each<[rule: string, lines: readonly string[], labels: readonly string[]]>([
    [
      'count FROM, RUN, COPY, ADD, WORKDIR',
      ['FROM a', 'ENV A=1', 'RUN x', 'WORKDIR /w', 'CMD y'],
      ['[1/3] FROM docker.io/library/a:latest', '[2/3] RUN x', '[3/3] WORKDIR /w'],
    ],
    ['do not count scratch', ['FROM scratch', 'WORKDIR /w'], ['[1/1] WORKDIR /w']],
    [
      'count WORKDIR / but do not print it',
      ['FROM a', 'WORKDIR /', 'RUN x'],
      ['[1/3] FROM docker.io/library/a:latest', '[2/3] RUN x'],
    ],
    [
      'leave out the name of the only stage',
      ['FROM a AS b', 'RUN x'],
      ['[1/2] FROM docker.io/library/a:latest', '[2/2] RUN x'],
    ],
    [
      'name it where a mount adds a state',
      ['FROM a AS b', 'RUN --mount=type=cache,target=/c x'],
      ['[b 1/2] FROM docker.io/library/a:latest', '[b 2/2] RUN --mount=type=cache,target=/c x'],
    ],
    [
      'call a nameless stage by its number',
      ['FROM a', 'FROM b', 'RUN x'],
      ['[stage-1 1/2] FROM docker.io/library/b:latest', '[stage-1 2/2] RUN x'],
    ],
    [
      'write the keyword in capitals',
      ['FROM a', 'rUn x Y'],
      ['[1/2] FROM docker.io/library/a:latest', '[2/2] RUN x Y'],
    ],
    [
      'align the number',
      ['FROM scratch', ...Array.from({ length: 10 }, (_, i) => `WORKDIR /${i}`)],
      [...Array.from({ length: 9 }, (_, i) => `[ ${i + 1}/10] WORKDIR /${i}`), '[10/10] WORKDIR /9'],
    ],
    [
      'replace variables in WORKDIR, unset ones by nothing',
      ['FROM scratch', 'ENV A=1', 'WORKDIR /"$A"/$B'],
      ['[1/1] WORKDIR /1/'],
    ],
    [
      'keep quotes and unset variables in RUN',
      ['FROM a', 'ENV A=1', 'RUN "$A" $B \\$C'],
      ['[1/2] FROM docker.io/library/a:latest', '[2/2] RUN "1" $B $C'],
    ],
    [
      'are raw where the text does not expand',
      ['FROM a', 'RUN ${A!b}'],
      ['[1/2] FROM docker.io/library/a:latest', '[2/2] RUN ${A!b}'],
    ],
    [
      'hide what comes from a secret',
      ['FROM a', 'ENV T=1', 'RUN --mount=type=secret,id=t,env=T x $T'],
      ['[stage-0 1/2] FROM docker.io/library/a:latest', '[stage-0 2/2] RUN --mount=type=secret,id=t,env=T x ****'],
    ],
    [
      'end with the first line of a here-document',
      ['FROM a', 'RUN <<E', '', 'one', 'two', 'E'],
      ['[1/2] FROM docker.io/library/a:latest', '[2/2] RUN <<E (one...)'],
    ],
    [
      'are the same for the sources of an ADD',
      ['FROM scratch', 'ADD https://e.org/f /f'],
      ['[1/1] ADD https://e.org/f /f', '[1/1] ADD https://e.org/f /f'],
    ],
    [
      'say LINK for the merge of a linked copy',
      ['FROM a', 'COPY --link x /y'],
      [
        '[1/2] FROM docker.io/library/a:latest',
        '[internal] load build context',
        '[2/2] COPY --link x /y',
        '[2/2] LINK COPY --link x /y',
      ],
    ],
    [
      'of an image that is only read have no number',
      ['FROM scratch', 'COPY --from=a /x /y'],
      ['FROM docker.io/library/a:latest', '[stage-0 1/1] COPY --from=a /x /y'],
    ],
  ])('%s', (_, lines, want) => {
    expect(labels(planOf(dockerfile(...lines)))).toEqual(want);
  });

  test('count a base image without layers, but do not print it', () => {
    const empty = { ...unknownBaseImage, layerCount: 0 };
    expect(labels(planOf(dockerfile('FROM a', 'WORKDIR /w'), { baseImage: () => empty }))).toEqual([
      '[1/2] WORKDIR /w',
    ]);
  });

  test('pin an image whose digest is known', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const plan = planOf(dockerfile('FROM a:1'), { baseImage: () => ({ ...unknownBaseImage, digest }) });
    expect(labels(plan)).toEqual([`[1/1] FROM docker.io/library/a:1@${digest}`]);
  });
});

describe('steps', () => {
  test('stand in order of the file, an image that is only read before what reads it', () => {
    const plan = planOf(
      dockerfile('FROM a AS b', 'RUN x', 'FROM c', 'WORKDIR /w', 'COPY --from=b /x x', 'COPY --from=d:1 /y y', 'RUN z'),
    );
    expect(plan.steps.map(({ kind, stage, instruction, label }) => [kind, stage, instruction, label])).toEqual([
      ['FROM', 0, 0, '[b 1/2] FROM docker.io/library/a:latest'],
      ['RUN', 0, 1, '[b 2/2] RUN x'],
      ['FROM', 1, 2, '[stage-1 1/5] FROM docker.io/library/c:latest'],
      ['WORKDIR', 1, 3, '[stage-1 2/5] WORKDIR /w'],
      ['COPY', 1, 4, '[stage-1 3/5] COPY --from=b /x x'],
      ['FROM', null, 5, 'FROM docker.io/library/d:1'],
      ['COPY', 1, 5, '[stage-1 4/5] COPY --from=d:1 /y y'],
      ['RUN', 1, 6, '[stage-1 5/5] RUN z'],
    ]);
  });

  test('own the vertices that only they need, the last of them being the file system after the step', () => {
    const plan = planOf(dockerfile('FROM a', 'COPY --link <<E x /y/', '1', 'E', 'RUN <<F', '#!/bin/x', 'F'));
    const owned = plan.steps.map((step) => step.vertices.map((id) => plan.vertices[id]?.type));
    expect(owned).toEqual([['source'], ['file', 'file', 'merge'], ['file', 'exec']]);
  });

  test('of stages that are not needed are left out', () => {
    const plan = planOf(dockerfile('FROM a', 'RUN x', 'FROM b'));
    expect(plan.steps.map((step) => step.label)).toEqual(['[stage-1 1/1] FROM docker.io/library/b:latest']);
  });
});
