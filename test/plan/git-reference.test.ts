import { describe, expect, test } from 'vitest';
import { gitSource, parseGitReference } from '../../analyzer/plan/git-reference.ts';

describe('a Git repository', () => {
  test.each<[text: string, identifier: string, attrs: Readonly<Record<string, string>>]>([
    ['https://github.com/a/b.git', 'git://github.com/a/b.git', { 'git.fullurl': 'https://github.com/a/b.git' }],
    ['https://github.com/a/b.git#v1:sub/../dir', 'git://github.com/a/b.git#v1:dir', {}],
    ['https://github.com/a/b.git#:dir', 'git://github.com/a/b.git#:dir', {}],
    ['https://u:p@h:8443/b.git', 'git://h:8443/b.git', { 'git.fullurl': 'https://u:p@h:8443/b.git' }],
    ['git://h/b', 'git://h/b', {}],
    ['ssh://git@h/b', 'git://h/b', { 'git.mountsshsock': 'default' }],
    ['git@h:a/b.git#main', 'git://h/a/b.git#main', { 'git.fullurl': 'git@h:a/b.git', 'git.mountsshsock': 'default' }],
    ['https://h/b.git?tag=v1', 'git://h/b.git#refs/tags/v1', {}],
    ['https://h/b.git?branch=x&subdir=d', 'git://h/b.git#refs/heads/x:d', {}],
    ['https://h/b.git?ref=x&submodules=false', 'git://h/b.git#x', { 'git.skipsubmodules': 'true' }],
    ['https://h/b.git?fetch-by-commit&commit=abc', 'git://h/b.git', { 'git.fetchbycommit': 'true' }],
  ])('%s', (text, identifier, attrs) => {
    const parsed = parseGitReference(text);
    if (parsed.kind !== 'git') throw new Error(parsed.kind);
    const source = gitSource(parsed.reference, false, '');
    expect(source.identifier).toBe(identifier);
    expect(source.attrs).toMatchObject({ 'git.authheadersecret': 'GIT_AUTH_HEADER', ...attrs });
  });

  test('keeps its folder and its checksum where it is told to', () => {
    const parsed = parseGitReference('https://h/b.git?keep-git-dir=true&checksum=abc');
    expect(parsed).toMatchObject({ kind: 'git', reference: { keepGitDir: true, checksum: 'abc' } });
  });

  test.each([
    'a',
    './a.git',
    '../git@h:b',
    'github.com/a/b',
    'https://h/b',
    'ftp://h/b.git',
    'a b@h:c',
    'https://h/%zz.git',
  ])('is not %s', (text) => {
    expect(parseGitReference(text)).toEqual({ kind: 'none' });
  });

  test.each([
    ['https://h/b.git?ref=a&ref=b', 'the query names "ref" twice'],
    ['https://h/b.git?ref=', '"ref" in the query has no value'],
    ['https://h/b.git?ref=a#b', 'the ref is both "b" and "a"'],
    ['https://h/b.git?tag=a&branch=b', 'the query names both a tag and a branch'],
    ['https://h/b.git?ref=a&tag=b', 'the ref is both "a" and "refs/tags/b"'],
    ['https://h/b.git?submodules=2', '"2" is neither true nor false for "submodules"'],
    ['https://h/b.git?mtime=x', 'mtime is checkout or commit, not "x"'],
    ['github.com/a/b?x=1', 'the query knows no "x"'],
  ])('may be wrong: %s', (text, message) => {
    expect(parseGitReference(text)).toEqual({ kind: 'invalid', message });
  });
});
