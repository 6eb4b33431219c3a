import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  'docker/app.Dockerfile':
    'FROM alpine:3.20 AS build\nCOPY package.json ./\nCOPY src src\nFROM scratch\nCOPY --from=build /src /src\nRUN --mount=type=bind,source=tools,target=/t ls /t\n',
  'docker/app.Dockerfile.dockerignore': '# comment\nnode_modules\n**/*.log\ntools\n!tools/run.sh\n',
  '.dockerignore': '*\n',
  'package.json': '{}\n',
  'src/app.ts': 'export {};\n',
  'src/debug.log': 'x\n',
  'node_modules/left-pad/index.js': '1\n',
  'node_modules/left-pad/package.json': '{}\n',
  'tools/run.sh': '#!/bin/sh\n',
  'tools/notes.md': 'notes\n',
  'notes.md': 'notes\n',
};

/** What `layerfall context` says of the Dockerfile above, called at the root. */
async function say(...words: readonly string[]) {
  return runMain(['context', 'docker/app.Dockerfile', ...words], temporaryFolder(files));
}

describe('layerfall context', () => {
  test('lists the files of each step with their sizes, and says where the context comes from', async () => {
    expect(await say()).toEqual({
      code: 0,
      log: '',
      out: [
        'docker/app.Dockerfile with context .: 7 files, 236 B, after docker/app.Dockerfile.dockerignore',
        'Context inferred: the nearest folder that holds what COPY and ADD take: package.json, src, tools. --context names another one.',
        '',
        '[build 2/3] COPY package.json ./  (docker/app.Dockerfile:2)',
        '  1 file, 3 B',
        '  3 B  package.json',
        '',
        '[build 3/3] COPY src src  (docker/app.Dockerfile:3)',
        '  1 file, 11 B',
        '  11 B  src/app.ts',
        '',
        '[stage-1 2/2] RUN --mount=type=bind,source=tools,target=/t ls /t  (docker/app.Dockerfile:6)',
        '  1 file, 10 B',
        '  10 B  tools/run.sh',
        '',
      ].join('\n'),
    });
  });

  test('--ignored lists what is left out, and which line does it', async () => {
    const { out, code } = await say('--ignored');
    expect(code).toBe(0);
    const rows = out.split('\n').slice(3, -1);
    expect(rows.map((row) => row.replace(/ {2,}/g, '  '))).toEqual([
      'Left out: 4 files, 13 B',
      '  5 B  node_modules/ (2 files)  docker/app.Dockerfile.dockerignore:2: node_modules',
      '  2 B  src/debug.log  docker/app.Dockerfile.dockerignore:3: **/*.log',
      '  6 B  tools/notes.md  docker/app.Dockerfile.dockerignore:4: tools',
    ]);
  });

  test('--unused lists what no step takes though nothing ignores it', async () => {
    const { out } = await say('--unused');
    expect(out.split('\n').slice(3, -1)).toEqual([
      'No step takes, and nothing ignores: 2 files, 8 B',
      '  2 B  .dockerignore',
      '  6 B  notes.md',
    ]);
  });

  test.each<[path: string, code: number, expected: readonly string[]]>([
    [
      'src/app.ts',
      0,
      [
        'src/app.ts is in the context.',
        '  No line of docker/app.Dockerfile.dockerignore matches it.',
        '  Taken by [build 3/3] COPY src src  (docker/app.Dockerfile:3)',
      ],
    ],
    [
      'node_modules/left-pad/index.js',
      0,
      [
        'node_modules/left-pad/index.js is left out of the context.',
        '  Left out by docker/app.Dockerfile.dockerignore:2: node_modules, which matches its folder node_modules',
        '  No step takes it.',
      ],
    ],
    [
      'tools/run.sh',
      0,
      [
        'tools/run.sh is in the context.',
        '  Kept by docker/app.Dockerfile.dockerignore:5: !tools/run.sh',
        '  Taken by [stage-1 2/2] RUN --mount=type=bind,source=tools,target=/t ls /t  (docker/app.Dockerfile:6)',
      ],
    ],
    [
      'tools',
      0,
      [
        'tools is left out but for what exceptions keep in it.',
        '  Left out by docker/app.Dockerfile.dockerignore:4: tools',
        '  Taken by [stage-1 2/2] RUN --mount=type=bind,source=tools,target=/t ls /t  (docker/app.Dockerfile:6)',
      ],
    ],
    [
      'nothing.txt',
      1,
      [
        'nothing.txt: there is no such file or folder in the context.',
        '  No line of docker/app.Dockerfile.dockerignore matches it.',
      ],
    ],
  ])('--why %s', async (path, code, expected) => {
    const answer = await say('--why', path);
    expect(answer.code).toBe(code);
    expect(answer.out.split('\n').slice(3, -1)).toEqual(expected);
  });

  test('as JSON has all of it, permissions included', async () => {
    const { out } = await say('--format', 'json', '--ignored', '--unused', '--why', 'src');
    const listing = JSON.parse(out) as Record<string, unknown>;
    expect(listing).toMatchObject({
      context: '.',
      ignoreFile: 'docker/app.Dockerfile.dockerignore',
      files: 7,
      steps: [
        { line: 2, files: [{ path: 'package.json', kind: 'file', mode: '0644', bytes: 3 }], takesGit: false },
        { line: 3, files: [{ path: 'src/app.ts' }] },
        { line: 6, files: [{ path: 'tools/run.sh' }] },
      ],
      ignored: [{ path: 'node_modules', files: 2, line: 2 }, { path: 'src/debug.log' }, { path: 'tools/notes.md' }],
      unused: [{ path: '.dockerignore' }, { path: 'notes.md' }],
      why: { kind: 'directory', takenBy: [{ line: 3 }] },
    });
  });
});

