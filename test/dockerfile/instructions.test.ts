import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { readOne } from './read.ts';

describe('FROM', () => {
  test.each([
    ['FROM a', { base: 'a', name: '', writtenName: '', writtenAs: '', platform: '' }],
    ['FROM a:1@sha256:0 AS b', { base: 'a:1@sha256:0', name: 'b', writtenAs: 'AS' }],
    ['from a as Base.x-1_y', { base: 'a', name: 'base.x-1_y', writtenName: 'Base.x-1_y', writtenAs: 'as' }],
    ['FROM --platform=$BUILDPLATFORM a', { base: 'a', platform: '$BUILDPLATFORM' }],
    ['FROM "a"', { base: '"a"' }],
  ])('%s', (text, expected) => {
    expect(parseDockerfile(text).instructions[0]).toMatchObject(expected);
  });
});

describe('JSON form', () => {
  test.each([
    ['CMD ["a", "b c"]', 'exec', ['a', 'b c']],
    ['CMD   [ "a" ,\\\n "b" ] ', 'exec', ['a', 'b']],
    ['CMD ["\\u0041\\n\\"\\/"]', 'exec', ['A\n"/']],
    ['CMD ["\\ud800"]', 'exec', ['\ufffd']],
    ['CMD []', 'exec', []],
    ["CMD ['a']", 'shell', ["['a']"]],
    ['CMD ["a"] # c', 'shell', ['["a"] # c']],
    ['CMD ["a",]', 'shell', ['["a",]']],
    ['CMD [1e999]', 'shell', ['[1e999]']],
    ['CMD a  "b" c', 'shell', ['a  "b" c']],
    ['CMD', 'shell', []],
  ] as const)('%s', (text, form, args) => {
    expect(readOne(text, 'CMD').command).toEqual({ form, args });
  });

  test('COPY, ADD and VOLUME take it too, or words that quotes do not group', () => {
    expect(readOne('COPY ["a b", "/c"]', 'COPY')).toMatchObject({ sources: ['a b'], dest: '/c' });
    expect(readOne('COPY "a b" /c', 'COPY')).toMatchObject({ sources: ['"a', 'b"'], dest: '/c' });
    expect(readOne('VOLUME ["/a b", " /c "]', 'VOLUME').words).toEqual(['/a b', '/c']);
    expect(readOne('VOLUME /a \t /b', 'VOLUME').words).toEqual(['/a', '/b']);
  });
});

