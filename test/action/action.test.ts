import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { action, runner, type Runner } from './stub-runner.ts';

// Each run of the action starts Layerfall several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

/** Two images, one built from the other, and one that stands alone. */
const shop: Readonly<Record<string, string>> = {
  'compose.yaml': [
    'services:',
    '  base: { build: ./base, image: "shop/base:1" }',
    '  web: { build: { context: ./web, args: { MODE: fast } }, image: "shop/web:1" }',
    '  mail: { build: ./mail, image: "shop/mail:1" }',
    '',
  ].join('\n'),
  'base/Dockerfile': 'FROM alpine:3.20\nCOPY tool /\n',
  'base/tool': 'tool\n',
  'web/Dockerfile': 'FROM shop/base:1\nARG MODE\nCOPY page.html /\n',
  'web/page.html': '<p>\n',
  'mail/Dockerfile': 'FROM alpine:3.20\nCOPY text /\n',
  'mail/text': 'text\n',
};

interface Matrix {
  readonly include: readonly Readonly<Record<string, unknown>>[];
}

const matrixOf = (text: string | undefined): Matrix => JSON.parse(text ?? '') as Matrix;
const names = (text: string | undefined): readonly unknown[] => matrixOf(text).include.map(({ name }) => name);

/** The shop after a push that changed what the base image holds. */
function pushed(): { readonly at: Runner; readonly event: object } {
  const at = runner(shop);
  const before = at.git('rev-parse', 'HEAD');
  at.write({ 'base/tool': 'a better tool\n' });
  at.commit();
  return { at, event: { before } };
}

describe('the action', () => {
  test('writes the report, the files, the summary and the numbers', async () => {
    const { at, event } = pushed();
    const inputs = { commands: 'report affected check', formats: 'mermaid, csv', title: 'owner/shop' };
    const { code, outputs, summary } = await at.run(inputs, { event });
    expect(code).toBe(0);
    expect(outputs['report']).toBe(join(at.workspace, '_report'));
    expect(readFileSync(join(at.workspace, '_report/index.html'), 'utf8')).toContain('<title>owner/shop');
    expect(readdirSync(outputs['files'] ?? '').sort()).toEqual([
      'layerfall.csv',
      'layerfall.json',
      'layerfall.markdown',
      'layerfall.mermaid',
      'layerfall.sarif',
    ]);
    const report = JSON.parse(readFileSync(outputs['json'] ?? '', 'utf8')) as { findings: { severity: string }[] };
    expect(outputs['findings']).toBe(String(report.findings.length));
    expect(outputs['warnings']).toBe(String(report.findings.filter(({ severity }) => severity === 'warning').length));
    expect(summary).toMatch(/^\*\*From [0-9a-f]{12} to the work tree: 2 builds differ, 2 steps run again/m);
    const declared = Object.values(action.outputs).flatMap(
      ({ value }) => /steps\.layerfall\.outputs\.([\w-]+)/.exec(value)?.[1] ?? [],
    );
    expect(Object.keys(outputs).sort()).toEqual(declared.sort());
    expect(summary).toContain('# owner/shop');
  });

  test('says which builds a push rebuilds, in waves, as a matrix', async () => {
    const { at, event } = pushed();
    const { outputs } = await at.run({ commands: 'affected' }, { event });
    expect(outputs['any']).toBe('true');
    expect(names(outputs['matrix'])).toEqual(['base', 'web']);
    expect(
      (JSON.parse(outputs['waves'] ?? '') as Matrix[]).map(({ include }) => include.map(({ name }) => name)),
    ).toEqual([['base'], ['web']]);
    expect(matrixOf(outputs['matrix']).include[1]).toMatchObject({
      dockerfile: 'web/Dockerfile',
      context: 'web',
      tags: 'shop/web:1',
      'build-args': 'MODE=fast',
    });
    expect(outputs).not.toHaveProperty('report');
    expect(existsSync(join(at.workspace, '_report'))).toBe(false);
  });

  test('says so when nothing is rebuilt', async () => {
    const at = runner(shop);
    const before = at.git('rev-parse', 'HEAD');
    at.write({ 'README.md': 'x' });
    at.commit();
    const { outputs } = await at.run({ commands: 'affected' }, { event: { before } });
    expect([outputs['any'], outputs['matrix'], outputs['waves']]).toEqual(['false', '{"include":[]}', '[]']);
  });

  test.each([
    [{}, 'false', 1],
    [{ 'fail-on': 'never' }, 'true', 0],
  ])('checks with %j, and fails at the very end', async (inputs, passed, exit) => {
    const at = runner({ ...shop, 'bad/Dockerfile': 'FROM alpine:3.20\nRUM x\n' });
    const { code, outputs, summary, log } = await at.run({ commands: 'check', ...inputs });
    expect([outputs['passed'], code], log).toEqual([passed, exit]);
    expect(outputs['errors']).toBe('1');
    expect(readFileSync(outputs['sarif'] ?? '', 'utf8')).toContain('bad/Dockerfile');
    expect(summary).toMatch(exit === 1 ? /^```text\nFailed/m : /^```text\nPassed/m);
  });

  test('counts paths of a folder of the workspace from the workspace', async () => {
    const at = runner(Object.fromEntries(Object.entries(shop).map(([path, text]) => [`the shop/${path}`, text])));
    at.write({ 'the shop/web/Dockerfile': 'from shop/base:1\nCOPY page.html /\n' });
    const { outputs } = await at.run({ path: 'the shop' });
    expect(matrixOf(outputs['matrix']).include[0]).toMatchObject({
      dockerfile: 'the shop/base/Dockerfile',
      context: 'the shop/base',
    });
    const sarif = readFileSync(outputs['sarif'] ?? '', 'utf8');
    expect(sarif).toContain('"uri": "the%20shop/web/Dockerfile"');
    expect(sarif).not.toContain('"uri": "web/');
  });
});