describe('layerfall context fails, and says where', () => {
  test.each<[what: string, own: Readonly<Record<string, string>>, expected: string]>([
    [
      'for a source that is not there',
      { Dockerfile: 'FROM scratch\n\nCOPY x /\n' },
      'Dockerfile:3: /x is not in the build context\n',
    ],
    [
      'for one that is held back',
      { Dockerfile: 'FROM scratch\nCOPY x/y /\n', 'x/y': '', '.dockerignore': 'a\nx\n' },
      'Dockerfile:2: /x/y is not in the build context (held back by .dockerignore:2: x)\n',
    ],
    [
      'for a bad line of the ignore file',
      { Dockerfile: 'FROM scratch\nCOPY x /\n', x: '', '.dockerignore': 'ok\n[a-\n' },
      '.dockerignore:2: the pattern "[a-" is malformed\n',
    ],
    [
      'for a malformed wildcard',
      { Dockerfile: 'FROM scratch\nCOPY [ /x/\n' },
      'Dockerfile:2: /[ is a malformed wildcard\n',
    ],
  ])('%s', async (_, own, expected) => {
    expect(await runMain(['context', 'Dockerfile'], temporaryFolder(own))).toMatchObject({ code: 1, log: expected });
  });
});

describe('what lies on the disk', () => {
  test('is listed with its own permissions, and links as what they are', async () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM scratch\nCOPY d /d\n', 'd/run': '', 'd/secret': '' });
    chmodSync(join(folder, 'd/run'), 0o755);
    chmodSync(join(folder, 'd/secret'), 0o600);
    symlinkSync('/etc/passwd', join(folder, 'd/link'));
    mkdirSync(join(folder, 'd/empty'));
    const { out } = await runMain(['context', 'Dockerfile', '--format', 'json'], folder);
    const { steps } = JSON.parse(out) as { steps: readonly { files: readonly Record<string, unknown>[] }[] };
    expect(steps[0]?.files.map(({ path, kind, mode }) => [path, kind, mode])).toEqual([
      ['d/empty', 'directory', '0755'],
      ['d/link', 'symlink', '0777'],
      ['d/run', 'file', '0755'],
      ['d/secret', 'file', '0600'],
    ]);
  });

  test('is not followed out of the context', async () => {
    const folder = temporaryFolder({ 'in/Dockerfile': 'FROM scratch\nCOPY out /\nCOPY up/x /\n', x: 'secret' });
    symlinkSync('/etc/passwd', join(folder, 'in/out'));
    symlinkSync('..', join(folder, 'in/up'));
    const { code, log } = await runMain(['context', 'in/Dockerfile', '--context', 'in'], folder);
    expect({ code, log }).toEqual({
      code: 1,
      log: 'in/Dockerfile:2: /out is not in the build context (it is a symlink that leads to nothing there)\nin/Dockerfile:3: /up/x is not in the build context\n',
    });
  });

  test('of git is one line, with what it costs', async () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM scratch\nCOPY . /x\n' });
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const { out } = await runMain(['context', 'Dockerfile'], folder);
    expect(out).toMatch(/ \.git\/ \(\d+ files\), which every commit changes: an ignore file can leave it out\n/);
    expect(out).not.toContain('.git/HEAD');
  });
});
