import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  Dockerfile: 'FROM node:20.1\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY src ./src\nCMD ["node"]\n',
  'package.json': '{}\n',
  'src/app.ts': 'export {};\n',
  '.gitignore': 'node_modules\n*.json.out\n',
};

function git(folder: string, ...words: string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], { cwd: folder });
}

/** A repository with two commits and a change that is not committed. */
function repository(): string {
  const folder = temporaryFolder(files);
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'first');
  git(folder, 'tag', 'first');
  writeFileSync(join(folder, 'src/app.ts'), 'export const changed = 1;\n');
  git(folder, 'commit', '-q', '-a', '-m', 'second');
  writeFileSync(join(folder, 'package.json'), '{"name": "x"}\n');
  return folder;
}

/** A place as SARIF has it. */
const place = (uri: string, startLine: number) => ({
  physicalLocation: { artifactLocation: { uri }, region: { startLine } },
});

interface Answer {
  readonly base: string;
  readonly head: string;
  readonly costBy: string;
  readonly builds: readonly { readonly cost: { readonly rebuilt: number }; readonly why: readonly string[] }[];
}

async function compared(folder: string, ...words: string[]): Promise<Answer> {
  const { code, out, log } = await runMain(['compare', ...words, '--format', 'json', '--quiet'], folder);
  expect({ code, log }).toEqual({ code: 0, log: '' });
  return JSON.parse(out) as Answer;
}

describe('layerfall compare', () => {
  test.each([
    ['two revisions', ['first', 'HEAD']],
    ['a revision and the files', ['HEAD']],
    ['two reports', ['one.json', 'two.json']],
  ])('of %s takes no findings of another tool: both would have them', async (_, words) => {
    const { code, log } = await runMain(['compare', ...words, '--import', 'x.sarif'], repository());
    expect(code).toBe(2);
    expect(log).toContain('--import says what another tool found in the files as they are now');
  });

  test('with a report takes findings of another tool for the files as they are now', async () => {
    const folder = repository();
    await runMain(['analyze', '--output', 'before.json'], folder);
    const result = { ruleId: 'DL9999', message: { text: 'Odd' }, locations: [place('Dockerfile', 3)] };
    const run = { tool: { driver: { name: 'odd' } }, results: [result] };
    writeFileSync(join(folder, 'x.sarif'), JSON.stringify({ version: '2.1.0', runs: [run] }));
    const { out } = await runMain(['compare', 'before.json', '--import', 'x.sarif', '--format', 'json'], folder);
    expect(JSON.parse(out)).toMatchObject({ findings: { new: [{ rule: 'DL9999' }] } });
  });

  test('writes several formats of one run', async () => {
    const folder = repository();
    const words = ['compare', 'first', 'HEAD', '--output', 'json=c.json', '--output', 'markdown=c.md', '--quiet'];
    expect(await runMain(words, folder)).toEqual({ code: 0, out: '', log: '' });
    expect(JSON.parse(readFileSync(join(folder, 'c.json'), 'utf8'))).toHaveProperty('builds');
    expect(readFileSync(join(folder, 'c.md'), 'utf8')).toContain('**From first to HEAD');
  });

  test('two revisions, with what the cache model says', async () => {
    const folder = repository();
    expect(await compared(folder, 'first', 'HEAD')).toMatchObject({
      base: 'first',
      head: 'HEAD',
      costBy: 'cache',
      builds: [{ cost: { rebuilt: 1 }, why: ['COPY src ./src (Dockerfile:5) is rebuilt: src/app.ts changed.'] }],
    });
  });

  test('a revision and the files as they are now', async () => {
    const folder = repository();
    const { head, builds } = await compared(folder, 'HEAD');
    expect({ head, cost: builds[0]?.cost.rebuilt }).toEqual({ head: 'the work tree', cost: 3 });
  });

  test('steps that only follow each other are told at once, what comes behind them by itself', async () => {
    const folder = temporaryFolder({
      Dockerfile:
        'FROM alpine:3 AS build\nCOPY a /a\nRUN one\nRUN two\nRUN three\nFROM scratch\nCOPY --from=build /o /o\n',
      a: '1',
    });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'first');
    writeFileSync(join(folder, 'a'), '2');
    const { builds } = await compared(folder, 'HEAD');
    expect(builds[0]?.why).toEqual([
      'COPY a /a (Dockerfile:2) is rebuilt: a changed.',
      'The 3 steps after it in the stage follow; the last is RUN three (:5).',
      'COPY --from=build /o /o (:7) is rebuilt only if that RUN writes something else to /o.',
    ]);
  });

  test('a repository elsewhere', async () => {
    expect(await compared(temporaryFolder({}), 'first', 'HEAD', '--repository', repository())).toMatchObject({
      builds: [{ cost: { rebuilt: 1 } }],
    });
  });

  test('two reports, by the keys of their steps; a revision and a report likewise', async () => {
    const folder = repository();
    await runMain(['analyze', '--output', 'now.json'], folder);
    git(folder, 'stash', '-q');
    await runMain(['analyze', '--output', 'before.json'], folder);
    const keys = { costBy: 'keys', builds: [{ cost: { rebuilt: 3 }, why: [] }] };
    expect(await compared(folder, 'before.json', 'now.json')).toMatchObject(keys);
    expect(await compared(folder, 'HEAD', 'now.json')).toMatchObject(keys);
    expect(await compared(folder, 'HEAD', 'HEAD')).toMatchObject({ builds: [] });
  });

  test('a comment for a pull request', async () => {
    const folder = repository();
    const { out } = await runMain(['compare', 'first', 'HEAD', '--format', 'markdown', '--quiet'], folder);
    expect(out.split('\n').slice(0, 3)).toEqual([
      '<!-- layerfall:compare -->',
      '',
      '**From first to HEAD: 1 build differs, 1 step runs again.**',
    ]);
  });

  test.each<[words: readonly string[], log: string]>([
    [[], 'layerfall: nothing says what to compare with\nName a revision or a report.\n'],
    [['a', 'b', 'c'], 'layerfall: two states are compared: c is too much\n'],
    [
      ['nowhere'],
      'layerfall: git knows no revision "nowhere" here\nName a commit, branch or tag, or a report whose name ends in .json; in CI, fetch it first.\n',
    ],
    [['HEAD', '--format', 'xml'], 'layerfall: there is no format "xml"\nFormats: text, json, markdown.\n'],
    [
      ['HEAD', 'missing.json'],
      'layerfall: missing.json cannot be read: there is no such file\nName a file that layerfall analyze wrote.\n',
    ],
    [
      ['--output=x', '--', '--upload-pack=touch x'],
      'layerfall: git knows no revision "--upload-pack=touch x" here\nName a commit, branch or tag, or a report whose name ends in .json; in CI, fetch it first.\n',
    ],
  ])('refuses %j', async (words, log) => {
    expect(await runMain(['compare', ...words], repository())).toEqual({ code: 2, out: '', log });
  });
});
