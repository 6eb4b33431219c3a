import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../analyzer/report/report.ts';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const warned = {
  Dockerfile: 'FROM alpine:3@sha256:0000000000000000000000000000000000000000000000000000000000000000\nCMD run me\n',
};
const rejected = { Dockerfile: 'FROM alpine:3\nRUM x\n' };
const baselineFile = 'known.json';

function config(value: object): Readonly<Record<string, string>> {
  return { 'layerfall.config.json': JSON.stringify(value) };
}

describe('check passes or fails', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[], number, string]>([
    ['passes with a warning', warned, [], 0, 'Passed. '],
    ['fails with an error', rejected, [], 1, 'Failed. '],
    ['fails with a warning where that is asked for', warned, ['--fail-on', 'warning'], 1, 'Failed. '],
    [
      'fails with a warning where the configuration says so',
      { ...warned, ...config({ failOn: 'warning' }) },
      [],
      1,
      'Failed. ',
    ],
    [
      'asks the command line first',
      { ...warned, ...config({ failOn: 'warning' }) },
      ['--fail-on', 'error'],
      0,
      'Passed. ',
    ],
    ['never fails for findings where that is asked for', rejected, ['--fail-on', 'never'], 0, 'Passed. '],
    [
      'fails with a rule that is made an error',
      { ...warned, ...config({ checks: { JSONArgsRecommended: 'error' } }) },
      [],
      1,
      'Failed. ',
    ],
    [
      'passes with what is accepted',
      { ...rejected, ...config({ accept: [{ rule: 'rejected', reason: 'a template' }] }) },
      [],
      0,
      'Passed. ',
    ],
    [
      'passes with errors within their budget',
      { ...rejected, ...config({ budgets: { findings: { error: 1 } } }) },
      [],
      0,
      '0 of 1 budget exceeded',
    ],
    [
      'fails with a budget that is exceeded',
      { ...warned, ...config({ budgets: { findings: { warning: 0 } } }) },
      ['--fail-on', 'never'],
      1,
      '1 of 1 budget exceeded',
    ],
    ['passes in an empty repository', {}, [], 0, 'Passed. No findings in 0 builds of 0 Dockerfiles'],
  ])('%s', async (_what, files, words, code, text) => {
    const ran = await runMain(['check', ...words], temporaryFolder(files));
    expect(ran.out).toContain(text);
    expect(ran.code).toBe(code);
  });
});