describe('the revision that is compared with', () => {
  test('may be one that nobody has: then every build counts as new', async () => {
    const { at } = pushed();
    const { code, outputs, summary } = await at.run({ commands: 'affected' }, { event: { before: '1'.repeat(40) } });
    expect(code).toBe(0);
    expect(outputs['base']).toBe('');
    expect(names(outputs['matrix'])).toEqual(['base', 'mail', 'web']);
    expect(summary).toContain('Every build counts as new: 111111111111, which was before, cannot be fetched.');
  });

  test('of a pull request is the base that it was merged with, though the clone is shallow', async () => {
    const at = runner(shop);
    const old = at.git('rev-parse', 'HEAD');
    at.git('switch', '--quiet', '--create', 'change');
    at.write({ 'mail/text': 'other text\n' });
    const head = at.commit();
    at.git('switch', '--quiet', 'main');
    at.write({ 'base/tool': 'a better tool\n' });
    const base = at.commit();
    at.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'change');
    at.git('clone', '--quiet', '--depth=1', `file://${at.workspace}`, '../shallow');
    // The event may name an older base than the one that is merged with.
    const event = { pull_request: { number: 7, base: { sha: old }, head: { sha: head } } };
    const workspace = join(at.workspace, '../shallow');
    const { outputs, log } = await at.run({ commands: 'affected' }, { event, workspace });
    expect(outputs['base'], log).toBe(base);
    expect(names(outputs['matrix'])).toEqual(['mail']);
  });

  test('of a pull request whose branch alone is checked out is where it left the base', async () => {
    const at = runner(shop);
    const fork = at.git('rev-parse', 'HEAD');
    at.write({ 'base/tool': 'a better tool\n' });
    const base = at.commit();
    at.git('switch', '--quiet', '--create', 'change', fork);
    at.write({ 'mail/text': 'other text\n' });
    const head = at.commit();
    const event = { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } };
    const { outputs } = await at.run({ commands: 'affected' }, { event });
    expect(outputs['base']).toBe(fork);
    expect(names(outputs['matrix'])).toEqual(['mail']);
  });

  test('is the one asked for, fetched when it is missing', async () => {
    const at = runner(shop);
    at.git('branch', 'release/1');
    at.write({ 'mail/text': 'other text\n' });
    at.commit();
    at.git('clone', '--quiet', '--depth=1', '--single-branch', `file://${at.workspace}`, '../shallow');
    const workspace = join(at.workspace, '../shallow');
    const { outputs, log } = await at.run({ commands: 'affected', since: 'origin/release/1' }, { workspace });
    expect(outputs['base'], log).toBe('origin/release/1');
    expect(names(outputs['matrix'])).toEqual(['mail']);
  });
});

