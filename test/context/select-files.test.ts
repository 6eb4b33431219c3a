import { describe, expect, test } from 'vitest';
import { contextView } from '../../analyzer/context/context-view.ts';
import { parseIgnoreFile } from '../../analyzer/context/ignore-file.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import { selectFiles } from '../../analyzer/context/select-files.ts';
import type { FileSelector } from '../../analyzer/context/file-selection.ts';

/** A context with whatever is odd about paths. */
const files: Readonly<Record<string, MemoryFile>> = {
  'a.txt': 'a',
  'b.md': 'b',
  'dir/one': '1',
  'dir/sub/two': '2',
  'dir/.hidden': 'h',
  'dir/up': { symlink: '../a.txt' },
  '[br].txt': 'br',
  'sp ace.txt': 's',
  'empty/': '',
  'to-file': { symlink: 'a.txt' },
  'to-dir': { symlink: 'dir' },
  'to-link': { symlink: 'to-dir' },
  'to-root-dir': { symlink: '/dir/sub' },
  broken: { symlink: 'nowhere' },
  outside: { symlink: '../../../etc/passwd' },
  loop: { symlink: 'loop' },
};

const whole: FileSelector = { path: '/', wildcard: true, followLinks: true, include: [], exclude: [], required: [] };

/** What a selector takes, folders left out; or its problem. */
function taken(selector: Partial<FileSelector>, ignore = '', own = files): readonly string[] | string {
  const view = contextView(memoryFileTree(own), '', ignore === '' ? null : parseIgnoreFile('.dockerignore', ignore));
  const { entries, problem } = selectFiles(view, { ...whole, ...selector });
  return problem ?? entries.filter(({ kind }) => kind !== 'directory').map(({ path }) => path);
}

const inDir = ['dir/.hidden', 'dir/one', 'dir/sub/two', 'dir/up'];
const gone = (path: string): string => `${path} is not in the build context`;

describe('COPY takes', () => {
  test.each<[path: string, expected: readonly string[] | string]>([
    ['/a.txt', ['a.txt']],
    ['/dir', inDir],
    ['/dir/*', ['dir/.hidden', 'dir/one', 'dir/sub/two', 'a.txt']],
    ['/d*/one', ['dir/one']],
    ['/?.txt', ['a.txt']],
    ['/[^b].txt', ['a.txt']],
    ['/*.txt', ['[br].txt', 'a.txt', 'sp ace.txt']],
    ['/[[]br].txt', ['[br].txt']],
    ['/\\[br\\].txt', gone('/\\[br\\].txt')],
    ['/sp*', ['sp ace.txt']],
    ['/**', gone('/broken')],
    ['/*/one', ['dir/one']],
    ['/**/two', []],
    ['/empty', []],
    ['/to-file', ['a.txt']],
    ['/to-dir', inDir],
    ['/to-dir/one', ['dir/one']],
    ['/to-dir/s*', ['dir/sub/two']],
    ['/to-link/sub', ['dir/sub/two']],
    ['/to-root-dir/two', ['dir/sub/two']],
    ['/to-f*', ['a.txt']],
    ['/dir/sub/../one', ['dir/one']],
    ['/nosuch', gone('/nosuch')],
    ['/nosuch*', []],
    ['/nosuch/*', gone('/nosuch')],
    ['/broken', gone('/broken')],
    ['/loop', gone('/loop')],
    ['/outside', gone('/outside')],
    ['/[', '/[ is a malformed wildcard'],
  ])('of %s: %j', (path, expected) => {
    const found = taken({ path });
    expect(typeof found === 'string' ? found : [...found].sort()).toEqual(
      typeof expected === 'string' ? expected : [...expected].sort(),
    );
  });

  test.each<[ignore: string, path: string, expected: readonly string[] | string]>([
    ['dir', '/dir', gone('/dir')],
    ['dir', '/dir/*', gone('/dir')],
    ['dir/*', '/dir/*', []],
    ['dir/*', '/dir', []],
    ['dir\n!dir/sub/two', '/dir', ['dir/sub/two']],
    ['dir\n!dir/sub/two', '/dir/one', gone('/dir/one')],
    ['*\n!dir', '/', inDir],
    ['a.txt', '/to-file', gone('/to-file')],
    ['a.txt', '/dir', inDir],
    ['to-dir', '/to-dir/one', gone('/to-dir/one')],
    ['**/sub', '/dir', ['dir/.hidden', 'dir/one', 'dir/up']],
  ])('with the ignore file %j, of %s: %j', (ignore, path, expected) => {
    expect(taken({ path }, ignore)).toEqual(expected);
  });

  test.each<[exclude: readonly string[], expected: readonly string[]]>([
    [['one'], ['dir/.hidden', 'dir/sub/two', 'dir/up']],
    [['sub'], ['dir/.hidden', 'dir/one', 'dir/up']],
    [['*', '!sub'], ['dir/sub/two']],
    [['**/two'], ['dir/.hidden', 'dir/one', 'dir/up']],
    [['.*'], ['dir/one', 'dir/sub/two', 'dir/up']],
    [['dir/one'], inDir],
  ])('with --exclude=%j, which counts from the source', (exclude, expected) => {
    expect(taken({ path: '/dir', exclude })).toEqual(expected);
  });

  test.each<[include: readonly string[], expected: readonly string[]]>([
    [['dir/sub'], ['dir/sub/two']],
    [['dir/*/two'], ['dir/sub/two']],
    [['*.txt'], ['[br].txt', 'a.txt', 'sp ace.txt']],
    [['**/one'], ['dir/one']],
  ])('with --parents, by the pattern %j', (include, expected) => {
    expect(taken({ include })).toEqual(expected);
  });

  test('nothing where --parents requires a path that is not there', () => {
    expect(taken({ include: ['dir/no'], required: ['dir/no'] })).toBe(gone('dir/no'));
  });
});

describe('a selection is another one', () => {
  const digest = (own: Readonly<Record<string, MemoryFile>>, path: string): string =>
    selectFiles(contextView(memoryFileTree({ ...files, ...own }), '', null), { ...whole, path }).digest;

  test.each<[what: string, path: string, own: Readonly<Record<string, MemoryFile>>, isOther: boolean]>([
    ['by content', '/dir', { 'dir/one': 'x' }, true],
    ['by permissions', '/dir', { 'dir/one': { text: '1', mode: 0o755 } }, true],
    ['by a file more', '/dir', { 'dir/new': '' }, true],
    ['by an empty folder more', '/dir', { 'dir/new/': '' }, true],
    ['by where a symlink points', '/dir', { 'dir/up': { symlink: '../b.md' } }, true],
    ['by what a symlink met in it leads to: not', '/dir', { 'a.txt': 'x' }, false],
    ['by what a symlink that is named leads to', '/to-file', { 'a.txt': 'x' }, true],
    ['by what lies beside it: not', '/dir', { 'other/x': '' }, false],
    ['by a file more that a wildcard matches', '/*.md', { 'c.md': '' }, true],
    ['by a file more that it does not match: not', '/*.md', { 'c.go': '' }, false],
  ])('%s (%s)', (_, path, own, isOther) => {
    expect(digest(own, path) !== digest({}, path)).toBe(isOther);
  });
});
