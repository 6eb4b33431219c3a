import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { diskFileTree } from '../../analyzer/discover/disk-file-tree.ts';
import { gitFileTree, gitIndexTree } from '../../analyzer/discover/git-file-tree.ts';
import { repositoryTree } from '../../analyzer/discover/repository-tree.ts';
import { walk } from '../../analyzer/discover/walk.ts';

/** Every form that gitignore(5) knows, and files that each does and does not mean. */
const files: Readonly<Record<string, string>> = {
  '.gitignore':
    'node_modules/\n*.log\n!keep.log\n/top\nsub/dir\n**/cache/*.bin\n# comment\n\\#hash\ntrail \\ \nf?o\n[ab].txt\n[!c].md\n',
  'a.txt': '',
  'c.txt': '',
  'c.md': '',
  'd.md': '',
  foo: '',
  fxo: '',
  food: '',
  '#hash': '',
  'keep.log': '',
  'x.log': '',
  top: '',
  'deep/top': '',
  'sub/dir/file': '',
  'deep/sub/dir/file': '',
  'deep/cache/x.bin': '',
  'deep/cache/x.txt': '',
  'cache/x.bin': '',
  'node_modules/left/index.js': '',
  'inner/.gitignore': '!*.log\n*.tmp\n',
  'inner/x.log': '',
  'inner/x.tmp': '',
  'inner/deeper/x.tmp': '',
  Dockerfile: 'FROM scratch\n',
  'api/dev.Dockerfile': 'FROM scratch\n',
  'api/Dockerfile.prod': 'FROM scratch\n',
  'api/Dockerfile.md': '',
  'api/Dockerfile.prod.dockerignore': '',
  'api/Containerfile': 'FROM scratch\n',
  'a b/ü/Dockerfile': 'FROM scratch\n',
};

let root: string;
const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], {
    cwd: root,
    encoding: 'utf8',
  });

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'layerfall-walk-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync('..', join(root, 'inner', 'loop'));
  git('init', '--quiet');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the walk over a repository', () => {
  test('lists what git would track, symlinks as what they are', () => {
    const listed = git('ls-files', '--others', '--exclude-standard', '-z')
      .split('\0')
      .filter((path) => path !== '')
      .sort();
    expect(walk(diskFileTree(root)).files).toEqual(listed);
  });

  test('sees the same on disk, in a revision and in memory', () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'all');
    const disk = walk(repositoryTree(diskFileTree(root)));
    const tree = gitFileTree(root, 'HEAD');
    const memory = memoryFileTree({ ...files, 'inner/loop': { symlink: '..' } });
    expect(tree === null ? null : walk(tree)).toEqual(disk);
    const index = gitIndexTree(root);
    expect(index === null ? null : walk(index)).toEqual(disk);
    expect(walk(memory)).toEqual(disk);
  });

  test('gives a file the id that git gives it, changed or not', () => {
    writeFileSync(join(root, 'a b/ü/Dockerfile'), 'FROM alpine\n');
    const tree = diskFileTree(root);
    for (const path of ['Dockerfile', 'a b/ü/Dockerfile', 'c.md']) {
      expect(tree.contentId(path)).toBe(git('hash-object', '--', path).trim());
    }
  });
});
