import { describe, expect, test } from 'vitest';

import { buildLines, lines, noticeLines, plain, type Files } from './build-lines.ts';

/** A compose file of one service with this `build:`. */
const compose = (build: string): Files => ({
  'compose.yaml': `services:\n  web:\n    build: ${build}\n`,
  Dockerfile: plain,
});

describe('what is wrong is told with its place', () => {
  test.each<readonly [string, Files, readonly string[]]>([
    [
      'YAML that ends early',
      { 'compose.yaml': 'services:\n  web: {build: "x\n' },
      ['compose.yaml:3: This is not valid YAML: Missing closing "quote'],
    ],
    [
      'a function that bake does not have',
      { 'docker-bake.hcl': 'target "a" {\n  tags = [conjure("x")]\n}\n', Dockerfile: plain },
      ['docker-bake.hcl:2: There is no function "conjure".'],
    ],
    [
      'HCL that is none',
      { 'docker-bake.hcl': 'target "a" {\n  tags = [\n}\n', Dockerfile: plain },
      ['docker-bake.hcl:3: A value is missing here.'],
    ],
    [
      'a Dockerfile that is not there',
      compose('{context: ., dockerfile: nowhere/Dockerfile}'),
      ['compose.yaml:3: The Dockerfile "nowhere/Dockerfile" is not in this repository.'],
    ],
    [
      'a context outside the repository',
      compose('../elsewhere'),
      ['compose.yaml:3: The build context "../elsewhere" cannot be used: it lies outside the repository.'],
    ],
    [
      'a context on somebody’s machine',
      compose('/srv/app'),
      ['compose.yaml:3: The build context "/srv/app" cannot be used: it is a path on somebody’s machine.'],
    ],
    [
      'a context that a symlink leads out of the repository',
      { ...compose('out'), out: { symlink: '../../etc' } },
      [
        'compose.yaml:3: The Dockerfile "out/Dockerfile" is not in this repository.',
        'compose.yaml:3: The build context "out" is no folder of this repository.',
      ],
    ],
    [
      'a context in a circle of symlinks',
      { ...compose('a'), a: { symlink: 'b' }, b: { symlink: 'a' } },
      [
        'compose.yaml:3: The Dockerfile "a/Dockerfile" is not in this repository.',
        'compose.yaml:3: The build context "a" is no folder of this repository.',
      ],
    ],
    [
      'a Dockerfile that is a symlink out of the repository',
      { 'a/Dockerfile': { symlink: '/etc/passwd' } },
      ['a/Dockerfile:-: It leads to no file of this repository.'],
    ],
    [
      'a Dockerfile in a submodule',
      { ...compose('lib/x'), '.gitmodules': '[submodule "x"]\n\tpath = lib/x\n\turl = ../x\n', 'lib/x/': '' },
      ['compose.yaml:3: The Dockerfile "lib/x/Dockerfile" is in the submodule "lib/x", which is not here.'],
    ],
    [
      'JSON that is none',
      { 'docker-bake.json': '{"target": {', Dockerfile: plain },
      ['docker-bake.json:1: This is not valid JSON: close brace expected.'],
    ],
  ])('%s', (_, files, expected) => {
    expect(noticeLines(files)).toEqual(expected);
  });
});

describe('symlinks within the repository are followed as docker follows them', () => {
  test.each<readonly [string, Files, readonly string[]]>([
    [
      'of a context',
      { ...compose('link'), link: { symlink: 'a/b' }, 'a/b/Dockerfile': plain },
      ['Dockerfile: Dockerfile in .', 'web: a/b/Dockerfile in a/b'],
    ],
    [
      'on the way to it',
      { ...compose('link/b'), link: { symlink: './a/../a' }, 'a/b/Dockerfile': plain },
      ['Dockerfile: Dockerfile in .', 'web: a/b/Dockerfile in a/b'],
    ],
    [
      'of the Dockerfile itself, which keeps its name',
      { ...compose('{context: ., dockerfile: web.Dockerfile}'), 'web.Dockerfile': { symlink: 'Dockerfile' } },
      ['Dockerfile: Dockerfile in .', 'web: web.Dockerfile in .'],
    ],
  ])('%s', (_, files, expected) => {
    expect(noticeLines(files)).toEqual([]);
    expect(buildLines(files)).toEqual(expected);
  });
});

test('one bad file keeps nothing else from being read', () => {
  const files = {
    'compose.yaml': 'services: [',
    'docker-bake.hcl': 'target "a" {',
    'skaffold.yaml': '%',
    'build.sh': lines('docker build -t x . <<'),
    Makefile: lines('ifeq (', '\tdocker build -t y .'),
    'b/compose.yaml': lines('services:', '  web: {build: .}'),
    'b/Dockerfile': plain,
  };
  expect(buildLines(files)).toContain('web: b/Dockerfile in b');
});
