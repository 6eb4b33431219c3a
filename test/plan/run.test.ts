import { describe, expect, test } from 'vitest';
import { unknownBaseImage } from '../../analyzer/plan/base-image.ts';
import type { PlanOptions } from '../../analyzer/plan/plan-options.ts';
import { dockerfile, envOf, lastExec, path, planOf, vertexAt } from './plan-of.ts';

describe('what RUN runs', () => {
  test.each<[rule: string, lines: readonly string[], args: readonly string[]]>([
    ['shell form', ['RUN a  b'], ['/bin/sh', '-c', 'a  b']],
    ['exec form', ['RUN ["a", "b c"]'], ['a', 'b c']],
    ['the SHELL', ['SHELL ["/bin/bash", "-c"]', 'RUN a'], ['/bin/bash', '-c', 'a']],
    ['a here-document’s body', ['RUN <<E', 'a', 'b', 'E'], ['/bin/sh', '-c', 'a\nb\n']],
    ['its body without leading tabs', ['RUN <<-E', '\ta', '\tE'], ['/bin/sh', '-c', 'a\n']],
    ['its body, variables left to the shell', ['ENV A=1', 'RUN <<E', '$A', 'E'], ['/bin/sh', '-c', '$A\n']],
    ['a script that names its interpreter', ['RUN <<E', '#!/bin/x', 'E'], ['/bin/sh', '-c', '/dev/pipes/E']],
    ['a command that reads a here-document', ['RUN <<E cat', 'a', 'E'], ['/bin/sh', '-c', '<<E cat\na\nE']],
    ['a command that reads two', ['RUN <<E <<F cat', 'a', 'E', 'b', 'F'], ['/bin/sh', '-c', '<<E <<F cat\na\nE\nb\nF']],
    ['nothing', ['RUN'], ['/bin/sh', '-c', '']],
  ])('%s', (_, lines, args) => {
    expect(lastExec(planOf(dockerfile('FROM a', ...lines))).args).toEqual(args);
  });

  test('a script is a file of its own, mounted', () => {
    const plan = planOf(dockerfile('FROM a', 'RUN <<E', '#!/bin/x', 'E'));
    expect(vertexAt(plan, '[internal] preparing inline document')).toMatchObject({
      actions: [{ kind: 'mkfile', path: '/E', mode: 0o755, data: '#!/bin/x\n' }],
    });
    expect(lastExec(plan).mounts).toMatchObject([
      { type: 'BIND', dest: '/', input: 0, output: 0 },
      { type: 'BIND', dest: '/dev/pipes/', input: 1, output: -1, selector: '/', isReadonly: true },
    ]);
  });

  test.each<[instruction: string, network: string, security: string]>([
    ['RUN x', 'UNSET', 'SANDBOX'],
    ['RUN --network=default --security=sandbox x', 'UNSET', 'SANDBOX'],
    ['RUN --network=none x', 'NONE', 'SANDBOX'],
    ['RUN --network=host --security=insecure x', 'HOST', 'INSECURE'],
  ])('%s', (instruction, network, security) => {
    expect(lastExec(planOf(dockerfile('FROM a', instruction)))).toMatchObject({ network, security });
  });

  test('runs where, as whom and on what the stage says', () => {
    const plan = planOf(dockerfile('FROM --platform=linux/arm64 a', 'WORKDIR /w', 'USER u:g', 'RUN x'));
    expect(lastExec(plan)).toMatchObject({ cwd: '/w', user: 'u:g', platform: 'linux/arm64' });
  });

  test.each<[options: PlanOptions, hostname: string]>([
    [{}, ''],
    [{ hostname: 'h' }, 'h'],
    [{ hostname: 'h', buildArgs: { BUILDKIT_SANDBOX_HOSTNAME: 'g' } }, 'g'],
    [{ hostname: 'h', buildArgs: { BUILDKIT_SANDBOX_HOSTNAME: '' } }, 'h'],
  ])('hostname of %j', (options, hostname) => {
    expect(lastExec(planOf(dockerfile('FROM a', 'RUN x'), options)).hostname).toBe(hostname);
  });
});

