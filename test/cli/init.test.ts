import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../analyzer/cli/version.ts';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const images = {
  'images/base/Dockerfile': 'FROM debian:12\n',
  'api/Dockerfile': 'FROM ghcr.io/shop/base:1\nCOPY . .\n',
};

/** A repository of git's with a remote, on a branch that is not called main. */
function repository(files: Readonly<Record<string, string>>, remote: string): string {
  const folder = temporaryFolder(files);
  const git = (...words: readonly string[]) => expect(spawnSync('git', words, { cwd: folder }).status).toBe(0);
  git('init', '--quiet', '--initial-branch', 'trunk');
  if (remote !== '') git('remote', 'add', 'origin', remote);
  return folder;
}

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

describe('layerfall init', () => {
  test('writes a configuration and a workflow, and says what it found and what is next', async () => {
    const folder = repository(images, 'git@github.com:shop/everything.git');
    const { code, out, log } = await runMain(['init'], folder);
    expect([code, out]).toEqual([0, '']);
    expect(JSON.parse(read(folder, 'layerfall.config.json'))).toEqual({
      $schema: expect.stringMatching(/^https:.*configuration\.schema\.json$/),
      title: 'everything',
      images: [{ match: 'ghcr.io/shop/base', dockerfile: 'images/base/Dockerfile' }],
      failOn: 'error',
    });
    expect(read(folder, '.github/workflows/layerfall.yml')).toContain('branches: [trunk]');
    expect(log).toBe(
      [
        'Found: 2 builds of 2 Dockerfiles, by convention (2)',
        'Images that feed other builds by the names of their folders: 1 rule says so',
        'Hosted on: github',
        'Default branch: trunk',
        'Wrote layerfall.config.json',
        'Wrote .github/workflows/layerfall.yml',
        '',
        'Next:',
        '- On GitHub, under Settings, Pages, choose "GitHub Actions" as the source.',
        '- Look at what was written, commit it and push.',
        `- See the report here: npx --yes layerfall@${version} report --open (leave _report/ out of git).`,
        '',
      ].join('\n'),
    );
  });

  test('what it writes is read by the next command', async () => {
    const folder = repository(images, 'https://github.com/shop/everything');
    await runMain(['init'], folder);
    const { code, out } = await runMain(['analyze'], folder);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'everything' });
  });

  test('counts a Dockerfile within a compose file, as the report does', async () => {
    const inline = 'services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM alpine:3.20\n';
    const { log } = await runMain(['init', '--dry-run'], repository({ ...images, 'compose.yaml': inline }, ''));
    expect(log).toContain('Found: 3 builds of 3 Dockerfiles');
  });

  test('never writes over a file, but for --force', async () => {
    const folder = repository({ ...images, 'layerfall.config.json': '{ "title": "mine" }' }, 'https://github.com/a/b');
    const first = await runMain(['init'], folder);
    expect(first.code).toBe(1);
    expect(first.log).toContain('layerfall.config.json is there already and stays as it is');
    expect(first.log).toContain('Wrote .github/workflows/layerfall.yml');
    expect(read(folder, 'layerfall.config.json')).toBe('{ "title": "mine" }');
    const second = await runMain(['init', '--force'], folder);
    expect(second.code).toBe(0);
    expect(read(folder, 'layerfall.config.json')).toContain('"title": "b"');
  });

  test.each([
    ['package.json', '{ "layerfall": { "title": "mine" } }'],
    ['layerfall.config.mjs', 'export default {};'],
  ])('leaves a repository that %s configures as it is', async (name, text) => {
    const folder = repository({ ...images, [name]: text }, '');
    const { code, log } = await runMain(['init', '--forge', 'github'], folder);
    expect(code).toBe(0);
    expect(log).toContain(`${name} configures Layerfall already`);
    expect(existsSync(join(folder, 'layerfall.config.json'))).toBe(false);
    expect(existsSync(join(folder, '.github/workflows/layerfall.yml'))).toBe(true);
  });

  test('prints with --dry-run, and writes nothing', async () => {
    const folder = repository(images, 'https://gitlab.com/shop/everything');
    const { code, out } = await runMain(['init', '--dry-run'], folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^# layerfall\.config\.json\n\{[^]*\n# \.gitlab-ci\.yml\npages:/);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'api', 'images']);
  });

  test('puts a part beside a pipeline that is there', async () => {
    const folder = repository({ ...images, '.gitlab-ci.yml': 'test: { script: [make] }\n' }, '');
    const { log } = await runMain(['init'], folder);
    expect(read(folder, '.gitlab-ci.yml')).toBe('test: { script: [make] }\n');
    expect(read(folder, '.gitlab/layerfall.yml')).toContain('pages:');
    expect(log).toContain('include: [{ local: .gitlab/layerfall.yml }]');
  });

  test('writes no workflow where nothing says which, and none into a folder of a repository', async () => {
    const plain = temporaryFolder(images);
    const { log } = await runMain(['init'], plain);
    expect(log).toContain('Hosted on: nothing that is known (there is no remote "origin")');
    expect(readdirSync(plain).sort()).toEqual(['api', 'images', 'layerfall.config.json']);
    const folder = repository({ 'shop/Dockerfile': 'FROM debian:12\n' }, 'https://github.com/a/b');
    const inner = await runMain(['init', 'shop'], folder);
    expect(inner.log).toContain('its workflows belong to its root');
    expect(readdirSync(join(folder, 'shop')).sort()).toEqual(['Dockerfile', 'layerfall.config.json']);
  });

  test('writes through no link', async () => {
    const elsewhere = temporaryFolder({ 'there.json': 'theirs' });
    const folder = repository(images, 'https://github.com/a/b');
    symlinkSync(join(elsewhere, 'there.json'), join(folder, 'layerfall.config.json'));
    mkdirSync(join(elsewhere, 'hooks'));
    symlinkSync(join(elsewhere, 'hooks'), join(folder, '.github'));
    const { code, log } = await runMain(['init', '--force'], folder);
    expect(code).toBe(1);
    expect(log).toContain('.github is no folder');
    expect(read(elsewhere, 'there.json')).toBe('theirs');
    expect(readdirSync(join(elsewhere, 'hooks'))).toEqual([]);
  });

  test('knows the forges that it knows', async () => {
    const { code, log } = await runMain(['init', '--forge', 'sourceforge'], temporaryFolder(images));
    expect(code).toBe(2);
    expect(log).toContain('there is no forge "sourceforge"\nWrite github, gitlab or none.');
  });
});
