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
function repository(own: Readonly<Record<string, string>> = files): string {
  const folder = temporaryFolder(own);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  execFileSync('git', ['add', '.'], { cwd: folder });
  commit(folder, 'first');
  return folder;
}

/** Commits what is staged; the message is the last word. */
function commit(folder: string, ...words: string[]): void {
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  execFileSync('git', [...author, 'commit', '-q', ...words.slice(0, -1), '-m', words.at(-1) ?? ''], { cwd: folder });
}

function untrack(folder: string, path: string): void {
  execFileSync('git', ['rm', '-q', '--cached', path], { cwd: folder });
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
    ['a file taken out of the index that is still there', (folder) => untrack(folder, 'src/app.ts'), []],
    [
      'one taken out of the index and edited',
      (folder) => {
        untrack(folder, 'src/app.ts');
        writeFileSync(join(folder, 'src/app.ts'), 'x');
      },
      ['5 rebuilt'],
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

describe('layerfall affected --since, where more than files changes', () => {
  /** Commits what stands in the folder, with a submodule at `lib` at a commit of this digit. */
  function commit(folder: string, digit: string): void {
    const git = (...words: string[]): void => {
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], { cwd: folder });
    };
    git('add', '.');
    git('update-index', '--add', '--cacheinfo', `160000,${digit.repeat(40)},lib`);
    git('commit', '-q', '-m', digit);
  }

  test.each([
    ['takes it', 'COPY lib /lib', ['2 rebuilt']],
    ['takes all', 'COPY . /all', ['2 rebuilt']],
    ['takes something else', 'COPY src /src', []],
  ])('a submodule at another commit, of which a step %s', async (_, copy, expected) => {
    const folder = repository();
    writeFileSync(join(folder, 'Dockerfile'), `FROM node:22\n${copy}\n`);
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, '.gitmodules'), '[submodule "lib"]\n\tpath = lib\n\turl = https://example.org/lib\n');
    commit(folder, '1');
    commit(folder, '2');
    expect(await steps(folder, '--since', 'HEAD~1')).toEqual(expected);
  });

  test('a target of a bake file that appears, one that goes, one that is given another argument', async () => {
    const bake = (targets: string): string => `${targets}\n`;
    const folder = temporaryFolder({
      'docker-bake.hcl': bake('target "kept" { args = { V = "1" } }\ntarget "gone" { target = "a" }'),
      Dockerfile: 'FROM node:22 AS a\nRUN x\nFROM a AS b\nRUN y\nFROM a\nARG V\nRUN z\n',
    });
    execFileSync('git', ['init', '-q'], { cwd: folder });
    commit(folder, '1');
    writeFileSync(
      join(folder, 'docker-bake.hcl'),
      bake('target "kept" { args = { V = "2" } }\ntarget "come" { target = "b" }'),
    );
    const { out } = await runMain(['affected', '--since', 'HEAD', '--format', 'json'], folder);
    const { builds } = JSON.parse(out) as {
      readonly builds: readonly { readonly name: string; readonly status: string }[];
    };
    expect(builds.map(({ name, status }) => `${name} ${status}`)).toEqual(['come new', 'gone removed', 'kept rebuilt']);
  });
});

