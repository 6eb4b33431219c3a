import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitFileTree, gitIndexTree } from '../../analyzer/discover/git-file-tree.ts';
import { readIndex } from '../../analyzer/discover/git-index.ts';

let root = '';

function git(...words: readonly string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...identity, ...words], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const longName = `${'n'.repeat(200)}/`.repeat(15) + 'last';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'layerfall-index-'));
  git('init', '--quiet', '--initial-branch=main');
  for (const path of ['a', 'ab/c', 'ab/d/e', 'é/ü', 'ab.c', 'Ａ', '𝒳', longName]) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), `${path.length}\n`);
  }
  symlinkSync('a', join(root, 'ab', 'link'));
  git('add', '--all');
  git('update-index', '--chmod=+x', 'ab/c');
  git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},ab/module`);
  git('commit', '--quiet', '--message', 'all');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What git itself lists: mode, id, path. */
function listed(folder = ''): readonly string[] {
  return git('ls-files', '--stage', '-z', '--', folder === '' ? '.' : folder)
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => record.replace(/ 0\t/, ' ').replace(` ${folder}`, ' '));
}

function entries(folder = ''): readonly string[] | null {
  const index = readIndex(join(root, folder));
  if (index === null) return null;
  return index.paths.map((path, place) => `${index.modeAt(place).toString(8)} ${index.idAt(place)} ${path}`);
}

describe("git's index", () => {
  test.each(['2', '3', '4'])('in version %s holds what git lists', (version) => {
    // Version 3 is what git writes where an entry has a flag more.
    if (version === '3') git('update-index', '--skip-worktree', 'a');
    else git('update-index', '--index-version', version);
    expect(entries()).toEqual(listed());
    expect(entries('ab')).toEqual(listed('ab/'));
    git('update-index', '--no-skip-worktree', 'a');
  });

  test('is a tree like that of the revision it was committed as', () => {
    const index = gitIndexTree(root);
    const revision = gitFileTree(root, 'HEAD');
    for (const path of ['', 'ab', 'ab/d', 'é', 'none']) {
      const shown = [index, revision].map((tree) =>
        tree?.list(path).map(({ name, kind, mode, size }) => [name, kind, mode, size]),
      );
      expect(shown[0]).toEqual(shown[1]);
    }
    for (const path of ['a', 'ab/link', 'ab/module', 'Ａ', '𝒳', longName, 'none', 'ab']) {
      expect(index?.contentId(path)).toBe(revision?.contentId(path));
      expect(index?.read(path)).toEqual(revision?.read(path));
    }
    expect(index?.contents?.()).toEqual(revision?.contents?.());
    expect(index?.contents?.().submodules).toEqual(['ab/module']);
  });

  test.each<[form: string, change: () => void, restore: () => void]>([
    ['a split index', () => git('update-index', '--split-index'), () => git('update-index', '--no-split-index')],
    [
      'a file that is yet to be added',
      () => {
        writeFileSync(join(root, 'later'), '');
        git('add', '--intent-to-add', 'later');
      },
      () => git('rm', '--quiet', '--force', 'later'),
    ],
    [
      'a damaged one',
      () => writeFileSync(join(root, '.git', 'index'), 'DIRC\0\0\0\x02\0\0\0\x09'),
      () => {
        rmSync(join(root, '.git', 'index'));
        git('read-tree', 'HEAD');
      },
    ],
  ])('is not taken for a tree: %s', (_, change, restore) => {
    change();
    expect(gitIndexTree(root)).toBeNull();
    restore();
    expect(gitIndexTree(root)).not.toBeNull();
  });

  test('is not taken for a tree where files are in conflict', () => {
    git('checkout', '--quiet', '-b', 'other');
    writeFileSync(join(root, 'a'), 'other\n');
    git('commit', '--quiet', '--all', '--message', 'other');
    git('checkout', '--quiet', 'main');
    writeFileSync(join(root, 'a'), 'main\n');
    git('commit', '--quiet', '--all', '--message', 'main');
    expect(() => git('merge', 'other')).toThrow();
    expect(gitIndexTree(root)).toBeNull();
    git('merge', '--abort');
  });

  test('is none outside a repository', () => {
    const bare = mkdtempSync(join(tmpdir(), 'layerfall-bare-'));
    expect(readIndex(bare)).toBeNull();
    rmSync(bare, { recursive: true });
  });
});
