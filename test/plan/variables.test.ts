import { describe, expect, test } from 'vitest';
import { dockerfile, envOf, lastExec, planOf } from './plan-of.ts';

describe('the environment of a RUN', () => {
  test.each<
    [rule: string, lines: readonly string[], buildArgs: Readonly<Record<string, string>>, env: readonly string[]]
  >([
    ['ENV sets it', ['FROM a', 'ENV A=1', 'RUN x'], {}, ['A=1']],
    ['ARG with a default sets it', ['FROM a', 'ARG A=1', 'RUN x'], {}, ['A=1']],
    ['ARG without a value sets nothing', ['FROM a', 'ARG A', 'RUN x'], {}, []],
    ['a build argument beats the default', ['FROM a', 'ARG A=1', 'RUN x'], { A: '2' }, ['A=2']],
    ['an empty build argument beats the default', ['FROM a', 'ARG A=1', 'RUN x'], { A: '' }, ['A=']],
    ['a build argument without ARG does nothing', ['FROM a', 'RUN x'], { A: '2' }, []],
    ['a global ARG is not seen', ['ARG A=1', 'FROM a', 'RUN x'], {}, []],
    ['a global ARG is taken over by a bare ARG', ['ARG A=1', 'FROM a', 'ARG A', 'RUN x'], {}, ['A=1']],
    ['the default of the stage beats the global one', ['ARG A=1', 'FROM a', 'ARG A=2', 'RUN x'], {}, ['A=2']],
    ['a build argument beats both', ['ARG A=1', 'FROM a', 'ARG A=2', 'RUN x'], { A: '3' }, ['A=3']],
    ['a global default sees those above', ['ARG A=1', 'ARG B=${A}2', 'FROM a', 'ARG B', 'RUN x'], {}, ['B=12']],
    ['ENV after ARG wins', ['FROM a', 'ARG A=1', 'ENV A=2', 'RUN x'], {}, ['A=2']],
    ['ARG after ENV wins', ['FROM a', 'ENV A=2', 'ARG A=1', 'RUN x'], {}, ['A=1']],
    ['a bare ARG after ENV leaves it', ['FROM a', 'ENV A=2', 'ARG A', 'RUN x'], {}, ['A=2']],
    ['one ENV expands before it sets', ['FROM a', 'ENV A=1', 'ENV A=2 B=$A', 'RUN x'], {}, ['A=2', 'B=1']],
    ['one ARG sets before it expands', ['FROM a', 'ARG A=1 B=$A', 'RUN x'], {}, ['A=1', 'B=1']],
    ['setting again moves to the end', ['FROM a', 'ENV A=1', 'ENV B=1', 'ENV A=2', 'RUN x'], {}, ['B=1', 'A=2']],
    ['one ENV is as good as two', ['FROM a', 'ENV A=1 B=2', 'RUN x'], {}, ['A=1', 'B=2']],
    ['a name is expanded, too', ['FROM a', 'ENV A=B', 'ENV $A=1', 'RUN x'], {}, ['A=B', 'B=1']],
    ['the name of an ARG is not', ['FROM a', 'ENV A=B', 'ARG C$A=1', 'RUN x'], {}, ['A=B', 'C$A=1']],
    ['a later stage sees nothing of it', ['FROM a', 'ENV A=1', 'FROM a', 'RUN x'], {}, []],
    ['a stage from it sees ENV and ARG', ['FROM a AS p', 'ENV A=1', 'ARG B=2', 'FROM p', 'RUN x'], {}, ['B=2', 'A=1']],
    ['in a stage from it ENV beats a later ARG', ['FROM a AS p', 'ENV A=1', 'ARG A=2', 'FROM p', 'RUN x'], {}, ['A=1']],
    ['proxies are not part of it', ['FROM a', 'RUN x'], { HTTP_PROXY: 'http://p' }, []],
    ['a declared proxy is', ['FROM a', 'ARG HTTP_PROXY', 'RUN x'], { HTTP_PROXY: 'http://p' }, ['HTTP_PROXY=http://p']],
    ['platform arguments have to be declared', ['FROM a', 'ARG TARGETARCH', 'RUN x'], {}, ['TARGETARCH=amd64']],
    ['a platform argument without a value is empty', ['FROM a', 'ARG TARGETVARIANT', 'RUN x'], {}, ['TARGETVARIANT=']],
    [
      'a build argument beats a platform argument',
      ['FROM a', 'ARG TARGETARCH', 'RUN x'],
      { TARGETARCH: 'z' },
      ['TARGETARCH=z'],
    ],
    [
      'a global ARG beats a platform argument',
      ['ARG TARGETARCH=y', 'FROM a', 'ARG TARGETARCH', 'RUN x'],
      {},
      ['TARGETARCH=y'],
    ],
    ['TARGETSTAGE is the last stage', ['FROM a AS p', 'ARG TARGETSTAGE', 'RUN x'], {}, ['TARGETSTAGE=p']],
    ['TARGETSTAGE of a nameless one is default', ['FROM a', 'ARG TARGETSTAGE', 'RUN x'], {}, ['TARGETSTAGE=default']],
    ['arguments of the builder never get there', ['FROM a', 'ARG BUILDKIT_SBOM_SCAN_STAGE=1', 'RUN x'], {}, []],
    [
      'a stage called __proto__ is a stage',
      ['FROM a', 'ENV __proto__=1', 'ENV constructor=2', 'RUN x'],
      {},
      ['__proto__=1', 'constructor=2'],
    ],
  ])('%s', (_, lines, buildArgs, env) => {
    expect(envOf(lastExec(planOf(dockerfile(...lines), { buildArgs })))).toEqual(env);
  });

  test('each entry names the instruction that set it last', () => {
    const plan = planOf(dockerfile('FROM a', 'ENV A=1', 'ARG B=2', 'ENV A=3', 'RUN x'));
    expect(lastExec(plan).env.map(({ name, instruction }) => [name, instruction])).toEqual([
      ['PATH', null],
      ['B', 2],
      ['A', 3],
    ]);
  });

  test('RUNs that see the same share one list', () => {
    const [first, second] = planOf(dockerfile('FROM a', 'ENV A=1', 'RUN x', 'COPY y z', 'RUN y')).vertices.filter(
      (vertex) => vertex.type === 'exec',
    );
    expect(first?.env).toBe(second?.env);
  });
});

