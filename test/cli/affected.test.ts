import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY src ./src\nCMD ["node"]\n',
  'package.json': '{}\n',
  'src/app.ts': 'export {};\n',
  '.gitignore': 'node_modules\n',
};

/** A repository with one commit. */
function repository(): string {
  const folder = temporaryFolder(files);
  const git = (...words: string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], { cwd: folder });
  };
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  return folder;
}

/** The steps that are not cached, as `LINE status`. */
async function steps(folder: string, ...words: string[]): Promise<readonly string[]> {
  const { code, out, log } = await runMain(['affected', '--format', 'json', ...words], folder);
  expect({ code, log }).toEqual({ code: 0, log: '' });
  const answer = JSON.parse(out) as {
    builds: readonly { steps: readonly { line: number; status: string }[] }[];
  };
  return answer.builds.flatMap((build) =>
    build.steps.filter(({ status }) => status !== 'cached').map(({ line, status }) => `${line} ${status}`),
  );
}

describe('layerfall affected --since', () => {
  test.each<[change: string, make: (folder: string) => void, expected: readonly string[]]>([
    ['nothing', () => {}, []],
    ['an edited file', (folder) => writeFileSync(join(folder, 'src/app.ts'), 'x'), ['5 rebuilt']],
    ['a new file that git does not know', (folder) => writeFileSync(join(folder, 'src/new.ts'), 'x'), ['5 rebuilt']],
    ['a renamed file', (folder) => renameSync(join(folder, 'src/app.ts'), join(folder, 'src/main.ts')), ['5 rebuilt']],
    [
      'permissions',
      (folder) => chmodSync(join(folder, 'package.json'), 0o755),
      ['3 rebuilt', '4 rebuilt', '5 rebuilt'],
    ],
    ['permissions that git does not keep', (folder) => chmodSync(join(folder, 'package.json'), 0o600), []],
    [
      'files that git ignores',
      (folder) => {
        mkdirSync(join(folder, 'src/node_modules'));
        writeFileSync(join(folder, 'src/node_modules/x'), '1');
      },
      [],
    ],
    [
      'an edited RUN',
      (folder) => writeFileSync(join(folder, 'Dockerfile'), files.Dockerfile.replace('npm ci', 'npm i')),
      ['4 rebuilt', '5 rebuilt'],
    ],
  ])('%s', async (_, make, expected) => {
    const folder = repository();
    make(folder);
    expect(await steps(folder, '--since', 'HEAD')).toEqual(expected);
  });
});

describe('layerfall affected', () => {
  test('names files, with the repository in front or not', async () => {
    const folder = repository();
    expect(await steps(folder, '--files', 'src/app.ts')).toEqual(['5 rebuilt']);
    expect(await steps(folder, '.', '--files', 'README.md', 'package.json')).toEqual([
      '3 rebuilt',
      '4 rebuilt',
      '5 rebuilt',
    ]);
  });

  test('compares with another folder', async () => {
    const before = temporaryFolder({ ...files, 'src/app.ts': 'before' });
    expect(await steps(repository(), '--before', before)).toEqual(['5 rebuilt']);
  });

  test('moves a base image', async () => {
    expect(await steps(repository(), '--base-image', 'node:22')).toEqual([
      '2 rebuilt',
      '3 rebuilt',
      '4 rebuilt',
      '5 rebuilt',
    ]);
  });

  test.each([
    [['affected'], 'nothing says what changed'],
    [['affected', '--since', 'nowhere'], 'git knows no revision "nowhere"'],
    [['affected', '--since', '--output=x'], ''],
    [['affected', '--files', '../x'], 'outside the repository'],
    [['affected', '--files', 'x', '--builder', 'bilduh'], 'there is no builder "bilduh"'],
    [['affected', '--files', 'x', '--format', 'yaml'], 'there is no format "yaml"'],
    [['affected', '--set-arg', '=1'], 'names no argument'],
    [['affected', '--base-image', 'A B'], 'is no image reference'],
    [['explain'], 'no line is named'],
    [['explain', 'nofile:3'], 'there is no such file'],
  ])('wrong usage: %j', async (words, message) => {
    const { code, out, log } = await runMain(words, repository());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(log).toContain(message);
  });
});

describe('layerfall explain', () => {
  test('a step: its key, what rebuilds it, what it drags along', async () => {
    const { code, out } = await runMain(['explain', 'Dockerfile:4', '--since', 'HEAD'], repository());
    expect(code).toBe(0);
    expect(out).toContain('RUN npm ci (Dockerfile:4) is loaded from the cache.');
    expect(out).toContain('working directory: /app  (line 2)');
    expect(out).toContain('files: package.json');
    expect(out).toContain('base images: docker.io/library/node:22');
    expect(out).toContain('COPY src ./src (:5) follows it in the same stage.');
  });

  test('an instruction that is no step', async () => {
    const { code, out } = await runMain(['explain', 'Dockerfile:6'], repository());
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Editing it rebuilds nothing') });
  });
});
