import { describe, expect, test } from 'vitest';
import { unknownBaseImage } from '../../analyzer/plan/base-image.ts';
import { dockerfile, lastExec, path, planOf } from './plan-of.ts';

describe('the image config', () => {
  test.each<[rule: string, lines: readonly string[], want: object]>([
    ['ENV keeps the place of the first', ['ENV A=1', 'ENV B=1', 'ENV A=2'], { env: [path, 'A=2', 'B=1'] }],
    ['ARG is not in it', ['ARG A=1'], { env: [path] }],
    ['CMD in shell form', ['CMD a b'], { cmd: ['/bin/sh', '-c', 'a b'] }],
    ['CMD with SHELL', ['SHELL ["s", "-x"]', 'CMD a'], { cmd: ['s', '-x', 'a'], shell: ['s', '-x'] }],
    [
      'ENTRYPOINT clears a CMD that it inherits',
      ['CMD ["a"]', 'FROM p', 'ENTRYPOINT ["b"]'],
      { cmd: [], entrypoint: ['b'] },
    ],
    ['ENTRYPOINT keeps a CMD of its own stage', ['CMD ["a"]', 'ENTRYPOINT ["b"]'], { cmd: ['a'], entrypoint: ['b'] }],
    [
      'EXPOSE is sorted, each once',
      ['EXPOSE 90 80/udp', 'EXPOSE 80-81 90'],
      { ports: ['80/tcp', '80/udp', '81/tcp', '90/tcp'] },
    ],
    ['EXPOSE is split after it is expanded', ['ENV P="1 2"', 'EXPOSE $P'], { ports: ['1/tcp', '2/tcp'] }],
    ['VOLUME', ['VOLUME /b /a', 'VOLUME ["/c d"]'], { volumes: ['/a', '/b', '/c d'] }],
    ['LABEL is expanded', ['ENV A=1', 'LABEL k$A="v $A"'], { labels: [['k1', 'v 1']] }],
    ['LABEL may be called __proto__', ['LABEL __proto__=1'], { labels: [['__proto__', '1']] }],
    ['STOPSIGNAL', ['STOPSIGNAL SIGRTMIN+3'], { stopSignal: 'SIGRTMIN+3' }],
    ['USER and WORKDIR', ['USER u', 'WORKDIR /w'], { user: 'u', workdir: '/w' }],
    ['ONBUILD', ['ONBUILD RUN x', 'ONBUILD COPY a b'], { onbuild: ['RUN x', 'COPY a b'] }],
    [
      'HEALTHCHECK',
      ['HEALTHCHECK --interval=90s --retries=2 CMD x'],
      { healthcheck: { test: ['CMD-SHELL', 'x'], interval: 90e9, retries: 2 } },
    ],
  ])('%s', (_, lines, want) => {
    expect(planOf(dockerfile('FROM a AS p', ...lines)).image).toMatchObject(want);
  });

  test('goes on from what the base image brings', () => {
    const known = {
      ...unknownBaseImage,
      env: ['PATH=/bin', 'LANG=C'],
      workdir: '/srv',
      user: 'app',
      shell: ['/bin/ash', '-c'],
      cmd: ['old'],
      labels: { a: '1' },
      history: [{ by: 'made', isEmpty: false }],
    };
    const plan = planOf(dockerfile('FROM b', 'LABEL b=2', 'WORKDIR x', 'RUN y'), { baseImage: () => known });
    expect(plan.image).toMatchObject({
      workdir: '/srv/x',
      user: 'app',
      cmd: ['old'],
      labels: [
        ['a', '1'],
        ['b', '2'],
      ],
    });
    expect(plan.image.history.map(({ by, stage }) => [by, stage])).toEqual([
      ['made', null],
      ['LABEL b=2', 0],
      ['WORKDIR /srv/x', 0],
      ['RUN /bin/ash -c y # buildkit', 0],
    ]);
    const run = lastExec(plan);
    expect(run.env).toEqual([
      { name: 'PATH', value: '/bin', instruction: null },
      { name: 'LANG', value: 'C', instruction: null },
    ]);
    expect([run.user, run.cwd, run.args]).toEqual(['app', '/srv/x', ['/bin/ash', '-c', 'y']]);
  });

  test('knows the image only by its normalised name and platform', () => {
    const asked: string[] = [];
    const baseImage = (reference: string, platform: string) => {
      asked.push(`${reference} ${platform}`);
      return null;
    };
    planOf(dockerfile('FROM unneeded', 'FROM --platform=linux/arm/v7 b', 'COPY --from=c:1 /x /x'), { baseImage });
    expect(asked).toEqual(['docker.io/library/b:latest linux/arm/v7', 'docker.io/library/c:1 linux/amd64']);
  });
});

