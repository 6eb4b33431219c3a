import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { readersOf } from '../../analyzer/discover/definition-files.ts';
import { definitionReaders } from '../../analyzer/discover/definition-readers.ts';
import { discoverBuilds } from '../../analyzer/discover/discover-builds.ts';
import { discover, lines, noticeLines, plain } from './build-lines.ts';

/** One file of each kind, by the reader that takes it. */
const fileOfKind: Readonly<Record<string, readonly string[]>> = {
  bake: ['docker-bake.hcl', 'docker-bake.json'],
  compose: ['compose.yaml'],
  skaffold: ['skaffold.yaml'],
  devcontainer: ['.devcontainer/devcontainer.json'],
  'github-actions': ['.github/workflows/ci.yml', 'action.yml'],
  'gitlab-ci': ['.gitlab-ci.yml'],
  'cloud-build': ['cloudbuild.yaml', 'cloudbuild.json'],
  makefile: ['Makefile'],
  'npm-script': ['package.json'],
  shell: ['build.sh'],
};
const paths = Object.values(fileOfKind).flat();

test('every kind of definition has a reader, and each reader a file here', () => {
  expect([...new Set(definitionReaders.map(({ source }) => source))].sort()).toEqual(Object.keys(fileOfKind).sort());
  for (const path of paths) expect(readersOf(path)).toHaveLength(1);
});

/** Words of all the formats, so that chance finds what parsers look at. */
const words = fc.constantFrom(
  ...'services: build: context: ${ } { ] [ " \' \\ $ ( ) << <<EOT EOT %{ if for in ~} docker build buildx bake -t -f - . .. / ../.. target "a" default = => ... && || * & &a *a | > : - # // /* */ \n \t \0 matrix: include: jobs: steps: run: uses: with: on: script: ${{ }} ?: !reset include extends inherits function variable __proto__ constructor'.split(
    ' ',
  ),
);

test.each(paths)('no text makes the reader of %s fail', { timeout: 120_000 }, (path) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(words).map((all) => all.join(' ')),
      ),
      (text) => {
        const { builds, notices } = discover({ [path]: `docker ${text}`, Dockerfile: plain });
        for (const { origins } of builds)
          for (const { line, column } of origins) expect(Math.min(line, column)).toBeGreaterThan(0);
        for (const { range } of notices) if (range !== null) expect(range.start.line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 150 },
  );
});

const deep = 50_000;

/** Long enough for a busy machine; an algorithm that squares 50,000 would take far longer. */
const patience = 120_000;

