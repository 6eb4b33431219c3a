import { describe, expect, test } from 'vitest';
import { dockerfile, lastExec, lastFile, planOf, sources } from './plan-of.ts';

describe('what a RUN is defined by', () => {
  test.each<[rule: string, lines: readonly string[], definedBy: readonly number[], buildArgs: readonly string[]]>([
    ['itself', ['FROM a', 'RUN x'], [1], []],
    ['each ENV that it sees, used or not', ['FROM a', 'ENV A=1', 'LABEL b=c', 'ENV B=1', 'RUN x'], [1, 3, 4], []],
    ['no ENV that another one took the place of', ['FROM a', 'ENV A=1', 'ENV A=2', 'RUN x'], [2, 3], []],
    ['an ARG by instruction and by name', ['FROM a', 'ARG A=1', 'RUN x'], [1, 2], ['A']],
    ['an ARG without a value: it may get one', ['FROM a', 'ARG A', 'RUN x'], [1, 2], ['A']],
    ['an ARG that went into an ENV', ['FROM a', 'ARG A=1', 'ENV B=$A', 'RUN x'], [1, 2, 3], ['A']],
    ['no ARG that an ENV took the place of', ['FROM a', 'ARG A=1', 'ENV A=2', 'RUN x'], [2, 3], []],
    ['an ARG and the ENV that it may yet replace', ['FROM a', 'ENV A=2', 'ARG A', 'RUN x'], [1, 2, 3], ['A']],
    ['a global ARG that its ARG takes over', ['ARG A=1', 'FROM a', 'ARG A', 'RUN x'], [0, 2, 3], ['A']],
    ['what the global ARG is made of', ['ARG B=1', 'ARG A=$B', 'FROM a', 'ARG A', 'RUN x'], [0, 1, 3, 4], ['A', 'B']],
    ['a platform argument by its own name', ['FROM a', 'ARG TARGETARCH', 'RUN x'], [1, 2], ['TARGETARCH']],
    ['WORKDIR, USER and SHELL', ['FROM a', 'WORKDIR /w', 'USER u', 'SHELL ["s"]', 'RUN x'], [1, 2, 3, 4], []],
    ['no SHELL in exec form', ['FROM a', 'SHELL ["s"]', 'RUN ["x"]'], [2], []],
    ['all WORKDIRs that a relative one builds on', ['FROM a', 'WORKDIR /w', 'WORKDIR v', 'RUN x'], [1, 2, 3], []],
    ['no WORKDIR before an absolute one', ['FROM a', 'WORKDIR /w', 'WORKDIR /v', 'RUN x'], [2, 3], []],
    ['the ENV of the stage that it starts from', ['FROM a AS p', 'ENV A=1', 'FROM p', 'RUN x'], [1, 3], []],
    [
      'the ARG that a mount names',
      ['FROM a', 'ARG T=/t', 'ENV T=/u', 'RUN --mount=target=$T,type=tmpfs x'],
      [2, 3],
      [],
    ],
  ])('%s', (_, lines, definedBy, buildArgs) => {
    const run = lastExec(planOf(dockerfile(...lines)));
    expect({ definedBy: run.definedBy, buildArgs: run.buildArgs }).toEqual({ definedBy, buildArgs });
  });

  test('of a trigger: the ONBUILD that declares it', () => {
    const run = lastExec(planOf(dockerfile('FROM a AS p', 'ONBUILD RUN x', 'FROM p')));
    expect({ definedBy: run.definedBy, instruction: run.instruction, stage: run.stage }).toEqual({
      definedBy: [1],
      instruction: 1,
      stage: 1,
    });
  });
});

describe('what a copy or a directory is defined by', () => {
  test.each<[rule: string, lines: readonly string[], definedBy: readonly number[], buildArgs: readonly string[]]>([
    ['itself alone, whatever the environment holds', ['FROM a', 'ENV A=1', 'ARG B=1', 'COPY x /y'], [3], []],
    ['the ENV that its words use', ['FROM a', 'ENV A=1', 'COPY $A /y'], [1, 2], []],
    ['the ARG that its words use', ['FROM a', 'ARG A=1', 'COPY x /$A'], [1, 2], ['A']],
    ['the ARG behind the ENV that its words use', ['FROM a', 'ARG A=1', 'ENV B=$A', 'COPY x /$B'], [1, 2, 3], ['A']],
    ['the ARG of --chown', ['FROM a', 'ARG A=1', 'COPY --chown=$A x /y'], [1, 2], ['A']],
    ['an ARG without a value that its words use', ['FROM a', 'ARG A', 'COPY x /y$A'], [1, 2], ['A']],
    ['only the side of a default that counted', ['FROM a', 'ARG A=1', 'ARG B=2', 'COPY x /${A:+y}'], [1, 3], ['A']],
    ['WORKDIR where the destination is relative', ['FROM a', 'WORKDIR /w', 'COPY x y'], [1, 2], []],
    ['no WORKDIR where it is absolute', ['FROM a', 'WORKDIR /w', 'COPY x /y'], [2], []],
    ['the ARG in a here-document', ['FROM a', 'ARG A=1', 'COPY <<E /y', '$A', 'E'], [1, 2], ['A']],
    ['for WORKDIR, the USER that owns it', ['FROM a', 'USER u', 'WORKDIR /w'], [1, 2], []],
  ])('%s', (_, lines, definedBy, buildArgs) => {
    const file = lastFile(planOf(dockerfile(...lines)));
    expect({ definedBy: file.definedBy, buildArgs: file.buildArgs }).toEqual({ definedBy, buildArgs });
  });

  test('a directory carries the time that SOURCE_DATE_EPOCH gives', () => {
    const buildArgs = { SOURCE_DATE_EPOCH: '1700000000' };
    const file = lastFile(planOf(dockerfile('FROM a', 'WORKDIR /w'), { buildArgs }));
    expect(file.actions).toMatchObject([{ kind: 'mkdir', timestamp: 1_700_000_000 }]);
    expect(file.buildArgs).toEqual(['SOURCE_DATE_EPOCH']);
  });
});

describe('what a base image is defined by', () => {
  test.each<[lines: readonly string[], definedBy: readonly number[], buildArgs: readonly string[]]>([
    [['FROM a'], [0], []],
    [['ARG T=1', 'FROM a:$T'], [0, 1], ['T']],
    [
      ['ARG U=1', 'ARG T=$U', 'FROM a:$T'],
      [0, 1, 2],
      ['T', 'U'],
    ],
    [['ARG T', 'FROM a:x$T'], [0, 1], ['T']],
    [['FROM --platform=$BUILDPLATFORM a'], [0], ['BUILDPLATFORM']],
  ])('%j', (lines, definedBy, buildArgs) => {
    const [image] = sources(planOf(dockerfile(...lines)));
    expect({ definedBy: image?.definedBy, buildArgs: image?.buildArgs }).toEqual({ definedBy, buildArgs });
  });

  test('one that two stages start from is defined by both', () => {
    const plan = planOf(dockerfile('FROM a AS b', 'RUN x', 'FROM a', 'COPY --from=b /x /x'));
    expect(sources(plan).map(({ definedBy }) => definedBy)).toEqual([[0, 2]]);
  });
});