describe('what makes no sense is said in one line', () => {
  test.each([
    [{ commands: 'report deploy' }, '"commands" may name report, affected, check; it names "deploy"'],
    [{ comment: 'yes' }, '"comment" is true or false; it is "yes"'],
    [{ since: 'no-such-revision' }, 'git knows no revision "no-such-revision"'],
    [{ since: '--output=/tmp/x' }, 'git knows no revision "--output=/tmp/x"'],
    [{ path: 'nowhere' }, 'there is no such folder'],
    [{ formats: 'pdf' }, 'there is no format "pdf"'],
    [{ 'fail-on': 'fatal', commands: 'check' }, '--fail-on fatal is no severity'],
    [{ output: 'base' }, 'base is not empty and holds no report'],
  ])('%j', async (inputs, message) => {
    const { code, log } = await runner(shop).run(inputs);
    expect(code).toBe(1);
    expect(
      log
        .split('\n')
        .filter((line) => line.startsWith('::error'))
        .join(),
    ).toContain(message);
    expect(log).not.toContain('    at ');
  });
});

describe('hostile text', () => {
  const hostile = '$(touch hit) `touch hit` "; touch hit; #\n::error::hit\nEOF\nany=true';

  test('in an input is text', async () => {
    const at = runner(shop);
    const { code, outputs, log } = await at.run({ title: hostile, 'comment-key': hostile });
    expect(code, log).toBe(0);
    expect(readdirSync(at.workspace)).not.toContain('hit');
    expect(Object.keys(outputs)).not.toContain('::error::hit');
    expect(log).not.toMatch(/^::error/m);
  });

  test('in names of files sets no output, gives the runner no command, and is no markup in the summary', async () => {
    const name = '\n::set-output name=any::hit\nEOF\nreport=hit<img src=x>`';
    const at = runner({
      ...shop,
      [`${name}/Dockerfile`]: 'from alpine:3.20\nCOPY x /\n',
      [`${name}/x`]: 'x',
      [`${name}/compose.yaml`]: 'services: [',
    });
    const { code, outputs, summary, log } = await at.run({});
    expect(code, log).toBe(0);
    expect(outputs['report']).toBe(join(at.workspace, '_report'));
    expect(outputs['any']).toBe('true');
    expect(matrixOf(outputs['matrix']).include.map(({ dockerfile }) => dockerfile)).toContain(`${name}/Dockerfile`);
    expect(summary).not.toMatch(/^::|^EOF|(?<!`[^`\n]*)<img/m);
    expect(commandsHeard(log)).toEqual([]);
  });
});

/** Lines that the runner takes for a command, other than those that switch listening off and on. */
function commandsHeard(log: string): readonly string[] {
  let word = '';
  return log.split('\n').filter((line) => {
    const stop = /^::stop-commands::(.+)$/.exec(line)?.[1];
    if (word === '' && stop !== undefined) word = stop;
    else if (word !== '' && line === `::${word}::`) word = '';
    else return word === '' && /^\s*(?:::|##\[)/.test(line);
    return false;
  });
}
