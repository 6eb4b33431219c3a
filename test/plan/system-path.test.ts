import { describe, expect, test } from 'vitest';
import {
  basePath,
  cleanPath,
  destinationPath,
  isAbsolutePath,
  joinPath,
  normalizePath,
  normalizeWorkdir,
} from '../../analyzer/plan/system-path.ts';

describe('cleanPath', () => {
  test.each([
    ['', '.'],
    ['.', '.'],
    ['a//b/./c/', 'a/b/c'],
    ['a/../..', '..'],
    ['../../a', '../../a'],
    ['/', '/'],
    ['//', '/'],
    ['/../a/..', '/'],
    ['/a/../../b', '/b'],
    ['...', '...'],
  ])('%j', (path, want) => {
    expect(cleanPath(path)).toBe(want);
  });
});

describe('joinPath and basePath', () => {
  test.each([
    [['', ''], ''],
    [['/', ''], '/'],
    [['/a', '..', 'b/'], '/b'],
    [['a', '/b'], 'a/b'],
  ])('join %j', (parts, want) => {
    expect(joinPath(...parts)).toBe(want);
  });

  test.each([
    ['', '.'],
    ['///', '/'],
    ['/a/b/', 'b'],
    ['a', 'a'],
  ])('base %j', (path, want) => {
    expect(basePath(path)).toBe(want);
  });
});

describe('destinationPath', () => {
  test.each([
    ['linux', '/w', 'a', '/w/a'],
    ['linux', '/w', './a/', '/w/a/'],
    ['linux', '/w', '.', '/w/'],
    ['linux', '/w', '', '/w/'],
    ['linux', '/w', 'a/.', '/w/a/.'],
    ['linux', '/w', '/a//b/', '/a//b/'],
    ['linux', '/', '.', '/'],
    ['windows', '/w', 'c:\\a\\b\\', '/a/b/'],
    ['windows', '/w', 'a\\b', '/w/a/b'],
    ['windows', '/w', 'C:a', '/w/a'],
  ])('%s: %s %j', (os, workdir, path, want) => {
    expect(destinationPath(workdir, path, os)).toBe(want);
  });
});

describe('working directories', () => {
  test.each([
    ['linux', '', 'a', '/a'],
    ['linux', '/a', 'b', '/a/b'],
    ['linux', '/a', '', '/a'],
    ['windows', '', 'a/b', '\\a\\b'],
    ['windows', 'c:\\a', 'b', '\\a\\b'],
    ['windows', '\\a', 'C:\\b', '\\b'],
  ])('%s: %j %j', (os, current, path, want) => {
    expect(normalizeWorkdir(current, path, os)).toBe(want);
  });
});

test.each([
  ['linux', '/a', true],
  ['linux', 'c:\\a', false],
  ['windows', 'c:\\a', true],
  ['windows', 'c:a', false],
  ['windows', '\\a', true],
  ['windows', 'd:\\a', false],
])('isAbsolutePath on %s of %s', (os, path, want) => {
  expect(isAbsolutePath(path, os)).toBe(want);
});

test.each(['d:\\a', 'c:', '\\\\host\\share'])('no image has the path %s', (path) => {
  expect(() => normalizePath('/', path, 'windows', false)).toThrow();
});
