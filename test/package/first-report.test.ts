import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { codeBlocks } from '../docs/code-blocks.ts';

/** What the README promises: three commands in a repository, and its workflow publishes a report. Nothing takes the network. */
const home = mkdtempSync(join(tmpdir(), 'first report '));
const shop = join(home, 'shop');
const origin = join(home, 'shop.git');
const runner = join(home, 'runner');
const summary = join(home, 'summary');

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "private": true }',
  '.gitignore': 'node_modules\n',
  'base/Dockerfile': 'FROM debian:12\nCOPY tool /usr/local/bin/\n',
  'base/tool': 'tool\n',
  'web/Dockerfile': 'FROM ghcr.io/shop/base:1\nCOPY page.html /\n',
  'web/page.html': '<p>\n',
};

const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  npm_config_cache: join(process.env['npm_config_cache'] ?? join(process.env['HOME'] ?? '', '.npm')),
  npm_config_offline: 'true',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  // The repository's address is one of GitHub's, and leads to a folder.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: `url.${origin}.insteadOf`,
  GIT_CONFIG_VALUE_0: 'https://github.com/owner/shop.git',
};

function shell(script: string, cwd: string, more: Readonly<Record<string, string>> = {}): string {
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const { status, stdout, stderr } = spawnSync('bash', words, { cwd, env: { ...env, ...more }, encoding: 'utf8' });
  expect(status, `${script}\n${stdout}${stderr}`).toBe(0);
  return stdout + stderr;
}

/** Puts the package where npx looks first, in place of a registry. */
function install(folder: string, tarball: string): void {
  shell(`npm install --ignore-scripts --no-audit --no-fund --no-save --prefer-offline "${tarball}"`, folder, {
    npm_config_offline: 'false',
  });
}

let tarball = '';

beforeAll(() => {
  expect(existsSync('dist/layerfall.js'), 'npm run build has been run').toBe(true);
  const packed = shell(`npm pack --ignore-scripts --silent --pack-destination "${home}"`, process.cwd());
  tarball = join(home, packed.trim());
  shell(`git init --quiet --bare --initial-branch main "${origin}"`, home);
  shell(`git clone --quiet https://github.com/owner/shop.git "${shop}" 2>&1`, home);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(shop, path)), { recursive: true });
    writeFileSync(join(shop, path), text);
  }
  shell('git add --all && git commit --quiet --message first && git push --quiet', shop);
  install(shop, tarball);
}, 300_000);

afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Job {
  readonly if: string;
  readonly steps: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly with?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

describe('from nothing to a published report', () => {
  const block = codeBlocks.find(({ file, text }) => file === 'README.md' && text.includes('git push'));
  const commands = block?.text.trim().split('\n') ?? [];

  test('takes three commands', () => {
    expect(commands).toHaveLength(3);
  });

  test('which are followed to the letter, and run', () => {
    for (const command of commands) shell(command, shop);
    expect(shell('git show --name-only --format= main', origin).trim().split('\n').sort()).toEqual([
      '.github/workflows/layerfall.yml',
      'layerfall.config.json',
    ]);
  });

  test('and whose workflow runs in a checkout of what was pushed, up to the folder that Pages is given', () => {
    shell(`git clone --quiet --depth=1 "file://${origin}" "${runner}"`, home);
    install(runner, tarball);
    const { jobs } = parse(readFileSync(join(runner, '.github/workflows/layerfall.yml'), 'utf8')) as {
      readonly jobs: Readonly<Record<string, Job>>;
    };
    expect(Object.values(jobs).map((job) => job.if)).toEqual([
      "github.event_name != 'pull_request'",
      "github.event_name == 'pull_request'",
    ]);
    writeFileSync(join(home, 'event.json'), '{}');
    writeFileSync(summary, '');
    const world = {
      GITHUB_WORKSPACE: runner,
      GITHUB_REPOSITORY: 'owner/shop',
      GITHUB_EVENT_PATH: join(home, 'event.json'),
      GITHUB_OUTPUT: join(home, 'output'),
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_TOKEN: 'a-token',
      RUNNER_TEMP: home,
    };
    for (const { steps } of Object.values(jobs)) {
      for (const { run } of steps) if (run !== undefined) shell(run, runner, world);
    }
    const upload = jobs['report']?.steps.find(({ uses = '' }) => uses.startsWith('actions/upload-pages-artifact@'));
    const index = readFileSync(join(runner, upload?.with?.['path'] ?? '', 'index.html'), 'utf8');
    expect(index).toContain('<title>shop');
    expect(readFileSync(summary, 'utf8')).toContain('## Layerfall');
  }, 120_000);
});
