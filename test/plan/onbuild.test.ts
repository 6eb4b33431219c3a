import { describe, expect, test } from 'vitest';
import { unknownBaseImage } from '../../analyzer/plan/base-image.ts';
import { dockerfile, labels, lastFile, planOf, rejectionOf } from './plan-of.ts';

const withTriggers = (...onbuild: readonly string[]) => ({ baseImage: () => ({ ...unknownBaseImage, onbuild }) });

describe('triggers of a base image', () => {
  test('run first, and count once they are known', () => {
    const plan = planOf(dockerfile('FROM a', 'RUN x'), withTriggers('ARG A=1', 'RUN y'));
    expect(labels(plan)).toEqual(['[1/2] FROM docker.io/library/a:latest', '[2/4] ONBUILD RUN y', '[3/4] RUN x']);
    expect(plan.image.onbuild).toEqual([]);
  });

  test('belong to the FROM that brought them', () => {
    const plan = planOf(dockerfile('ARG V', 'FROM a'), withTriggers('RUN y'));
    expect(plan.steps.map(({ kind, instruction, isOnbuild }) => [kind, instruction, isOnbuild])).toEqual([
      ['FROM', 1, false],
      ['RUN', 1, true],
    ]);
  });

  test('that do not parse reject the Dockerfile at its FROM', () => {
    expect(rejectionOf(dockerfile('', 'FROM a'), withTriggers('NOPE')).line).toBe(2);
  });

  test('may need a stage that nothing else needs', () => {
    const plan = planOf(dockerfile('FROM scratch AS s', 'COPY q /q', 'FROM a'), withTriggers('COPY --from=s /q /q'));
    expect(plan.stages.map(({ isReachable }) => isReachable)).toEqual([true, true]);
  });
});

describe('triggers of a stage', () => {
  const lines = ['FROM a AS p', 'ONBUILD RUN y', 'FROM p AS q', 'RUN x', 'FROM q', 'RUN z'];

  test('run in the stages that start from it, not in theirs', () => {
    expect(labels(planOf(dockerfile(...lines)))).toEqual([
      '[p 1/1] FROM docker.io/library/a:latest',
      '[q 1/2] ONBUILD RUN y',
      '[q 2/2] RUN x',
      '[stage-2 1/1] RUN z',
    ]);
  });

  test('belong to the ONBUILD that declares them, and to the stage that runs them', () => {
    const plan = planOf(dockerfile(...lines));
    expect(plan.vertices[1]).toMatchObject({ instruction: 1, stage: 1 });
    expect(plan.stages[1]?.instructions).toEqual([2, 3]);
  });

  test('are read with the default escape, and expanded with that of the file', () => {
    const plan = planOf(dockerfile('# escape=`', 'FROM scratch AS p', 'ONBUILD COPY --chown=a\\ b `$x /y', 'FROM p'));
    expect(lastFile(plan).actions).toMatchObject([{ owner: 'a b', src: '/$x' }]);
  });

  test('copy from an image of its own', () => {
    const plan = planOf(dockerfile('FROM a AS p', 'ONBUILD COPY --from=c:1 /x /x', 'FROM p'));
    expect(labels(plan)).toContain('FROM docker.io/library/c:1');
  });
});