describe('layerfall affected', () => {
  test('names files, with the repository in front or not', async () => {
    const folder = repository();
    expect(await steps(folder, '--files', 'src/app.ts')).toEqual(['5 rebuilt']);
    expect(await steps(folder, '.', '--files', '.gitignore', 'package.json')).toEqual([
      '3 rebuilt',
      '4 rebuilt',
      '5 rebuilt',
    ]);
  });

  test('compares with another folder', async () => {
    const before = temporaryFolder({ ...files, 'src/app.ts': 'before' });
    expect(await steps(repository(), '--before', before)).toEqual(['5 rebuilt']);
  });

  test.each([
    ['a warm builder', [], ['5 rebuilt', '6 rebuilt', '8 output-dependent']],
    ['a cold one with all layers', ['--cache-from', 'max'], ['5 rebuilt', '6 rebuilt', '8 output-dependent']],
    [
      'a cold one with those of the image',
      ['--cache-from', 'min'],
      ['2 rebuilt', '3 rebuilt', '4 rebuilt', '5 rebuilt', '6 rebuilt', '8 output-dependent'],
    ],
    [
      'a cold one with an inline cache',
      ['--cache-from', 'inline'],
      ['2 rebuilt', '3 rebuilt', '4 rebuilt', '5 rebuilt', '6 rebuilt', '8 output-dependent'],
    ],
    ['kaniko', ['--builder', 'kaniko'], ['5 rebuilt', '6 rebuilt', '8 output-dependent', '9 output-dependent']],
  ])('asks %s', async (_, words, expected) => {
    const folder = repository();
    const staged = files.Dockerfile.replace('CMD ["node"]', 'RUN make');
    writeFileSync(join(folder, 'Dockerfile'), `${staged}FROM nginx:1\nCOPY --from=0 /app/dist /www\nCMD ["nginx"]\n`);
    const cold = await steps(folder, '--files', 'src/app.ts', ...words);
    expect(cold).toEqual(expected);
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

describe('layerfall affected, where the answer may not be one to what was meant', () => {
  const one = { Dockerfile: 'FROM node:22\nARG V=1\nCOPY a.txt /\n', 'a.txt': 'a' };

  test.each<[doubt: string, words: readonly string[], told: string]>([
    ['a file', ['--files', 'aa.txt'], 'aa.txt: there is no such file here; it counts as one that was deleted.\n'],
    ['an argument', ['--set-arg', 'VV=2'], '--set-arg VV: no Dockerfile declares this argument. Did you mean V?\n'],
    ['an argument that needs no ARG', ['--set-arg', 'HTTPS_PROXY=2'], ''],
    [
      'an image',
      ['--base-image', 'nod:22'],
      '--base-image nod:22: no build stands on this image. Did you mean node:22?\n',
    ],
    [
      'another tag',
      ['--base-image', 'node'],
      '--base-image node:latest: no build stands on this image. There is node:22.\n',
    ],
    ['a wave', ['--files', 'a.txt', '--wave', '9'], '--wave 9: there is one wave.\n'],
    ['none', ['--files', 'a.txt', '--wave', '1'], ''],
  ])('%s', async (_, words, told) => {
    const { code, log } = await runMain(['affected', ...words], repository(one));
    expect({ code, log }).toEqual({ code: 0, log: told });
  });

  test('a build that was refused before is named, and is in no matrix', async () => {
    const folder = repository({ ...one, 'b/Dockerfile': 'FROM node:22\nCPY a /\n' });
    const { out, log } = await runMain(['affected', '--files', 'a.txt', '--format', 'matrix'], folder);
    expect(log).toBe(
      'A build is refused by BuildKit, before the change too, and nothing can be said of what is rebuilt:\n' +
        '  b/Dockerfile: There is no instruction CPY.\n',
    );
    expect(JSON.parse(out)).toMatchObject({ include: [{ id: 'Dockerfile', status: 'rebuilt' }] });
  });

  test('a build that the change breaks is in the matrix: the job that builds it fails', async () => {
    const folder = repository(one);
    writeFileSync(join(folder, 'Dockerfile'), 'FROM node:22\nCPY a.txt /\n');
    const { out } = await runMain(['affected', '--since', 'HEAD', '--format', 'matrix'], folder);
    expect(JSON.parse(out)).toMatchObject({ include: [{ id: 'Dockerfile', status: 'rejected', wave: 1 }] });
  });
});

test('a folder of a repository is asked alone, and that is said', async () => {
  const folder = repository({ 'api/Dockerfile': 'FROM node:22\nCOPY api/a.txt /\n', 'api/a.txt': 'a' });
  const { log } = await runMain(['affected', '--files', 'a.txt'], join(folder, 'api'));
  expect(log).toBe(
    '. is a folder of the repository at ..: compose files, contexts and ignore files above it are not seen. Name .. to see all.\n',
  );
});

test('a folder that git ignores is no part of a repository', async () => {
  const folder = repository({
    '.gitignore': 'out\n',
    'out/Dockerfile': 'FROM node:22\nCOPY a.txt /\n',
    'out/a.txt': 'a',
  });
  expect((await runMain(['affected', '--files', 'a.txt'], join(folder, 'out'))).log).toBe('');
});

test('a file where a repository is expected', async () => {
  const { code, log } = await runMain(['affected', 'package.json'], repository());
  expect({ code, log }).toEqual({
    code: 2,
    log: 'layerfall: nothing says what changed\nDid you mean --files package.json?\n',
  });
});

test.each<[words: readonly string[], log: string]>([
  [['affected', '--since', 'HEAD'], 'layerfall: git finds no repository here\nName what was before as a folder'],
  [['compare', 'HEAD'], 'layerfall: git finds no repository here\nName what was before as a folder'],
])('outside of a repository %j says so', async (words, told) => {
  const { code, log } = await runMain(words, temporaryFolder(files));
  expect(code).toBe(2);
  expect(log).toContain(told);
});

test('a sentence names three files, with --verbose all', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const contents = Object.fromEntries(names.map((name) => [`src/${name}`, '']));
  const folder = repository({ Dockerfile: 'FROM node:22\nCOPY src /src\n', ...contents });
  const words = ['affected', '--files', ...Object.keys(contents)];
  expect((await runMain(words, folder)).out).toContain(
    'src/a changed; src/b changed; src/c changed; and 3 more files.',
  );
  expect((await runMain([...words, '--verbose'], folder)).out).toContain('src/e changed; src/f changed.');
});

test('where there is no Dockerfile, that is said', async () => {
  const { log } = await runMain(['affected', '--files', 'a.txt'], temporaryFolder({ 'a.txt': '' }));
  expect(log).toContain('no Dockerfile was found');
});

describe('layerfall affected, of what a step takes', () => {
  test.each<[change: string, edits: Readonly<Record<string, string>>, told: string]>([
    [
      'another file that is there too',
      { Dockerfile: 'FROM node:22\nCOPY b.txt /\n' },
      'is rebuilt: it no longer takes a.txt; it takes b.txt now; its source name is "b.txt" (line 2), it was "a.txt".',
    ],
    [
      'what is not there',
      { Dockerfile: 'FROM node:22\nCOPY aa.txt /\n' },
      'is rebuilt: aa.txt is not in the build context, and the build fails here; its source name is "aa.txt" (line 2), it was "a.txt".',
    ],
    [
      'what the ignore file now holds back',
      { '.dockerignore': '*.txt\n' },
      'is rebuilt: a.txt is not in the build context, and the build fails here.',
    ],
    ['an edited file', { 'a.txt': 'x' }, 'is rebuilt: a.txt changed.'],
  ])('%s', async (_, edits, told) => {
    const folder = repository({ Dockerfile: 'FROM node:22\nCOPY a.txt /\n', 'a.txt': 'a', 'b.txt': 'b' });
    for (const [path, text] of Object.entries(edits)) writeFileSync(join(folder, path), text);
    const { out } = await runMain(['affected', '--since', 'HEAD'], folder);
    expect(out.split('\n').find((line) => line.includes('is rebuilt'))).toContain(told);
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

  const staged = [
    'FROM node:22 AS lint',
    'RUN npm run lint',
    'FROM node:22',
    'COPY src /src',
    'RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,env=NPMRC --mount=target=/context npm ci --omit=dev',
    'RUN <<EOF',
    '# build',
    'set -ex',
    'npm run build',
    'npm prune',
    'EOF',
    '',
  ].join('\n');

  test.each<[what: string, place: string, lines: readonly string[]]>([
    [
      'a stage that the target does not need',
      'Dockerfile:2',
      [
        'RUN is in stage lint, which the target of build Dockerfile (stage-1) does not need: it is not built, and editing it rebuilds nothing.',
      ],
    ],
    [
      'mounts in words, and a command without them',
      'Dockerfile:5',
      [
        'RUN --mount=… npm ci --omit=dev (Dockerfile:5)',
        '  user: none is set',
        '  secret: npmrc in the variable NPMRC, whatever its value  (line 5)',
        '  mount: bind at /context, read-only  (line 5)',
        '  mount: cache at /root/.npm, whatever it holds  (line 5)',
        '  all of COPY src /src (:4), on which it stands',
        '  RUN <<EOF npm run build … (:6) follows it in the same stage.',
      ],
    ],
    ['a line within a here-document', 'Dockerfile:9', ['RUN <<EOF npm run build … (Dockerfile:6)']],
  ])('%s', async (_, place, lines) => {
    const folder = repository();
    writeFileSync(join(folder, 'Dockerfile'), staged);
    const { code, out } = await runMain(['explain', place], folder);
    expect(code).toBe(0);
    for (const line of lines) expect(out.split('\n')).toContain(line);
    expect(out).not.toContain('{"type"');
  });

  test('as data: the verdict with its causes, the key, what rebuilds it', async () => {
    const folder = repository();
    const words = ['explain', 'Dockerfile:5', '--files', 'src/app.ts', '--format', 'json'];
    const { verdicts, steps } = JSON.parse((await runMain(words, folder)).out) as Readonly<Record<string, unknown>>;
    expect(verdicts).toEqual([
      {
        build: 'Dockerfile',
        step: 4,
        status: 'rebuilt',
        causes: [{ kind: 'file', change: { path: 'src/app.ts', kind: 'content' } }],
        changedFiles: 1,
        sentence: 'COPY src ./src (Dockerfile:5) is rebuilt: src/app.ts changed.',
      },
    ]);
    expect(steps).toMatchObject([{ line: 5, standsOn: [3], triggers: { certain: { buildArgs: [] } } }]);
  });

  test('a linked copy keeps its layer when what is below it changes', async () => {
    const folder = repository({ Dockerfile: 'FROM node:22\nCOPY a /\nCOPY --link b /b\nRUN x\n', a: '1', b: '2' });
    const { out } = await runMain(['explain', 'Dockerfile:3', '--files', 'a'], folder);
    expect(out).toContain(
      'COPY --link b /b (Dockerfile:3) keeps its own layer, which is laid anew over COPY a / (:2).',
    );
    expect(out).toContain(
      'It is laid over COPY a / (:2), which is no part of its key: its layer stays when that changes.',
    );
    const below = await runMain(['explain', 'Dockerfile:4', '--files', 'a'], folder);
    expect(below.out).toContain('RUN x (Dockerfile:4) follows COPY --link b /b (:3) in the same stage.');
  });

  test.each<[place: string, code: number, told: string]>([
    ['Dockerfile:2', 1, 'Line 2 of Dockerfile holds no instruction; the nearest is FROM on line 1'],
    ['Dockerfile:99', 1, 'Line 99 of Dockerfile holds no instruction; the nearest is RUN on line 4'],
    ['Dockerfile:4:1', 0, 'RUN x (Dockerfile:4)'],
  ])('%s', async (place, code, told) => {
    const folder = repository({ Dockerfile: 'FROM node:22\n\n# why\nRUN x\n' });
    const answer = await runMain(['explain', place], folder);
    expect(answer.code).toBe(code);
    expect(answer.out).toContain(told);
  });

  test('an instruction that is no step', async () => {
    const { code, out } = await runMain(['explain', 'Dockerfile:6'], repository());
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Editing it rebuilds nothing') });
  });
});

describe('a commit that changes no file', () => {
  /** A repository with two commits of the same files; the steps that the second rebuilds, as `LINE status`. */
  async function afterCommit(dockerfile: string, ignore: string, ...words: string[]): Promise<readonly string[]> {
    const folder = repository({ Dockerfile: dockerfile, '.dockerignore': ignore, 'src/app.ts': '' });
    commit(folder, '--allow-empty', 'second');
    return steps(folder, '--since', words[0] ?? 'HEAD~1');
  }

  test.each<[dockerfile: string, ignore: string, expected: readonly string[]]>([
    ['FROM alpine:3\nCOPY . /app\nRUN a\n', '', ['2 rebuilt', '3 rebuilt']],
    ['FROM alpine:3\nCOPY . /app\nRUN a\n', '.git\n', []],
    ['FROM alpine:3\nCOPY src /app\nRUN a\n', '', []],
    ['FROM alpine:3\nRUN --mount=target=/src a\n', '', ['2 rebuilt']],
    ['FROM alpine:3\nCOPY .git/HEAD /head\n', '', ['2 rebuilt']],
  ])('rebuilds what takes git’s own folder: %j with %j', async (dockerfile, ignore, expected) => {
    expect(await afterCommit(dockerfile, ignore)).toEqual(expected);
  });

  test('is none where the commit is the same', async () => {
    expect(await afterCommit('FROM alpine:3\nCOPY . /app\n', '', 'HEAD')).toEqual([]);
  });

  test('is told as the cause, and is no file of the repository', async () => {
    const folder = repository({ Dockerfile: 'FROM alpine:3\nCOPY . /app\n' });
    commit(folder, '--allow-empty', 'second');
    const { out } = await runMain(['affected', '--since', 'HEAD~1'], folder);
    expect(out).toContain('1 of 1 build is affected.\n');
    expect(out).toContain('COPY . /app (Dockerfile:2) is rebuilt: it takes .git, which changes with every commit.');
  });

  test('makes no difference between two folders of which one is no checkout', async () => {
    const own = { Dockerfile: 'FROM alpine:3\nCOPY . /app\n' };
    expect(await steps(repository(own), '--before', temporaryFolder(own))).toEqual([]);
  });
});