describe('mounts', () => {
  test.each<[flag: string, mount: object]>([
    ['target=/m', { type: 'BIND', dest: '/m', input: 1, output: -1, selector: '', isReadonly: true }],
    [
      'target=m,source=s/../t,rw',
      { type: 'BIND', dest: '/w/m', input: 1, output: -1, selector: '/t', isReadonly: false },
    ],
    ['from=p,target=/m', { type: 'BIND', dest: '/m', input: 1, isReadonly: true }],
    [
      'type=cache,target=/c',
      { type: 'CACHE', dest: '/c', input: -1, output: -1, cache: { id: '//c', sharing: 'SHARED' }, isReadonly: false },
    ],
    ['type=cache,target=c/', { type: 'CACHE', dest: '/w/c', cache: { id: '/c', sharing: 'SHARED' } }],
    ['type=cache,target=/c,id=i,sharing=locked', { cache: { id: '/i', sharing: 'LOCKED' } }],
    ['type=cache,target=/c,sharing=private,ro', { cache: { id: '//c', sharing: 'PRIVATE' }, isReadonly: true }],
    ['type=cache,target=/c,uid=1,mode=700', { type: 'CACHE', input: 1, selector: '/cache' }],
    ['type=cache,target=/c,uid=1,from=p,source=/s', { type: 'CACHE', input: 1, selector: '/s' }],
    ['type=tmpfs,target=/t,size=1k', { type: 'TMPFS', dest: '/t', input: -1, tmpfsSize: 1024 }],
    [
      'type=secret,id=s',
      {
        type: 'SECRET',
        dest: '/run/secrets/s',
        input: -1,
        output: -1,
        secret: { id: 's', uid: 0, gid: 0, mode: 0o400, isOptional: true },
      },
    ],
    [
      'type=secret,target=/a/s,uid=1,required',
      { dest: '/a/s', secret: { id: 's', uid: 1, gid: 0, mode: 0o400, isOptional: false } },
    ],
    ['type=secret,id=s,env=S,target=/t', { dest: '/t', secret: { id: 's' } }],
    ['type=ssh', { type: 'SSH', dest: '/run/buildkit/ssh_agent.0', ssh: { id: '', mode: 0o600, isOptional: true } }],
    ['type=ssh,id=k,target=/s', { type: 'SSH', dest: '/s', ssh: { id: 'k' } }],
    ['target=$T', { type: 'BIND', dest: '/v' }],
  ])('--mount=%s', (flag, mount) => {
    const plan = planOf(
      dockerfile('FROM b AS p', 'RUN y', 'FROM a', 'WORKDIR /w', 'ENV T=/v', `RUN --mount=${flag} x`),
    );
    expect(lastExec(plan).mounts[1]).toMatchObject(mount);
  });

  test('are sorted by target, secrets and agents last in order of the flags', () => {
    const flags = ['type=ssh', 'type=secret,id=b', 'type=tmpfs,target=/z', 'type=secret,id=a', 'type=tmpfs,target=/y'];
    const run = lastExec(planOf(dockerfile('FROM a', `RUN ${flags.map((flag) => `--mount=${flag}`).join(' ')} x`)));
    expect(run.mounts.map(({ dest }) => dest)).toEqual([
      '/',
      '/y',
      '/z',
      '/run/secrets/b',
      '/run/secrets/a',
      '/run/buildkit/ssh_agent.0',
    ]);
  });

  test('a secret may be a variable only', () => {
    const run = lastExec(planOf(dockerfile('FROM a', 'RUN --mount=type=secret,id=s,env=S x')));
    expect(run.mounts).toHaveLength(1);
    expect(run.secretEnv).toEqual([{ id: 's', name: 'S', isOptional: true }]);
  });

  test('an agent sets SSH_AUTH_SOCK where nothing else does', () => {
    const runs = ['FROM a', 'RUN --mount=type=ssh,target=/s x', 'ENV SSH_AUTH_SOCK=/t', 'RUN --mount=type=ssh x'];
    const envs = planOf(dockerfile(...runs)).vertices.flatMap((vertex) =>
      vertex.type === 'exec' ? [envOf(vertex)] : [],
    );
    expect(envs).toEqual([['SSH_AUTH_SOCK=/s'], ['SSH_AUTH_SOCK=/t']]);
  });

  test('a cache with an owner starts from a folder that has it', () => {
    const plan = planOf(dockerfile('FROM a', 'RUN --mount=type=cache,target=/c,uid=1,mode=700 x'));
    expect(vertexAt(plan, '[internal] setting cache mount permissions')).toMatchObject({
      inputs: [],
      actions: [{ kind: 'mkdir', path: '/cache', mode: 0o700, owner: '1:0', makeParents: false, input: -1 }],
    });
  });

  test('BUILDKIT_CACHE_MOUNT_NS stands before the ids of caches', () => {
    const buildArgs = { BUILDKIT_CACHE_MOUNT_NS: 'ns' };
    const run = lastExec(planOf(dockerfile('FROM a', 'RUN --mount=type=cache,target=/c x'), { buildArgs }));
    expect(run.mounts[1]?.cache?.id).toBe('ns//c');
  });
});

describe('WORKDIR', () => {
  test.each<[lines: readonly string[], cwd: string]>([
    [['WORKDIR /a'], '/a'],
    [['WORKDIR a'], '/a'],
    [['WORKDIR /a', 'WORKDIR b/../c'], '/a/c'],
    [['WORKDIR /a', 'WORKDIR /'], '/'],
    [['WORKDIR /a', 'WORKDIR ..'], '/'],
    [['ENV A=/x', 'WORKDIR $A/y'], '/x/y'],
  ])('%j', (lines, cwd) => {
    expect(lastExec(planOf(dockerfile('FROM a', ...lines, 'RUN x'))).cwd).toBe(cwd);
  });

  test('makes the directory, owned by the USER', () => {
    const plan = planOf(dockerfile('FROM scratch', 'USER u', 'WORKDIR /a/../b'));
    expect(plan.vertices).toMatchObject([
      {
        type: 'file',
        actions: [{ kind: 'mkdir', path: '/b', mode: 0o755, makeParents: true, owner: 'u', timestamp: -1 }],
      },
    ]);
  });
});

describe('--no-cache', () => {
  test.each<[noCache: true | readonly string[], labels: readonly string[]]>([
    [true, ['[b 2/3] RUN x', '[stage-1 2/2] COPY --from=b /y /y']],
    [['B'], ['[b 2/3] RUN x']],
    [['stage-1'], []],
    [[], []],
  ])('%j marks RUN and COPY of its stages, nothing else', (noCache, labels) => {
    const plan = planOf(dockerfile('FROM a AS b', 'RUN x', 'WORKDIR /w', 'FROM a', 'COPY --from=b /y /y'), { noCache });
    expect(plan.vertices.filter((vertex) => vertex.isNoCache).map(({ label }) => label)).toEqual(labels);
  });
});

test('an image without PATH gets the default one, but for Windows', () => {
  const bare = { ...unknownBaseImage, env: [] };
  expect(planOf(dockerfile('FROM a'), { baseImage: () => bare }).image.env).toEqual([path]);
  expect(planOf(dockerfile('FROM scratch'), { platform: 'windows/amd64' }).image.env).toEqual([]);
});
