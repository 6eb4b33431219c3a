import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Io } from '../../analyzer/cli/command.ts';
import { main } from '../../analyzer/cli/main.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layerfall-plan-'));
  writeFileSync(join(folder, 'Dockerfile'), 'ARG TAG=1\nFROM alpine:$TAG AS base\nRUN x\nFROM base\nCOPY a b\n');
  writeFileSync(
    join(folder, 'bad.Dockerfile'),
    'FROM alpine\nWORKDIR x\nCOPY --from=later a b\nFROM b AS later\nFROM 0\n',
  );
  writeFileSync(join(folder, 'broken.Dockerfile'), 'FROM alpine\nRUM x\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly log: string;
}

async function run(words: readonly string[], world: Partial<Io> & { readonly stdin?: string } = {}): Promise<Ran> {
  let out = '';
  let log = '';
  const io: Io = {
    cwd: folder,
    env: {},
    isTerminal: { stdout: false, stderr: false },
    readStdin: () => Promise.resolve(world.stdin ?? ''),
    write: (text) => void (out += text),
    log: (text) => void (log += text),
    note: () => {},
    progress: () => {},
    ...world,
  };
  const code = await main(['plan', ...words], io);
  return { code, out, log };
}

function labels(out: string): readonly string[] {
  const { vertices } = JSON.parse(out) as { readonly vertices: readonly { readonly name: string }[] };
  return vertices.map(({ name }) => name);
}

describe('layerfall plan', () => {
  test('prints text', async () => {
    const { code, out, log } = await run(['Dockerfile']);
    expect([code, log]).toEqual([0, '']);
    expect(out).toContain('[base 2/2] RUN x');
    expect(out).not.toContain('\u001b');
  });

  test.each<[env: Io['env'], words: readonly string[], isColored: boolean]>([
    [{}, [], true],
    [{ NO_COLOR: '1' }, [], false],
    [{ NO_COLOR: '' }, [], true],
    [{}, ['--output', 'text.txt'], false],
  ])('is coloured on a terminal: %j %j', async (env, words, isColored) => {
    const { out } = await run(['Dockerfile', ...words], { env, isTerminal: { stdout: true, stderr: true } });
    const text = words.length === 0 ? out : readFileSync(join(folder, 'text.txt'), 'utf8');
    expect(text.includes('\u001b')).toBe(isColored);
  });

  test('prints JSON on one line', async () => {
    const { code, out } = await run(['Dockerfile', '--format', 'json']);
    expect([code, out.split('\n').length]).toEqual([0, 2]);
    expect(labels(out)).toEqual([
      '[base 1/2] FROM docker.io/library/alpine:1',
      '[base 2/2] RUN x',
      '[internal] load build context',
      '[stage-1 1/1] COPY a b',
      '',
    ]);
  });

  test('prints DOT', async () => {
    expect((await run(['Dockerfile', '--format=dot'])).out).toMatch(/^digraph plan \{/);
  });

  test('takes a target, a platform, build arguments and contexts', async () => {
    const options = [
      '--target',
      'base',
      '--platform',
      'linux/arm64',
      '--build-arg',
      'TAG=2',
      '--build-context',
      'alpine:2=docker-image://b',
    ];
    const { out } = await run(['Dockerfile', '--format', 'json', ...options]);
    expect(labels(out)).toEqual(['[context alpine:2] docker.io/library/b:latest', '[base 1/2] RUN x', '']);
    expect(out).toContain('"platform":"linux/arm64"');
  });

  test.each<[word: string, env: Io['env'], image: string]>([
    ['TAG=a=b', {}, 'rejected'],
    ['TAG=', {}, 'rejected'],
    ['TAG', { TAG: '3' }, 'alpine:3'],
    ['TAG', {}, 'alpine:1'],
  ])('--build-arg %s in %j', async (word, env, image) => {
    const { out, log } = await run(['Dockerfile', '--format', 'json', '--build-arg', word], { env });
    expect(out + log).toContain(image);
  });

  test('reads standard input', async () => {
    const { code, out } = await run(['-', '--format', 'json'], { stdin: 'FROM a\n' });
    expect([code, labels(out)]).toEqual([0, ['[1/1] FROM docker.io/library/a:latest', '']]);
  });

  test('writes to a file', async () => {
    const { code, out } = await run(['Dockerfile', '--format', 'json', '-o', 'plan.json']);
    expect([code, out]).toEqual([0, '']);
    expect(labels(readFileSync(join(folder, 'plan.json'), 'utf8'))).toHaveLength(5);
  });

  test('fails for a Dockerfile that would be rejected, and says where and why', async () => {
    const { code, out, log } = await run(['broken.Dockerfile']);
    expect([code, out]).toEqual([1, '']);
    expect(log).toMatch(/^broken\.Dockerfile:2:1: .+\n {2}Did you mean RUN\?\n$/);
  });

  test('fails in JSON, too, and still prints it', async () => {
    const { code, out, log } = await run(['-', '--format', 'json'], { stdin: 'FROM a\nEXPOSE x\n' });
    expect([code, JSON.parse(out)]).toMatchObject([1, { rejected: true, line: 2 }]);
    expect(log).toMatch(/^standard input:2:1: /);
  });

  test('does not fail for what is wrong in a stage that nothing needs', async () => {
    expect((await run(['bad.Dockerfile'])).code).toBe(0);
  });

  test.each<[words: readonly string[], message: string]>([
    [[], 'no Dockerfile is named'],
    [['a', 'b'], '"b" is too much'],
    [['nowhere'], 'cannot read nowhere: there is no such file'],
    [['.'], 'cannot read .: it is a directory'],
    [['Dockerfile', '--format', 'svg'], 'there is no format "svg"'],
    [['Dockerfile', '--platform', 'a/b/c/d'], '"a/b/c/d" is no platform'],
    [['Dockerfile', '--build-arg', '=x'], '"=x" names no build argument'],
    [['Dockerfile', '--build-context', 'x'], '"x" is no named context'],
    [['Dockerfile', '--output', 'svg=plan.svg'], 'there is no format "svg"'],
    [['--batch', '--output', 'json=plans.json'], 'there is no format "json"'],
    [['--batch', 'Dockerfile'], '--batch reads paths from standard input, not "Dockerfile"'],
  ])('refuses %j', async (words, message) => {
    const { code, log } = await run(words);
    expect([code, log.split('\n')[0]]).toEqual([2, `layerfall: ${message}`]);
  });
});

describe('layerfall plan --batch', () => {
  test('writes a line for each path, in order, with the path as given', async () => {
    const stdin = './Dockerfile\nnowhere\r\n\nbroken.Dockerfile';
    const { code, out } = await run(['--batch'], { stdin });
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      { path: './Dockerfile', stages: [{ name: 'base' }, { name: '' }], image: {}, warnings: [] },
      { path: 'nowhere', error: 'there is no such file' },
      { path: 'broken.Dockerfile', rejected: true, line: 2 },
    ]);
  });

  test('says the same as --format json', async () => {
    const one = JSON.parse((await run(['Dockerfile', '--format', 'json'])).out) as object;
    const many = JSON.parse((await run(['--batch'], { stdin: 'Dockerfile\n' })).out) as object;
    expect(many).toEqual({ path: 'Dockerfile', ...one });
  });

  test('writes nothing for no paths', async () => {
    expect(await run(['--batch'])).toEqual({ code: 0, out: '', log: '' });
  });
});