describe('check says', () => {
  test('what is wrong, where, and what to do', async () => {
    const { out } = await runMain(['check'], temporaryFolder(rejected));
    expect(out).toMatch(/^error rejected\n {2}Dockerfile:2:1 {2}\S.*\n/m);
    expect(out).not.toContain('\u001b');
  });

  test('in colours on a terminal, but not with NO_COLOR or to a file', async () => {
    const folder = temporaryFolder(rejected);
    const isTerminal = { stdout: true, stderr: false };
    expect((await runMain(['check'], folder, { isTerminal })).out).toContain('\u001b[31merror\u001b[0m');
    expect((await runMain(['check'], folder, { isTerminal, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b');
    await runMain(['check', '--output', 'text.txt'], folder, { isTerminal });
    expect(readFileSync(join(folder, 'text.txt'), 'utf8')).not.toContain('\u001b');
  });

  test('which budget is exceeded, by how much, and where', async () => {
    const files = {
      'api/Dockerfile': 'FROM scratch\nCOPY big /\n',
      'api/big': 'x'.repeat(3000),
      ...config({ budgets: { context: [{ max: '2kB' }] } }),
    };
    const { out, code } = await runMain(['check'], temporaryFolder(files));
    expect(code).toBe(1);
    expect(out).toContain('exceeded  the context of each build: 3.02 kB, at most 2kB');
    expect(out).toContain('api/Dockerfile  the context of api holds 3.02 kB, 1.02 kB more than 2.00 kB');
  });

  test('ten findings of a rule, and all with --verbose', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => `RUN echo $NOT_${index}\nENV A=$U${index}\n`).join('');
    const folder = temporaryFolder({ Dockerfile: `FROM alpine:3\n${lines}` });
    expect((await runMain(['check'], folder)).out).toContain('… and 2 more (--verbose shows all)');
    const { out } = await runMain(['check', '--verbose'], folder);
    expect(out.match(/Usage of undefined variable/g)).toHaveLength(12);
  });

  test('what is accepted with --verbose', async () => {
    const files = { ...rejected, ...config({ accept: [{ rule: 'rejected', reason: 'a template' }] }) };
    const { out } = await runMain(['check', '--verbose'], temporaryFolder(files));
    expect(out).toContain('Dockerfile:2:1  rejected  (configuration: a template)');
  });

  test('nothing that steers a terminal', async () => {
    const { out } = await runMain(
      ['check'],
      temporaryFolder({ 'a\u001b[2Jb/Dockerfile': 'FROM alpine:3\nR\u001b[2JM x\n' }),
    );
    expect(out).not.toContain('\u001b');
    expect(out).toContain('a\\x1b[2Jb/Dockerfile:2:1');
  });
});

describe('a baseline', () => {
  test('accepts what was there when it was written, and nothing new', async () => {
    const folder = temporaryFolder(rejected);
    const written = await runMain(['check', '--write-baseline', baselineFile], folder);
    expect(written).toMatchObject({ code: 0, out: '' });
    expect(written.log).toMatch(/^Wrote \d+ findings? to known\.json$/m);
    const ran = await runMain(['check', '--baseline', baselineFile], folder);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/; \d accepted\./);
    const more = temporaryFolder({
      ...rejected,
      'b/Dockerfile': 'RUM y\n',
      [baselineFile]: readFileSync(join(folder, baselineFile), 'utf8'),
    });
    expect((await runMain(['check', '--baseline', baselineFile], more)).code).toBe(1);
  });

  test('may stand in the configuration, which is read before it is there to write it', async () => {
    const folder = temporaryFolder({ ...rejected, ...config({ baseline: baselineFile }) });
    expect((await runMain(['check', '--write-baseline', baselineFile], folder)).code).toBe(0);
    expect((await runMain(['check'], folder)).code).toBe(0);
    const again = readFileSync(join(folder, baselineFile), 'utf8');
    expect((await runMain(['check', '--write-baseline', baselineFile], folder)).code).toBe(0);
    expect(readFileSync(join(folder, baselineFile), 'utf8')).toBe(again);
  });

  test.each([
    ['is not there', ['--baseline', 'no.json'], 'no.json cannot be read: ENOENT'],
    ['is none', ['--baseline', 'Dockerfile'], 'Dockerfile is no baseline: it is not valid JSON'],
  ])('that %s stops with exit code 2', async (_what, words, message) => {
    const { code, out, log } = await runMain(['check', ...words], temporaryFolder(warned));
    expect([code, out]).toEqual([2, '']);
    expect(log).toContain(message);
  });

  test.each(['../outside.json', '/etc/passwd', 'missing.json'])(
    'of a configuration may not be %s',
    async (baseline) => {
      const { code, log } = await runMain(['analyze'], temporaryFolder({ ...warned, ...config({ baseline }) }));
      expect(code).toBe(2);
      expect(log).toContain(`${baseline} is no file that can be read in the repository`);
    },
  );
});

describe('findings of other tools', () => {
  const log = (name: string): string =>
    JSON.stringify({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name } },
          results: [
            {
              ruleId: `${name}-1`,
              level: 'error',
              message: { text: '<b>wrong</b>' },
              locations: [{ physicalLocation: { artifactLocation: { uri: 'Dockerfile' }, region: { startLine: 2 } } }],
            },
          ],
        },
      ],
    });

  test('are imported from the command line and the configuration, and fail as others do', async () => {
    const folder = temporaryFolder({
      ...warned,
      'a.sarif': log('A'),
      'b.sarif': log('B'),
      ...config({ import: ['./b.sarif'] }),
    });
    const { out, code } = await runMain(['check', '--import', 'a.sarif'], folder);
    expect(code).toBe(1);
    expect(out).toContain('error A-1 (A)\n  Dockerfile:2:1  <b>wrong</b>\n');
    expect(out).toContain('error B-1 (B)\n');
  });

  test('are shown on the findings page and the build page, with the name of the tool', async () => {
    const folder = temporaryFolder({ ...warned, 'a.sarif': log('A') });
    expect((await runMain(['report', '--import', 'a.sarif'], folder)).code).toBe(0);
    for (const page of ['findings.html', 'builds/dockerfile.html']) {
      const html = readFileSync(join(folder, '_report', page), 'utf8');
      expect(html).toContain('A-1');
      expect(html).toMatch(/>A<\/span>/);
      expect(html).toContain('&lt;b&gt;wrong&lt;/b&gt;');
    }
  });

  test.each([
    [
      'that are none',
      { 'x.sarif': '{}' },
      ['--import', 'x.sarif'],
      'x.sarif cannot be imported: it is neither SARIF nor',
    ],
    ['that are not there', {}, ['--import', 'x.sarif'], 'x.sarif cannot be read: ENOENT'],
    [
      'outside of the repository',
      config({ import: ['../x.sarif'] }),
      [],
      '../x.sarif is no file that can be read in the repository',
    ],
  ])('%s stop with exit code 2', async (_what, more, words, message) => {
    const { code, log: said } = await runMain(['check', ...words], temporaryFolder({ ...warned, ...more }));
    expect(code).toBe(2);
    expect(said).toContain(message);
  });
});