describe('variables', () => {
  test('tell scope, value, source and users', () => {
    const plan = planOf(
      dockerfile(
        'ARG TAG=1',
        'FROM a:$TAG',
        'ARG TAG',
        'ARG UNSET',
        'ARG TARGETOS',
        'ENV HOME=/h$TAG',
        'WORKDIR $HOME',
        'RUN echo ${HOME} $UNSET $OTHER',
      ),
    );
    const row = ({
      name,
      kind,
      stage,
      instruction,
      value,
      source,
      isInBuild,
      isInContainer,
      usedBy,
    }: (typeof plan.variables)[0]) =>
      [name, kind, stage, instruction, value, source, isInBuild, isInContainer, usedBy] as const;
    expect(plan.variables.map(row)).toEqual([
      ['TAG', 'arg', null, 0, '1', 'default', false, false, [1, 2]],
      ['TAG', 'arg', 0, 2, '1', 'global', true, false, [5]],
      ['UNSET', 'arg', 0, 3, null, 'none', false, false, [7]],
      ['TARGETOS', 'arg', 0, 4, 'linux', 'platform', true, false, []],
      ['HOME', 'env', 0, 5, '/h1', 'env', true, true, [6, 7]],
    ]);
  });

  test('are used by what containers run, where the image has them', () => {
    const lines = ['FROM a', 'ENV E=1', 'ARG A=1', 'CMD $E $A', 'HEALTHCHECK CMD ["x", "${E}"]', 'RUN <<S', '$A', 'S'];
    const { variables } = planOf(dockerfile(...lines));
    expect(variables.map(({ name, usedBy }) => [name, usedBy])).toEqual([
      ['E', [3, 4]],
      ['A', [5]],
    ]);
  });

  test('are used by stages that start from theirs, too', () => {
    const { variables } = planOf(dockerfile('FROM a AS b', 'ARG A=1', 'FROM b', 'RUN $A'));
    expect(variables.map(({ usedBy }) => usedBy)).toEqual([[3]]);
  });

  test('of stages that are not needed are not told', () => {
    expect(planOf(dockerfile('FROM a', 'ENV A=1', 'FROM a')).variables).toEqual([]);
  });

  test('ENV of a stage that is only copied from is in no container', () => {
    const plan = planOf(dockerfile('FROM a AS b', 'ENV A=1', 'RUN x', 'FROM a', 'ENV A=2', 'COPY --from=b /x /x'));
    expect(plan.variables.map(({ stage, isInContainer }) => [stage, isInContainer])).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  test('a build argument is named as the source', () => {
    const plan = planOf(dockerfile('ARG A', 'FROM a', 'ARG A=1'), { buildArgs: { A: '2' } });
    expect(plan.variables.map(({ value, source }) => [value, source])).toEqual([
      ['2', 'build-arg'],
      ['2', 'build-arg'],
    ]);
  });
});
