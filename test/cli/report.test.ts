import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  'api/Dockerfile': 'FROM alpine:3\nCOPY . /app\n',
  'api/server.js': '',
  'bad/Dockerfile': 'FROM alpine:3\nRUM x\n',
};

test('writes a page for each build, rejected ones too, and says where', async () => {
  const folder = temporaryFolder(files);
  const { code, out, log } = await runMain(['report'], folder);
  expect([code, out]).toEqual([0, '']);
  expect(log).toBe(`Wrote the report of 2 builds of 2 Dockerfiles to ${join('_report', 'index.html')}\n`);
  expect(readdirSync(join(folder, '_report/builds')).sort()).toEqual(['api-dockerfile.html', 'bad-dockerfile.html']);
});

test('leaves its own output out of what it analyses', async () => {
  const folder = temporaryFolder({ Dockerfile: 'FROM alpine:3\nCOPY . /app\n' });
  const read = () => readFileSync(join(folder, '_report/builds/dockerfile.html'), 'utf8');
  await runMain(['report'], folder);
  const first = read();
  await runMain(['report'], folder);
  expect(read()).toBe(first);
});

test('says in the report what could not be read', async () => {
  const folder = temporaryFolder({ ...files, 'image/Dockerfile': Uint8Array.of(0, 1, 2) });
  const { code, log } = await runMain(['report'], folder);
  expect(code).toBe(0);
  expect(log).toContain('image/Dockerfile: It holds binary data');
  expect(readFileSync(join(folder, '_report/index.html'), 'utf8')).toContain('It holds binary data');
});

test('writes a report for a folder without a Dockerfile, and says so', async () => {
  const folder = temporaryFolder();
  const { code, log } = await runMain(['report', '--title', 'Nothing'], folder);
  expect(code).toBe(0);
  expect(log).toContain(`${folder}: no Dockerfile was found`);
  expect(readFileSync(join(folder, '_report/index.html'), 'utf8')).toContain('Nothing');
});

test.each(['/', '/shop/', '/shop', '/a/b-c/d.e_f~g/'])('takes the base path %s', async (base) => {
  const folder = temporaryFolder(files);
  const { code } = await runMain(['report', '--base-path', base, '--output', 'site'], folder);
  expect(code).toBe(0);
  expect(existsSync(join(folder, 'site/index.html'))).toBe(true);
});

test('writes one file that holds every page, and no folder', async () => {
  const folder = temporaryFolder(files);
  const { code, log } = await runMain(['report', '--single-file', 'out/report.html'], folder);
  expect([code, log]).toEqual([0, 'Wrote the report of 2 builds of 2 Dockerfiles to out/report.html\n']);
  const text = readFileSync(join(folder, 'out/report.html'), 'utf8');
  for (const page of ['builds/api-dockerfile', 'builds/bad-dockerfile', 'impact', 'findings']) {
    expect(text).toContain(`id="page ${page}.html"`);
  }
  expect(existsSync(join(folder, '_report'))).toBe(false);
  await runMain(['report', '--single-file', 'out/report.html'], folder);
  expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toBe(text);
});

test.each([
  ['--output', 'site'],
  ['--base-path', '/shop/'],
])('one file goes with no %s', async (option, value) => {
  const { code, log } = await runMain(['report', '--single-file', 'r.html', option, value], temporaryFolder(files));
  expect(code).toBe(2);
  expect(log).toContain('--single-file goes with neither --output nor --base-path');
});

test('refuses to write over what is no report', async () => {
  const folder = temporaryFolder({ ...files, 'docs/index.html': 'mine' });
  const { code, log } = await runMain(['report', '--output', 'docs'], folder);
  expect(code).toBe(2);
  expect(log).toContain('docs is not empty and holds no report');
});

test('says so where it cannot write', async () => {
  const { code, log } = await runMain(
    ['report', '--output', 'Dockerfile/site'],
    temporaryFolder({ Dockerfile: 'FROM alpine:3\n' }),
  );
  expect(code).toBe(1);
  expect(log).toMatch(/^layerfall: .*Dockerfile\/site cannot be written: ENOTDIR/m);
});

test('writes the report that is in a file as it writes the repository’s own', async () => {
  const folder = temporaryFolder(files);
  const elsewhere = temporaryFolder({});
  await runMain(['report', '--title', 'shop', '--output', join(elsewhere, 'site')], folder);
  await runMain(['analyze', '--title', 'shop', '--output', join(elsewhere, 'shop.json')], folder);
  const { code } = await runMain(['report', '--from', 'shop.json', '--output', 'again'], elsewhere);
  expect(code).toBe(0);
  for (const page of ['index.html', 'builds/api-dockerfile.html', 'findings.html']) {
    expect(readFileSync(join(elsewhere, 'again', page), 'utf8')).toBe(
      readFileSync(join(elsewhere, 'site', page), 'utf8'),
    );
  }
});