describe('ENV and LABEL', () => {
  test.each([
    ['ENV A=b', [['A', 'b', false]]],
    [
      'ENV A=b C="d e" F=g\\ h I=',
      [
        ['A', 'b', false],
        ['C', '"d e"', false],
        ['F', 'g\\ h', false],
        ['I', '', false],
      ],
    ],
    ['ENV A  b c  d', [['A', 'b c  d', true]]],
    ['ENV A b=c', [['A', 'b=c', true]]],
    ['ENV A=b=c', [['A', 'b=c', false]]],
    ["ENV 'A B'=c", [["'A B'", 'c', false]]],
    [
      'ENV A=$B\\\n  C=${D:-e}',
      [
        ['A', '$B', false],
        ['C', '${D:-e}', false],
      ],
    ],
    [
      'ENV __proto__=a constructor=b',
      [
        ['__proto__', 'a', false],
        ['constructor', 'b', false],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(readOne(text, 'ENV').env.map((each) => [each.key, each.value, each.isLegacy])).toEqual(expected);
  });

  test('LABEL keeps quotes as written', () => {
    expect(readOne('LABEL "a b"=c', 'LABEL').labels).toMatchObject([{ key: '"a b"', value: 'c' }]);
  });
});

describe('ARG', () => {
  test.each([
    ['ARG A', [['A', null]]],
    ['ARG A=', [['A', '']]],
    [
      'ARG A B="c d" E=$A',
      [
        ['A', null],
        ['B', '"c d"'],
        ['E', '$A'],
      ],
    ],
    ['ARG --anything A', [['A', null]]],
  ])('%s', (text, expected) => {
    expect(readOne(text, 'ARG').args.map((each) => [each.key, each.value])).toEqual(expected);
  });
});

describe('RUN', () => {
  test('keeps mounts and devices as written, in order', () => {
    const run = readOne(
      'RUN --mount=type=cache,target=/a --network=none --mount=target=$b --security=insecure c',
      'RUN',
    );
    expect(run.mounts).toEqual(['type=cache,target=/a', 'target=$b']);
    expect(run).toMatchObject({ network: 'none', security: 'insecure', devices: [] });
    expect(run.command).toEqual({ form: 'shell', args: ['c'] });
  });

  test('has defaults', () => {
    expect(readOne('RUN a', 'RUN')).toMatchObject({ network: 'default', security: 'sandbox', mounts: [] });
  });
});

describe('flags', () => {
  test.each([
    ['RUN --network="none" a', ['--network=none'], 'a'],
    ['RUN --network=no\\ne a', ['--network=none'], 'a'],
    ['RUN -- --network=none', [], '--network=none'],
    ['RUN a --network=none', [], 'a --network=none'],
    ['RUN --network=none\\\n a', ['--network=none'], 'a'],
  ])('%s', (text, flags, command) => {
    const run = readOne(text, 'RUN');
    expect(run.flags).toEqual(flags);
    expect(run.command.args).toEqual([command]);
  });

  test('beyond ASCII are read byte by byte, as BuildKit does', () => {
    expect(readOne('COPY --chown=é a b', 'COPY').chown).toBe('Ã©');
  });
});

describe('COPY and ADD', () => {
  test('COPY with all its flags', () => {
    const text = 'COPY --from=a --chown=b:c --chmod=755 --link --parents --exclude=d --exclude=e f g /h/';
    expect(readOne(text, 'COPY')).toMatchObject({
      sources: ['f', 'g'],
      dest: '/h/',
      from: 'a',
      chown: 'b:c',
      chmod: '755',
      isLink: true,
      isParents: true,
      exclude: ['d', 'e'],
    });
  });

  test.each([
    ['ADD a b', { keepGitDir: null, unpack: null, isLink: false, checksum: '' }],
    [
      'ADD --keep-git-dir --unpack=FALSE --link=True --checksum=c a b',
      { keepGitDir: true, unpack: false, isLink: true, checksum: 'c' },
    ],
  ])('%s', (text, expected) => {
    expect(readOne(text, 'ADD')).toMatchObject(expected);
  });
});

describe('HEALTHCHECK', () => {
  const inherited = { interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 };
  test.each([
    ['HEALTHCHECK none', { ...inherited, test: ['NONE'] }],
    ['HEALTHCHECK --anything NONE', { ...inherited, test: ['NONE'] }],
    ['HEALTHCHECK CMD a  b', { ...inherited, test: ['CMD-SHELL', 'a  b'] }],
    ['HEALTHCHECK cmd ["a", "b"]', { ...inherited, test: ['CMD', 'a', 'b'] }],
    [
      'HEALTHCHECK --interval=1m30s --timeout=1.5s --start-period=1h --start-interval=20ms --retries=3 CMD a',
      {
        test: ['CMD-SHELL', 'a'],
        interval: 90e9,
        timeout: 1.5e9,
        startPeriod: 3600e9,
        startInterval: 20e6,
        retries: 3,
      },
    ],
  ])('%s', (text, expected) => {
    expect(readOne(text, 'HEALTHCHECK').healthcheck).toEqual(expected);
  });
});

describe('the others', () => {
  test('EXPOSE sorts its ports', () => {
    expect(readOne('EXPOSE 80 443/tcp 8080', 'EXPOSE').words).toEqual(['443/tcp', '80', '8080']);
  });

  test.each([
    ['USER', 'USER a b', 'a b'],
    ['WORKDIR', 'WORKDIR "/a b" ', '"/a b"'],
    ['STOPSIGNAL', 'STOPSIGNAL --anything SIGTERM', 'SIGTERM'],
    ['MAINTAINER', 'MAINTAINER a <b@c>', 'a <b@c>'],
  ] as const)('%s takes the rest of the line', (keyword, text, expected) => {
    expect(readOne(text, keyword).text).toBe(expected);
  });

  test('SHELL', () => {
    expect(readOne('SHELL ["a", "-c"]', 'SHELL').shell).toEqual(['a', '-c']);
  });

  test.each([
    ['ONBUILD RUN a', 'RUN a'],
    ['onbuild  COPY --nonsense a', 'COPY --nonsense a'],
    ['ONBUILD COPY <<A /x\nb\nA', 'COPY <<A /x\nb\nA'],
  ])('%s', (text, trigger) => {
    expect(readOne(text, 'ONBUILD').trigger).toBe(trigger);
  });

  test('keywords in any case, kept as written', () => {
    expect(readOne('rUn a', 'RUN').written).toBe('rUn');
  });
});
