import { describe, expect, test } from 'vitest';
import { commands } from '../../analyzer/cli/commands.ts';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const here = process.cwd();

describe('help', () => {
  test('lists every command on standard output', async () => {
    const { code, out, log } = await runMain(['--help'], here);
    expect([code, log]).toEqual([0, '']);
    for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
  });

  test('is a complaint on standard error when no command is given', async () => {
    const { code, out, log } = await runMain([], here);
    expect([code, out]).toEqual([2, '']);
    expect(log).toContain('Usage: layerfall COMMAND');
  });

  test.each(commands.map(({ name }) => name))('of %s has usage, options and examples', async (name) => {
    const { code, out } = await runMain([name, '--help'], here);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: layerfall ${name}\\b`));
    expect(out).toContain('\nOptions:\n');
    expect(out).toMatch(new RegExp(`\nExamples:\n(.*\n)*.*layerfall ${name}\\b`));
    expect(await runMain(['help', name], here)).toEqual({ code: 0, out, log: '' });
    expect(await runMain([name, '-h'], here)).toEqual({ code: 0, out, log: '' });
  });

  test.each(commands.map(({ name, load }) => [name, load] as const))('of %s names all its options', async (_, load) => {
    const { help, options } = await load();
    for (const option of Object.keys(options)) expect(help).toContain(`--${option}`);
  });

  test.each(commands.map(({ name }) => name))('of %s fits a terminal', async (name) => {
    const { out } = await runMain([name, '--help'], here);
    expect(out.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });
});

test.each(['--version', '-V'])('%s prints the version and nothing else', async (word) => {
  const { code, out } = await runMain([word], here);
  expect(code).toBe(0);
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('wrong usage ends with 2 and says what to do', () => {
  test.each([
    [['anlyze'], 'there is no command "anlyze"', 'Did you mean "analyze"?'],
    [['frobnicate'], 'there is no command "frobnicate"', 'Commands: report, analyze'],
    [['--formt'], 'there is no option "--formt"', 'See layerfall --help'],
    [['help', 'nothing'], 'there is no command "nothing"', 'See layerfall --help'],
    [['analyze', '--formt', 'json'], "Unknown option '--formt'", 'Did you mean --format? See layerfall analyze --help'],
    [['analyze', '--whatever'], "Unknown option '--whatever'", 'See layerfall analyze --help'],
    [['analyze', '--format'], "Option '--format <value>' argument missing", 'See layerfall analyze --help'],
    [['analyze', '--format', 'pdf'], 'there is no format "pdf"', 'Formats: json'],
    [['analyze', 'a', 'b'], 'one repository at a time', ''],
    [['analyze', 'missing folder'], 'missing folder: there is no such folder', 'Name the folder of a repository'],
    [['analyze', 'file.txt'], 'file.txt is a file', 'layerfall plan takes one file'],
    [['report', '--base-path', 'shop'], '"shop" is no base path', '--base-path /shop/'],
    [['report', '--base-path', '/a"b/'], '"/a"b/" is no base path', '--base-path /shop/'],
    [['constructor'], 'there is no command "constructor"', ''],
  ])('%j', async (words, message, hint) => {
    const { code, out, log } = await runMain(words, temporaryFolder({ 'file.txt': '' }));
    expect([code, out]).toEqual([2, '']);
    expect(log).toContain(message);
    expect(log).toContain(hint);
    expect(log).not.toMatch(/\n\s+at /);
  });
});

describe('how much is said', () => {
  const files = { Dockerfile: 'FROM scratch\nCOPY . /\n', 'compose.yaml': 'services:\n  a:\n    build: ./missing\n' };

  test('notes go to standard error, and no progress where nobody watches', async () => {
    const { code, out, log } = await runMain(['analyze'], temporaryFolder(files));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('schemaVersion');
    expect(log).toContain('compose.yaml:3:5: The Dockerfile "missing/Dockerfile" is not in this repository.');
    expect(log).not.toContain('<');
  });

  test('progress shows on a terminal, and goes away', async () => {
    const { log } = await runMain(['analyze'], temporaryFolder(files), { isTerminal: { stdout: false, stderr: true } });
    expect(log).toContain('<Looking for Dockerfiles');
    expect(log).toContain('<>');
  });

  test('--quiet says nothing', async () => {
    const world = { isTerminal: { stdout: true, stderr: true } };
    expect((await runMain(['analyze', '--quiet'], temporaryFolder(files), world)).log).toBe('');
  });

  test('--quiet still says what is wrong', async () => {
    expect((await runMain(['analyze', 'nowhere', '--quiet'], temporaryFolder())).log).toContain('nowhere');
  });

  test('--verbose says what is done when, on lines of their own', async () => {
    const { log } = await runMain(['analyze', '--verbose'], temporaryFolder(files));
    expect(log).toMatch(/^ *\d+ ms {2}Looking for Dockerfiles/m);
  });
});

test('a mistake of ours is told without a stack, and with one when asked for', async () => {
  const broken = {
    write: () => {
      throw new TypeError('what is this');
    },
  };
  const { code, log } = await runMain(['--version'], here, broken);
  expect(code).toBe(1);
  expect(log).toContain('something went wrong that should not: what is this');
  expect(log).not.toContain('main.ts');
  const told = await runMain(['analyze', '--verbose'], temporaryFolder(), broken);
  expect(told.log).toMatch(/\n\s+at /);
});
