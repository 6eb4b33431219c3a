import { describe, expect, test } from 'vitest';
import { unknownBaseImage } from '../../analyzer/plan/base-image.ts';
import type { PlanOptions } from '../../analyzer/plan/plan-options.ts';
import { dockerfile, outcomeOf, rejectionOf } from './plan-of.ts';

/** `Rule line` of everything that fires. */
function fired(lines: readonly string[], options?: PlanOptions): readonly string[] {
  const outcome = outcomeOf(dockerfile(...lines), options);
  const warnings = outcome.kind === 'planned' ? outcome.plan.warnings : outcome.warnings;
  return warnings.map(({ rule, range }) => `${rule} ${range.start.line}`);
}

describe('build checks fire', () => {
  test.each<[lines: readonly string[], fired: readonly string[]]>([
    [['FROM a AS context'], ['ReservedStageName 1']],
    [['FROM a AS x', 'FROM b AS x'], ['DuplicateStageName 2']],
    [['FROM a', 'RUN x', 'run y'], ['ConsistentInstructionCasing 3']],
    [['FROM a', 'run y'], ['ConsistentInstructionCasing 2']],
    [['from a', 'run y', 'RUN x'], ['ConsistentInstructionCasing 3']],
    [['from a', 'Run y'], ['ConsistentInstructionCasing 2']],
    [['arg A', 'FROM a'], []],
    [['ARG TAG=1', 'FROM a:${TGA:-1}'], ['UndefinedArgInFrom 2']],
    [['ARG TAG', 'FROM a:${TAG:-1}'], []],
    [['FROM a:${BUILDARCH}'], []],
    [['FROM --platform=$PLATFORM a'], ['UndefinedArgInFrom 1']],
    [['FROM --platform=$TARGETPLATFORM a'], ['RedundantTargetPlatform 1']],
    [['FROM --platform=$BUILDPLATFORM a'], []],
    [['FROM --platform=linux/$TARGETARCH a'], []],
    [['FROM --platform=linux/arm64 a'], ['FromPlatformFlagConstDisallowed 1']],
    [['FROM --platform=linux/arm64 a AS for-arm64'], []],
    [['ARG TAG', 'FROM a:$TAG'], ['InvalidDefaultArgInFrom 2']],
    [['FROM a', 'ENV A 1'], ['LegacyKeyValueFormat 2']],
    [['FROM a', 'LABEL a 1'], ['LegacyKeyValueFormat 2']],
    [
      ['FROM a', 'ARG API_KEY', 'ENV token=1', 'ENV TOKENS=1 SECRET_FILE=1'],
      ['SecretsUsedInArgOrEnv 2', 'SecretsUsedInArgOrEnv 3'],
    ],
    [['ARG TOKEN', 'FROM a'], []],
    [['FROM a', 'WORKDIR x'], ['WorkdirRelativePath 2']],
    [['FROM a', 'WORKDIR /x', 'WORKDIR y'], []],
    [['FROM a AS b', 'WORKDIR /x', 'FROM b', 'WORKDIR y'], []],
    [
      ['FROM a', 'CMD x', 'ENTRYPOINT y'],
      ['JSONArgsRecommended 2', 'JSONArgsRecommended 3'],
    ],
    [['FROM a', 'SHELL ["s"]', 'CMD x'], []],
    [
      ['FROM a', 'CMD ["x"]', 'CMD ["y"]', 'HEALTHCHECK NONE', 'HEALTHCHECK NONE'],
      ['MultipleInstructionsDisallowed 2', 'MultipleInstructionsDisallowed 4'],
    ],
    [['FROM a AS b', 'CMD ["x"]', 'FROM b', 'CMD ["y"]'], []],
    [
      ['FROM a', 'COPY $A /$A', 'WORKDIR /$B'],
      ['UndefinedVar 2', 'UndefinedVar 2', 'UndefinedVar 3'],
    ],
    [['FROM a', 'ARG A', 'COPY $A /x'], []],
    [['FROM a AS b', 'ARG A', 'FROM b', 'COPY $A /x'], []],
    [
      ['FROM a', 'ARG A=$B', 'ENV C=$D'],
      ['UndefinedVar 2', 'UndefinedVar 3'],
    ],
    [['FROM a', 'COPY <<E /x', '$A', 'E'], ['UndefinedVar 2']],
    [['FROM a', 'RUN $A', 'EXPOSE 8$A'], []],
    [
      ['FROM a', 'EXPOSE 1/TCP 2:81'],
      ['ExposeProtoCasing 2', 'ExposeInvalidFormat 2'],
    ],
    [['FROM a', 'CMD x', 'FROM b'], []],
  ])('%j', (lines, want) => {
    expect(fired(lines)).toEqual(want);
  });

  test('for a base image that was made for another platform', () => {
    const options = { baseImage: () => ({ ...unknownBaseImage, platform: 'linux/arm64' }) };
    expect(fired(['FROM a'], options)).toEqual(['InvalidBaseImagePlatform 1']);
    expect(fired(['FROM --platform=$TARGETPLATFORM a'], { ...options, platform: 'linux/arm64/v8' })).toEqual([
      'RedundantTargetPlatform 1',
    ]);
  });

  test('where a trigger runs, not where it stands', () => {
    expect(fired(['FROM a AS p', 'ONBUILD CMD x', 'FROM p'])).toEqual(['JSONArgsRecommended 3']);
  });
});