test.each<[what: string, from: string, to: string, message: string]>([
  ['leads out of the folder', '"api-dockerfile"', '"../../api"', 'report.json has pages that no report has'],
  ['has one page twice', '"bad-dockerfile"', '"api-dockerfile"', 'report.json has pages that no report has'],
  ['lacks a part', '"impact":', '"other":', 'report.json is not whole: "impact" is missing'],
  ['lacks a part of a build', '"outcome":', '"income":', 'report.json is not whole: "builds/0/outcome" is missing'],
  [
    'has more than belongs there',
    '"title": "',
    '"title": "x", "x": "',
    'report.json is not whole: "x" does not belong there',
  ],
])('a report from elsewhere that %s is refused', async (_, from, to, message) => {
  const folder = temporaryFolder(files);
  const { out } = await runMain(['analyze', '--quiet'], folder);
  writeFileSync(join(folder, 'report.json'), out.replaceAll(`"slug": ${from}`, `"slug": ${to}`).replace(from, to));
  const { code, log } = await runMain(['report', '--from', 'report.json', '--output', 'site/deep/down'], folder);
  expect([code, log.split('\n', 1)[0]]).toEqual([2, `layerfall: ${message}`]);
  expect(existsSync(join(folder, 'site/deep/down'))).toBe(false);
});

test.each([
  ['a folder to analyse', ['.'], '. is not analysed where --from names a report'],
  ['a baseline', ['--baseline', 'b.json'], '--baseline has no effect on report.json, which was analysed before'],
  ['an import', ['--import', 'b.sarif'], '--import has no effect on report.json, which was analysed before'],
  ['a configuration', ['--config', 'c.json'], '--config has no effect on report.json, which was analysed before'],
])('refuses %s beside a report that is in a file', async (_, words, message) => {
  const folder = temporaryFolder(files);
  await runMain(['analyze', '--output', 'report.json'], folder);
  const { code, log } = await runMain(['report', '--from', 'report.json', ...words], folder);
  expect([code, log.split('\n', 1)[0]]).toEqual([2, `layerfall: ${message}`]);
});

test('gives a report that is in a file another title', async () => {
  const folder = temporaryFolder(files);
  await runMain(['analyze', '--output', 'report.json'], folder);
  await runMain(['report', '--from', 'report.json', '--title', 'Another', '--output', 'site'], folder);
  expect(readFileSync(join(folder, 'site/index.html'), 'utf8')).toContain('<title>Another');
});

test('a report that is in a file is compared with another, not with a revision', async () => {
  const folder = temporaryFolder(files);
  await runMain(['analyze', '--output', 'one.json'], folder);
  const words = ['report', '--from', 'one.json', '--output', 'site', '--compare'];
  expect((await runMain([...words, 'HEAD'], folder)).log).toContain('one.json is compared with a report, not with a');
  expect((await runMain([...words, 'one.json'], folder)).code).toBe(0);
  expect(readFileSync(join(folder, 'site/compare.html'), 'utf8')).toContain(
    'From one.json to one.json: No build differs',
  );
});

describe('of several reports', () => {
  async function reports(): Promise<string> {
    const folder = temporaryFolder({});
    for (const title of ['shop', 'tools']) {
      const words = ['analyze', temporaryFolder(files), '--title', title, '--output', `${title}.json`];
      expect(await runMain(words, folder)).toMatchObject({ code: 0 });
    }
    return folder;
  }
  const several = ['report', '--from', 'shop.json', '--from', 'tools.json'];

  test('writes an overview, and the site of each below; what it wrote is replaced, and nothing else', async () => {
    const folder = await reports();
    const { code, log } = await runMain([...several, '--output', 'site', '--title', 'Ours'], folder);
    expect(code).toBe(0);
    expect(log).toContain(`Wrote the overview of 2 repositories to ${join('site', 'index.html')}\n`);
    expect(readFileSync(join(folder, 'site/index.html'), 'utf8')).toContain('<h1>Ours</h1>');
    expect(existsSync(join(folder, 'site/tools/builds/api-dockerfile.html'))).toBe(true);
    writeFileSync(join(folder, 'site/shop/mine.txt'), '');
    await runMain(['report', '--from', 'tools.json', '--output', 'site'], folder);
    expect(existsSync(join(folder, 'site/tools'))).toBe(false);
    expect(readdirSync(join(folder, 'site/shop'))).toEqual(['mine.txt']);
  });

  test.each<[what: string, words: readonly string[], message: string]>([
    [
      'one file',
      ['--single-file', 'r.html'],
      '--single-file is for the report of one repository, and --from names several',
    ],
    ['a comparison', ['--compare', 'HEAD'], '--compare is for the report of one repository, and --from names several'],
    [
      'a format',
      ['--output', 'sarif=x.sarif'],
      '--output sarif=x.sarif is for the report of one repository, and --from names several',
    ],
    ['a folder to analyse', ['.'], '. is not analysed where --from names a report'],
    [
      'what an analysis goes by',
      ['--no-config'],
      '--no-config has no effect on shop.json, tools.json, which was analysed before',
    ],
    ['one report twice', ['--from', './shop.json'], '--from ./shop.json is given twice'],
    ['a file that is not there', ['--from', 'none.json'], 'none.json cannot be read: there is no such file'],
  ])('refuses %s', async (_, words, message) => {
    const folder = await reports();
    const { code, log } = await runMain([...several, ...words], folder);
    expect([code, log.split('\n', 1)[0]]).toEqual([2, `layerfall: ${message}`]);
    expect(existsSync(join(folder, '_report'))).toBe(false);
  });
});
