import { describe, expect, test } from 'vitest';
import { dockerfile, outcomeOf, rejectionOf } from './plan-of.ts';

describe('rejected', () => {
  test.each<[lines: readonly string[], line: number | null, message: string]>([
    [['ARG A', 'FROM $A'], 2, 'The base image "$A" is empty.'],
    [['FROM ${A?no}'], 1, '"${A?no}" does not expand: A: no.'],
    [['FROM a:b:c'], 1, '"a:b:c" is no image reference.'],
    [['FROM a', 'FROM UPPER', 'FROM b'], 2, '"UPPER" is no image reference.'],
    [['FROM a AS b-'], 1, '"b-" cannot name a stage.'],
    [['FROM a AS b..c', 'FROM a'], 1, '"b..c" cannot name a stage.'],
    [['FROM a', 'FROM a AS B___c'], 2, '"B___c" cannot name a stage.'],
    [['FROM --platform=$A a'], 1, 'The platform "$A" is empty.'],
    [['FROM --platform=a/b/c/d a'], 1, '"a/b/c/d" is no platform.'],
    [['FROM a', 'COPY --from=1 x y'], 2, 'There is no stage 1.'],
    [['FROM a', 'COPY --from=-1 x y'], 2, 'There is no stage -1.'],
    [['FROM a', 'COPY --from=0 x y'], 1, 'Stage "stage-0" needs itself.'],
    [['FROM a AS b', 'COPY --from=b x y'], 1, 'Stage "b" needs itself.'],
    [['FROM a AS b', 'COPY --from=c x y', 'FROM a AS c', 'COPY --from=b x y'], 1, 'Stage "b" needs itself.'],
    [
      ['FROM a AS b', 'FROM a AS c', 'COPY --from=d x y', 'FROM c AS d', 'FROM d', 'COPY --from=c x y'],
      3,
      'Stage "d" is copied from before it is built: it stands after stage "c".',
    ],
    [['FROM a', 'COPY --from=$A x y'], 2, 'COPY --from takes no variable, quotes or escapes, and "$A" has one.'],
    [
      ['FROM a AS b', 'RUN --mount=from=c,target=/x y', 'FROM a AS c', 'FROM b'],
      2,
      'Stage "c" is mounted before it is built: it stands after stage "b".',
    ],
    [['FROM a', 'RUN --mount=type=bind x'], 2, 'A mount has no target.'],
    [['FROM a', 'RUN --mount=target=/ x'], 2, 'A mount cannot take the place of /.'],
    [['FROM a', 'RUN --mount=type=ssh,source=/x y'], 2, 'An ssh mount takes no "source".'],
    [['FROM a', 'RUN --device=d x'], 2, 'RUN --device needs the labs channel of the Dockerfile front end.'],
    [['FROM a', 'RUN []'], 2, 'RUN has no command.'],
    [['FROM a', 'COPY --chmod=999 x y'], 2, '"999" is no file mode.'],
    [['FROM a', 'COPY --chmod=17777 x y'], 2, '"17777" is no file mode.'],
    [['FROM a', 'COPY https://e.org/f y'], 2, 'COPY does not take the address "https://e.org/f".'],
    [['FROM a', 'COPY git@e.org:r.git y'], 2, 'COPY does not take the address "git@e.org:r.git".'],
    [['FROM a', 'ADD --checksum=sha256:0 f y'], 2, '--checksum takes a web address or a Git repository.'],
    [['FROM a', 'ADD --checksum=x https://e.org/f https://e.org/g y'], 2, '--checksum takes a single source.'],
    [['FROM a', 'ADD --checksum=x https://e.org/f y'], 2, '"x" is no digest.'],
    [
      ['FROM a', 'ADD --keep-git-dir=false https://e.org/r.git?keep-git-dir=1 y'],
      2,
      '--keep-git-dir and the address contradict each other.',
    ],
    [
      ['FROM a', 'ADD https://e.org/r.git?x=1 y'],
      2,
      'The Git address "https://e.org/r.git?x=1" is wrong: the query knows no "x".',
    ],
    [['FROM a', 'EXPOSE http'], 2, '"http" in "http" is no port or range of ports.'],
    [['FROM a', 'VOLUME $A'], 2, 'A volume has no path.'],
    [['FROM a', 'STOPSIGNAL SIGX'], 2, '"SIGX" is no signal.'],
    [['FROM a', 'WORKDIR ${A:-'], 2, '"${A:-" does not expand: a substitution ends before its "}".'],
    [['FROM a', 'ENV A=${B?}'], 2, '"${B?}" does not expand: B: is not allowed to be unset.'],
  ])('%j', (lines, line, message) => {
    expect(rejectionOf(dockerfile(...lines))).toEqual({ message, line });
  });

  test.each<[rule: string, options: Parameters<typeof rejectionOf>[1], message: string]>([
    ['a target that does not exist', { target: 'x' }, 'There is no stage "x".'],
    ['a target by number', { target: '0' }, 'There is no stage "0".'],
    ['a platform that is none', { platform: 'a/b/c/d' }, '"a/b/c/d" is no platform.'],
    ['a time that is none', { buildArgs: { SOURCE_DATE_EPOCH: 'x' } }, 'SOURCE_DATE_EPOCH is "x", which is no time.'],
  ])('%s', (_, options, message) => {
    expect(rejectionOf(dockerfile('FROM a AS b'), options)).toEqual({ message, line: null });
  });

  test('what is wrong on Windows', () => {
    expect(rejectionOf(dockerfile('FROM a', 'WORKDIR d:\\\\x'), { platform: 'windows/amd64' })).toEqual({
      message: '"d:/x" is not on the system drive (C:).',
      line: 2,
    });
  });
});

test('a plan that would take all memory is given up', () => {
  const env = Array.from({ length: 5000 }, (_, place) => `ENV A${place}=1`);
  const runs = Array.from({ length: 5000 }, () => 'RUN x');
  expect(rejectionOf(dockerfile('FROM a', ...env, ...runs)).message).toBe(
    'The plan of this Dockerfile is larger than Layerfall follows.',
  );
});

test('a long text is not repeated in full', () => {
  expect(rejectionOf(dockerfile('FROM a', `WORKDIR ${'x'.repeat(5000)}\${`)).message.length).toBeLessThan(200);
});

describe('not looked at in a stage that is not needed', () => {
  test.each<[instruction: string]>([
    ['RUN --mount=type=bind x'],
    ['WORKDIR ${A?}'],
    ['EXPOSE http'],
    ['STOPSIGNAL SIGX'],
    ['COPY --from=later x y'],
    ['COPY --chmod=999 x y'],
  ])('%s', (instruction) => {
    expect(outcomeOf(dockerfile('FROM a', instruction, 'FROM b', 'FROM c AS later', 'FROM b')).kind).toBe('planned');
  });
});
