import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