describe('CopyIgnoredFile', () => {
  test.each<[ignoreFile: string, instruction: string, fires: boolean]>([
    ['dist', 'COPY dist /d', true],
    ['dist', 'ADD ./dist/x /d', true],
    ['dist', 'COPY src /d', false],
    ['dist', 'COPY . /d', false],
    ['*', 'COPY . /d', true],
    ['dist\n!dist/x', 'COPY dist /d', false],
    ['dist', 'COPY --from=b dist /d', false],
    ['', 'COPY dist /d', false],
  ])('%j: %s', (ignoreFile, instruction, fires) => {
    const lines = ['FROM b', instruction];
    expect(fired(lines, { ignoreFile })).toEqual(fires ? ['CopyIgnoredFile 2'] : []);
    expect(fired(lines, { ignoreFile: null })).toEqual([]);
  });
});

describe('build checks are switched off', () => {
  test.each<[lines: readonly string[], fired: readonly string[]]>([
    [['# check=skip=JSONArgsRecommended', 'FROM a', 'CMD x'], []],
    [['# check=skip=all', 'FROM a AS context', 'CMD x'], []],
    [['FROM a', '# check=skip=JSONArgsRecommended', 'CMD x', 'ENTRYPOINT y'], ['JSONArgsRecommended 4']],
    [['# check=skip=all', '', '# check=skip=ReservedStageName', 'FROM a AS scratch', 'CMD x'], []],
    [['ARG A', '# check=skip=all', 'FROM a AS scratch'], ['ReservedStageName 3']],
  ])('%j', (lines, want) => {
    expect(fired(lines)).toEqual(want);
  });

  test('by a build argument in place of the file’s own', () => {
    const buildArgs = { BUILDKIT_DOCKERFILE_CHECK: 'skip=JSONArgsRecommended' };
    expect(fired(['# check=skip=WorkdirRelativePath', 'FROM a', 'WORKDIR x', 'CMD x'], { buildArgs })).toEqual([
      'WorkdirRelativePath 3',
    ]);
  });
});

describe('error=true', () => {
  test('rejects what fires, with what fired', () => {
    const lines = ['# check=error=true', 'FROM a', 'CMD x', 'WORKDIR y'];
    expect(rejectionOf(dockerfile(...lines)).message).toBe(
      'Build checks fail the build: JSONArgsRecommended, WorkdirRelativePath.',
    );
    expect(fired(lines)).toEqual(['JSONArgsRecommended 3', 'WorkdirRelativePath 4']);
  });

  test('lets pass where nothing does', () => {
    expect(outcomeOf(dockerfile('# check=error=true', 'FROM a')).kind).toBe('planned');
  });
});

test('a message suggests what was probably meant', () => {
  const outcome = outcomeOf(dockerfile('FROM a', 'ENV HOME_DIR=/h', 'WORKDIR $HOME_DIT'));
  expect(outcome.kind === 'planned' && outcome.plan.warnings[0]?.message).toBe(
    "Usage of undefined variable '$HOME_DIT' (did you mean $HOME_DIR?)",
  );
});