describe('history', () => {
  test.each<[instruction: string, by: string, isEmpty: boolean]>([
    ['RUN x  y', 'RUN /bin/sh -c x  y # buildkit', false],
    ['RUN ["x", "y z"]', 'RUN x y z # buildkit', false],
    ['COPY a b', 'COPY a b # buildkit', false],
    ['COPY --link --exclude=e --chown=u --chmod=1 a b', 'COPY --chown=u --chmod=1 a b # buildkit', false],
    ['COPY --parents a b', 'COPY --parents a b # buildkit', false],
    ['ADD https://e.org/f b', 'ADD https://e.org/f b # buildkit', false],
    ['WORKDIR w', 'WORKDIR /w', false],
    ['WORKDIR /', 'WORKDIR /', true],
    ['ENV A=1 B="2 3"', 'ENV A=1 B=2 3', true],
    ['ENV A 1', 'ENV A=1', true],
    ['LABEL A=1', 'LABEL A=1', true],
    ['ARG A=1 B', 'ARG A=1 B', true],
    ['USER u', 'USER u', true],
    ['CMD ["a", "b\\"\\n"]', 'CMD ["a" "b\\"\\n"]', true],
    ['CMD a', 'CMD ["/bin/sh" "-c" "a"]', true],
    ['ENTRYPOINT ["a"]', 'ENTRYPOINT ["a"]', true],
    ['SHELL ["a", "b"]', 'SHELL [a b]', true],
    ['EXPOSE 80 81/UDP', 'EXPOSE [80/tcp 81/udp]', true],
    ['VOLUME /a /b', 'VOLUME [/a /b]', true],
    ['STOPSIGNAL 9', 'STOPSIGNAL 9', true],
    ['MAINTAINER me <a@b>', 'MAINTAINER me <a@b>', true],
    [
      'HEALTHCHECK NONE',
      'HEALTHCHECK {Test:[NONE] Interval:0s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}',
      true,
    ],
    [
      'HEALTHCHECK --interval=90s CMD x',
      'HEALTHCHECK {Test:[CMD-SHELL x] Interval:1m30s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}',
      true,
    ],
  ])('%s', (instruction, by, isEmpty) => {
    expect(planOf(dockerfile('FROM a', instruction)).image.history).toEqual([
      { by, isEmpty, instruction: 1, stage: 0 },
    ]);
  });

  test('has no line for ONBUILD', () => {
    expect(planOf(dockerfile('FROM a', 'ONBUILD RUN x')).image.history).toEqual([]);
  });

  test('shows declared arguments in a RUN, with what they are worth by then', () => {
    const lines = ['FROM a', 'ARG A=1', 'ARG B', 'ARG A=2', 'RUN x', 'ENV A=3', 'RUN y'];
    const history = planOf(dockerfile(...lines)).image.history.filter(({ isEmpty }) => !isEmpty);
    expect(history.map(({ by }) => by)).toEqual([
      'RUN |2 A=2 B= /bin/sh -c x # buildkit',
      'RUN |2 A=3 B= /bin/sh -c y # buildkit',
    ]);
  });

  test('of a stage goes before that of the stage that starts from it', () => {
    const { history } = planOf(dockerfile('FROM a AS p', 'RUN x', 'FROM p', 'RUN y')).image;
    expect(history.map(({ by, stage, instruction }) => [by, stage, instruction])).toEqual([
      ['RUN /bin/sh -c x # buildkit', 0, 1],
      ['RUN /bin/sh -c y # buildkit', 1, 3],
    ]);
  });
});