test.each<readonly [string, string]>([
  ['compose.yaml', `a: ${'['.repeat(deep)}`],
  ['compose.yaml', `a: ${'{a: '.repeat(deep)}`],
  ['compose.yaml', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ['docker-bake.json', `{"target": ${'['.repeat(deep)}`],
  ['docker-bake.hcl', `a = ${'['.repeat(deep)}`],
  ['docker-bake.hcl', `a = ${'('.repeat(deep)}`],
  ['docker-bake.hcl', `a = ${'!'.repeat(deep)}true`],
  ['docker-bake.hcl', `a = "${'${"'.repeat(deep)}`],
  ['docker-bake.hcl', `a = ${'b { '.repeat(deep)}`],
  ['docker-bake.hcl', `target "a" { target = ${'1 ? '.repeat(deep)} }`],
  ['docker-bake.hcl', `target "a" { target = "%{ if true }${'%{ if true }'.repeat(deep)}" }`],
  ['package.json', `{"scripts": {"docker": ${'['.repeat(deep)}`],
  ['build.sh', `docker build ${'$('.repeat(deep)}`],
  ['build.sh', `docker build ${'('.repeat(deep)}`],
  ['build.sh', `docker build ${'{'.repeat(deep)}`],
  ['Makefile', `a:\n\tdocker build ${'$('.repeat(deep)}`],
  ['.github/workflows/ci.yml', `jobs: {b: {steps: [{run: "docker build \${{ ${'('.repeat(deep)} }}"}]}}`],
])('nesting without end in %s ends (%#)', { timeout: patience }, (path, text) => {
  expect(() => discover({ [path]: text, Dockerfile: plain })).not.toThrow();
});

test('aliases of aliases stay as small as they are written', () => {
  const bomb = ['x: &x0 [a, a, a, a, a, a, a, a, a]'];
  for (let level = 1; level < 40; level += 1) bomb.push(`x${level}: &x${level} [${`*x${level - 1},`.repeat(9)}]`);
  const files = {
    'compose.yaml': lines(...bomb, 'services: {web: {build: {context: ., args: *x39, tags: *x39}}}'),
    Dockerfile: plain,
  };
  expect(discover(files).builds.map(({ name }) => name)).toEqual(['web']);
  const workflow = lines(
    ...bomb,
    'jobs: {b: {strategy: {matrix: {s: *x39}}, steps: [{run: "docker build ${{ matrix.s }}"}]}}',
  );
  expect(() => discover({ '.github/workflows/ci.yml': workflow })).not.toThrow();
});

test.each<readonly [string, string]>([
  ['loops in loops', 'A = [for a in range(9999) : [for b in range(9999) : [for c in range(9999) : c]]]'],
  [
    'texts that double',
    `${Array.from({ length: 60 }, (_, index) => `a${index + 1} = "\${a${index}}\${a${index}}"`).join('\n')}\na0 = "x"\nA = a60`,
  ],
  ['functions that call each other twice', 'function "f" {\n params = [n]\n result = f(n) + f(n)\n}\nA = f(1)'],
])('bake: %s run out of budget', (_, text) => {
  const files = { 'docker-bake.hcl': `${text}\ntarget "app" { args = { A = jsonencode(A) } }\n`, Dockerfile: plain };
  expect(noticeLines(files)).toHaveLength(1);
});

test.each<readonly [string, string]>([
  ['empty ones', Array.from({ length: 19 }, (_, at) => `a${at + 1} = ${`$(a${at})`.repeat(10)}`).join('\n')],
  ['growing ones', `a0 := x\n${'a0 := $(a0)$(a0)\n'.repeat(60)}a19 = $(a0)`],
  ['circles', 'a19 = $(b)$(b)\nb = $(a19)$(a19)'],
])('makefile: variables in variables end, of %s', (_, variables) => {
  const Makefile = `${variables}\nimage:\n\tdocker build -t x $(a19) .\n`;
  expect(() => discover({ Makefile, Dockerfile: plain })).not.toThrow();
});

test('makefiles that include each other end', () => {
  const files = { Makefile: 'include a.mk\n', 'a.mk': 'include Makefile a.mk\nimage:\n\tdocker build -t x .\n' };
  expect(discover({ ...files, Dockerfile: plain }).builds.map(({ name }) => name)).toEqual(['x']);
});

test('shell loops in loops are bounded', () => {
  const words = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ');
  const script = `${'for a in '.concat(words, '; do ').repeat(5)} docker build $a; ${'done; '.repeat(5)}`;
  expect(discover({ 'build.sh': script }).builds.length).toBeLessThanOrEqual(5001);
});

test('nothing outside the repository is read', () => {
  const asked: string[] = [];
  const tree = memoryFileTree({
    'a/compose.yaml': lines(
      'include: [../../etc/compose.yaml]',
      'services:',
      '  w:',
      '    extends: {file: ../../../etc/passwd, service: x}',
      '    build: ../../..',
      '  v:',
      '    build: {context: ., dockerfile: ../../Dockerfile}',
    ),
    'docker-bake.hcl': 'target "a" {\n context = "../.."\n}\n',
    'x.sh': 'docker build ../..\ndocker build -f /etc/passwd .\n',
  });
  const watched = {
    ...tree,
    read: (path: string) => {
      asked.push(path);
      return tree.read(path);
    },
  };
  const { notices } = discoverBuilds(watched, ['a/compose.yaml', 'docker-bake.hcl', 'x.sh']);
  expect(asked.filter((path) => path.startsWith('/') || path.split('/').includes('..'))).toEqual([]);
  expect(notices.length).toBeGreaterThanOrEqual(6);
});

test('a file is read once', () => {
  const reads = new Map<string, number>();
  const tree = memoryFileTree({
    'compose.yaml': 'services: {a: {build: .}}',
    'compose.dev.yaml': 'services: {a: {build: {target: x}}}',
    'docker-bake.hcl': 'target "a" {}',
    'b.sh': 'docker buildx bake\ndocker buildx bake a',
    Dockerfile: plain,
    'x/Dockerfile': plain,
  });
  const counted = {
    ...tree,
    read: (path: string) => {
      reads.set(path, (reads.get(path) ?? 0) + 1);
      return tree.read(path);
    },
  };
  discoverBuilds(counted, [
    'Dockerfile',
    'b.sh',
    'compose.dev.yaml',
    'compose.yaml',
    'docker-bake.hcl',
    'x/Dockerfile',
  ]);
  expect(Math.max(...reads.values())).toBe(1);
});

test('names that mean something to JavaScript are names like any other', () => {
  const files = {
    'compose.yaml': lines(
      'services:',
      '  __proto__: {build: {context: ., args: {__proto__: x, constructor: y}}}',
      '  constructor: {build: {context: ., target: t}}',
    ),
    Dockerfile: plain,
  };
  const { builds } = discover(files);
  expect(builds.map(({ name, buildArgs }) => [name, Object.entries(buildArgs)])).toEqual([
    [
      '__proto__',
      [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    ],
    ['constructor', []],
  ]);
});
