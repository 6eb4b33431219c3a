import { describe, expect, test } from 'vitest';
import type { CopyAction, FileVertex } from '../../analyzer/plan/vertex.ts';
import { dockerfile, lastFile, planOf, sources } from './plan-of.ts';

function copies(file: FileVertex): readonly CopyAction[] {
  return file.actions.filter((action) => action.kind === 'copy');
}

describe('paths of COPY', () => {
  test.each<[instruction: string, src: string, dest: string]>([
    ['COPY a /b', '/a', '/b'],
    ['COPY a b', '/a', '/w/b'],
    ['COPY a b/', '/a', '/w/b/'],
    ['COPY a .', '/a', '/w/'],
    ['COPY a ./', '/a', '/w/'],
    ['COPY a /', '/a', '/'],
    ['COPY a /b/.', '/a', '/b/.'],
    ['COPY a/ /b', '/a', '/b'],
    ['COPY . /b', '/', '/b'],
    ['COPY ../a /b', '/a', '/b'],
    ['COPY ./a/./b /b', '/a/b', '/b'],
    ['COPY a ../b', '/a', '/b'],
    ['COPY *.c /b/', '/*.c', '/b/'],
    ['COPY ["a b", "/c d"]', '/a b', '/c d'],
  ])('%s', (instruction, src, dest) => {
    const [copy] = copies(lastFile(planOf(dockerfile('FROM a', 'WORKDIR /w', instruction))));
    expect([copy?.src, copy?.dest]).toEqual([src, dest]);
  });
});

describe('flags of COPY and ADD', () => {
  test.each<[instruction: string, want: Partial<CopyAction>]>([
    ['COPY a /b', { followSymlink: true, dirContentsOnly: true, wildcard: true, unpack: false, mode: -1, owner: '' }],
    ['ADD a /b', { followSymlink: true, dirContentsOnly: true, wildcard: true, unpack: true }],
    ['ADD --unpack=false a /b', { unpack: false }],
    ['ADD https://e.org/x.tgz /b', { src: '/x.tgz', followSymlink: false, wildcard: false, unpack: false }],
    ['ADD --unpack https://e.org/x.tgz /b', { unpack: true }],
    ['ADD https://e.org/ /b', { src: '/__unnamed__' }],
    ['ADD https://e.org/a%20b?c=d#e /b', { src: '/a b' }],
    ['COPY --chmod=755 a /b', { mode: 0o755, modeStr: '' }],
    ['COPY --chmod=u+x,go=rX a /b', { mode: -1, modeStr: 'u+x,go=rX' }],
    ['COPY --chown=app:1 a /b', { owner: 'app:1' }],
    ['COPY --exclude=*.md --exclude=t a /b', { exclude: ['*.md', 't'] }],
    ['COPY --exclude=$A a /b', { exclude: ['$A'] }],
    ['COPY --parents a/b/c /d', { src: '/', include: ['a/b/c'], required: ['/a/b/c'] }],
    ['COPY --parents a/./b/c /d', { src: '/a', include: ['b/c'], required: ['/a/b/c'] }],
    ['COPY --parents a/*/c /d', { src: '/', include: ['a/*/c'], required: [] }],
  ])('%s', (instruction, want) => {
    const [copy] = copies(lastFile(planOf(dockerfile('FROM a', instruction))));
    expect(copy).toMatchObject(want);
  });
});