describe('several formats in one run', () => {
  test('of check come beside what is printed', async () => {
    const folder = temporaryFolder(rejected);
    const words = [
      'check',
      '--output',
      'sarif=out/a.sarif',
      '--output',
      'json=r.json',
      '--output',
      'code-quality=q.json',
    ];
    const { out, code } = await runMain(words, folder);
    expect(code).toBe(1);
    expect(out).toContain('Failed. ');
    expect(JSON.parse(readFileSync(join(folder, 'out/a.sarif'), 'utf8'))).toHaveProperty('runs');
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'))).toHaveProperty('budgets');
    expect(JSON.parse(readFileSync(join(folder, 'q.json'), 'utf8'))).toBeInstanceOf(Array);
  });

  test('of analyze leave standard output alone unless a format is asked for', async () => {
    const folder = temporaryFolder(warned);
    expect((await runMain(['analyze', '--output', 'csv=a.csv', '--output', 'dot=a.dot'], folder)).out).toBe('');
    expect(existsSync(join(folder, 'a.csv')) && existsSync(join(folder, 'a.dot'))).toBe(true);
    expect((await runMain(['analyze', '--output', 'csv=a.csv', '--format', 'markdown'], folder)).out).toMatch(/^#/);
    const { out } = await runMain(['analyze', '--output', 'csv=a.csv', '--output', 'plain.json'], folder);
    expect(out).toBe('');
    expect((JSON.parse(readFileSync(join(folder, 'plain.json'), 'utf8')) as Report).builds).toHaveLength(1);
  });

  test('of report come beside the site', async () => {
    const folder = temporaryFolder(warned);
    const { code } = await runMain(['report', '--output', 'site', '--output', 'sarif=a.sarif'], folder);
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'site/index.html')) && existsSync(join(folder, 'a.sarif'))).toBe(true);
  });

  test('may go to standard output by name', async () => {
    const { out } = await runMain(['analyze', '--output', 'csv=-'], temporaryFolder(warned));
    expect(out).toMatch(/^build,dockerfile/);
  });

  test.each([
    [['--output', 'sarf=x'], 'there is no format "sarf"', 'write ./sarf=x'],
    [['--output', 'sarif='], '--output sarif= names no file', 'Write --output sarif=FILE'],
    [
      ['--output', 'a', '--output', 'b'],
      '--output is given twice without a format: a, b',
      'Write --output FORMAT=FILE',
    ],
    [['--output', 'sarif=x', '--output', 'json=./x'], './x would be written twice', ''],
    [['--output', 'sarif=-', '--output', '-'], '- would be written twice', ''],
  ])('%j is wrong usage', async (words, message, hint) => {
    const { code, out, log } = await runMain(['analyze', ...words], temporaryFolder(warned));
    expect([code, out]).toEqual([2, '']);
    expect(log).toContain(message);
    expect(log).toContain(hint);
  });

  test('a name with = in it is a file when it says where it lies', async () => {
    const folder = temporaryFolder(warned);
    expect((await runMain(['analyze', '--output', './a=b'], folder)).code).toBe(0);
    expect(existsSync(join(folder, 'a=b'))).toBe(true);
  });
});
