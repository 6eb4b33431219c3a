import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../analyzer/report/report.ts';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = { Dockerfile: 'FROM alpine:3\nCOPY . /\n', 'docs/Dockerfile': 'FROM alpine:3\nCOPY . /\n' };

async function analyzed(folder: string, ...words: string[]): Promise<Report> {
  const { code, out, log } = await runMain(['analyze', ...words], folder);
  expect([code, log]).toEqual([0, '']);
  return JSON.parse(out) as Report;
}

describe('the configuration of a repository', () => {
  test.each([
    ['layerfall.config.json', '{ "title": "Shop" } // ours'],
    ['package.json', '{ "name": "a", "layerfall": { "title": "Shop" } }'],
  ])('is read from %s', async (name, text) => {
    expect((await analyzed(temporaryFolder({ ...files, [name]: text }))).title).toBe('Shop');
  });

  test('gives way to the command line', async () => {
    const folder = temporaryFolder({
      ...files,
      'layerfall.config.json': '{"title":"Shop"}',
      'other.json': '{"title":"Other"}',
    });
    expect((await analyzed(folder, '--title', 'Mine')).title).toBe('Mine');
    expect((await analyzed(folder, '--config', 'other.json')).title).toBe('Other');
    expect((await analyzed(folder, '--no-config')).title).toMatch(/^layerfall-/);
  });

  test('of a package.json that says nothing of Layerfall is empty, valid JSON or not', async () => {
    expect((await analyzed(temporaryFolder({ ...files, 'package.json': '{ broken' }))).builds).toHaveLength(2);
  });

  test.each([
    [
      'an invalid one',
      { 'layerfall.config.json': '{\n"titel":"a"}' },
      [],
      'layerfall.config.json:2:1: There is no setting "titel" here. Did you mean "title"?',
    ],
    [
      'an invalid section',
      { 'package.json': '{"layerfall":1}' },
      [],
      'package.json:1:14: The configuration must be an object.',
    ],
    [
      'two of them',
      { 'layerfall.config.json': '{}', 'package.json': '{"layerfall":{}}' },
      [],
      'layerfall.config.json and package.json both configure Layerfall',
    ],
    ['one that is not there', {}, ['--config', 'no.json'], 'no.json cannot be read: ENOENT'],
    ['one that is not there, code', {}, ['--config', 'no.mjs'], 'no.mjs: there is no such file'],
    ['both options', {}, ['--config', 'a.json', '--no-config'], '--config and --no-config say opposite things'],
    [
      'one that is too large',
      { 'layerfall.config.json': ' '.repeat(1024 * 1024 + 1) },
      [],
      'layerfall.config.json is larger than a configuration can be',
    ],
    [
      'names that steer the terminal',
      { 'layerfall.config.json': '{"\\u001b[2J":1}' },
      [],
      'There is no setting "\\x1b[2J" here.',
    ],
  ])('stops with exit code 2 for %s', async (_what, more, words, message) => {
    const { code, out, log } = await runMain(['analyze', ...words], temporaryFolder({ ...files, ...more }));
    expect([code, out]).toEqual([2, '']);
    expect(log).toContain(message);
  });

  test('is not read through a link', async () => {
    const folder = temporaryFolder({ ...files, 'elsewhere.json': '{}' });
    symlinkSync('elsewhere.json', join(folder, 'layerfall.config.json'));
    expect((await runMain(['analyze'], folder)).log).toContain('layerfall.config.json is a link');
  });
});

describe('a configuration that is code', () => {
  const code = 'export default { title: "From code", images: undefined };\n';

  test.each(['layerfall.config.js', 'layerfall.config.mjs', 'layerfall.config.ts'])(
    '%s is not run unasked',
    async (name) => {
      const {
        code: exitCode,
        out,
        log,
      } = await runMain(['analyze'], temporaryFolder({ ...files, [name]: 'throw 1;' }));
      expect(exitCode).toBe(0);
      expect(log).toBe(`${name} is code and was not run. If you trust it, name it: --config ${name}\n`);
      expect((JSON.parse(out) as Report).title).toMatch(/^layerfall-/);
    },
  );

  test('is run when it is named', async () => {
    const folder = temporaryFolder({ ...files, 'layerfall.config.mjs': code });
    expect((await analyzed(folder, '--config', 'layerfall.config.mjs')).title).toBe('From code');
  });

  test.each([
    ['throws', 'throw new Error("no luck");', 'c.mjs failed: no luck'],
    ['exports nothing', '', 'c.mjs: The configuration must be an object.'],
    [
      'exports what is not allowed',
      'export default { accept: [{}] }',
      'c.mjs: accept: 0: "rule" is missing here. As the findings name it.',
    ],
  ])('that %s stops with exit code 2', async (_what, text, message) => {
    const { code: exitCode, log } = await runMain(
      ['analyze', '--config', 'c.mjs'],
      temporaryFolder({ ...files, 'c.mjs': text }),
    );
    expect(exitCode).toBe(2);
    expect(log).toContain(message);
  });

  test('in TypeScript is loaded only where Node.js does', async () => {
    const { code: exitCode, log } = await runMain(
      ['analyze', '--config', 'c.ts'],
      temporaryFolder({ ...files, 'c.ts': code }),
    );
    const isAble = Boolean((process.features as { typescript?: unknown }).typescript);
    expect(exitCode).toBe(isAble ? 0 : 2);
    if (!isAble) expect(log).toContain(`c.ts is TypeScript, which Node.js ${process.version} does not load`);
  });
});

describe('settings reach every command that opens a repository', () => {
  const chain = {
    'base/Dockerfile': 'FROM alpine:3\nCOPY a /\n',
    'base/a': '',
    'app/Dockerfile': 'FROM corp.example/ours:1\nRUN true\n',
    'layerfall.config.json':
      '{"images":[{"match":"corp.example/ours","dockerfile":"base/Dockerfile"}],"ignore":["docs"]}',
    'docs/Dockerfile': 'FROM corp.example/ours:1\n',
    'docs/compose.yaml': 'services: { a: { build: ../app } }\n',
  };

  test('analyze follows images, and looks at nothing that is ignored', async () => {
    const report = await analyzed(temporaryFolder(chain));
    expect(report.builds.map(({ build }) => build.dockerfile)).toEqual(['app/Dockerfile', 'base/Dockerfile']);
    expect(report.order.waves).toHaveLength(2);
  });

  test('a build of an ignored Dockerfile is passed over wherever it is declared', async () => {
    const folder = temporaryFolder({
      ...files,
      'compose.yaml': 'services: { a: { build: docs } }\n',
      'layerfall.config.json': '{"ignore":["docs/Dockerfile"]}',
    });
    expect((await analyzed(folder)).builds.map(({ build }) => build.dockerfile)).toEqual(['Dockerfile']);
  });

  test('affected follows them, too', async () => {
    const { out } = await runMain(['affected', '--files', 'base/a', '--format', 'json'], temporaryFolder(chain));
    expect(JSON.parse(out)).toMatchObject({
      waves: [[expect.stringContaining('base')], [expect.stringContaining('app')]],
    });
    const { out: alone } = await runMain(
      ['affected', '--no-config', '--files', 'base/a', '--format', 'json'],
      temporaryFolder(chain),
    );
    expect((JSON.parse(alone) as { waves: unknown[] }).waves).toHaveLength(1);
  });

  test('explain knows nothing of what is ignored', async () => {
    const { out } = await runMain(['explain', 'docs/Dockerfile:1'], temporaryFolder(chain));
    expect(out).toContain('No build of this repository uses docs/Dockerfile');
  });
});