describe('inputs of a copy', () => {
  test.each<[rule: string, lines: readonly string[], pairs: readonly (readonly [input: number, secondary: number])[]]>([
    [
      'the base, then the context',
      ['FROM a', 'COPY a b c/'],
      [
        [0, 1],
        [2, 1],
      ],
    ],
    [
      'no base on scratch',
      ['FROM scratch', 'COPY a b c/'],
      [
        [-1, 0],
        [1, 0],
      ],
    ],
    ['no source from scratch', ['FROM scratch AS s', 'FROM a', 'COPY --from=s x y'], [[0, -1]]],
    ['one input where base and source are the same', ['FROM a AS s', 'FROM s', 'COPY --from=s x y'], [[0, 0]]],
    [
      'one input for each remote source',
      ['FROM scratch', 'ADD https://e.org/a https://e.org/b /'],
      [
        [-1, 0],
        [2, 1],
      ],
    ],
    [
      'here-documents after files',
      ['FROM a', 'COPY <<E x /y/', '1', 'E'],
      [
        [0, 1],
        [3, 2],
      ],
    ],
  ])('%s', (_, lines, pairs) => {
    const file = lastFile(planOf(dockerfile(...lines)));
    expect(file.actions.map(({ input, secondary }) => [input, secondary])).toEqual(pairs);
  });
});

function typesOf(lines: readonly string[]): readonly string[] {
  return planOf(dockerfile(...lines)).vertices.map(({ type }) => type);
}

describe('a linked copy', () => {
  test.each<[rule: string, lines: readonly string[], types: readonly string[]]>([
    ['is merged into the base', ['FROM a', 'COPY --link x /y'], ['source', 'source', 'file', 'merge']],
    ['is all there is on scratch', ['FROM scratch', 'COPY --link x /y'], ['source', 'file']],
    ['is a plain one with --chmod', ['FROM a', 'COPY --link --chmod=1 x /y'], ['source', 'source', 'file']],
    ['is a plain one with --link=false', ['FROM a', 'COPY --link=false x /y'], ['source', 'source', 'file']],
    [
      'twice on scratch is merged with itself',
      ['FROM scratch', 'COPY --link x /y', 'COPY --link x /y'],
      ['source', 'file', 'merge'],
    ],
  ])('%s', (_, lines, want) => {
    expect(typesOf(lines)).toEqual(want);
  });
});

describe('here-documents of COPY', () => {
  test.each<[rule: string, lines: readonly string[], path: string, data: string]>([
    ['are files named after their delimiter', ['COPY <<f.txt /d/', 'x', 'f.txt'], '/f.txt', 'x\n'],
    ['have their variables replaced, quotes kept', ['COPY <<E /d', '"$A" \\$A', 'E'], '/E', '"1" $A\n'],
    ['are raw behind a quoted delimiter', ['COPY <<"E" /d', '$A', 'E'], '/E', '$A\n'],
    ['lose leading tabs behind <<-', ['COPY <<-E /d', '\tx', '\tE'], '/E', 'x\n'],
  ])('%s', (_, lines, path, data) => {
    const plan = planOf(dockerfile('FROM a', 'ENV A=1', ...lines));
    const file = plan.vertices.find((vertex) => vertex.label === '[internal] preparing inline document');
    expect(file).toMatchObject({ type: 'file', actions: [{ kind: 'mkfile', path, data, mode: 0o644 }] });
  });
});

describe('what is transferred of the context', () => {
  test.each<[rule: string, lines: readonly string[], paths: string | undefined]>([
    [
      'what is copied, sorted, of all stages',
      ['FROM a AS b', 'COPY z /', 'FROM a', 'COPY y/ ./x /', 'COPY --from=b /q /'],
      '["x","y","z"]',
    ],
    ['all of it where all of it is copied', ['FROM a', 'COPY x /', 'COPY . /'], undefined],
    ['what is mounted', ['FROM a', 'RUN --mount=target=/m,source=s x'], '["s"]'],
    ['no addresses', ['FROM a', 'ADD https://e.org/f x /'], '["x"]'],
    ['not what stages want that are not needed', ['FROM a', 'COPY . /', 'FROM a', 'COPY x /'], '["x"]'],
    ['in JSON as Go writes it', ['FROM a', 'COPY ["a&b<c>", "/"]'], '["a\\u0026b\\u003cc\\u003e"]'],
  ])('%s', (_, lines, paths) => {
    const context = sources(planOf(dockerfile(...lines))).find(({ identifier }) => identifier === 'local://context');
    expect(context?.attrs['local.followpaths']).toBe(paths);
  });
});
