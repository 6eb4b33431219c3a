import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { releaseFaults } from '../../scripts/check-release.ts';

const release = {
  tag: 'v1.2.3',
  packageJson: { version: '1.2.3' },
  packageLock: { version: '1.2.3' },
  changelog:
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-30\n\n### Added\n\n- x\n\n## [1.2.2] - 2026-11-01\n',
};

test.each<[string, Partial<typeof release>, string]>([
  ['all of one version', {}, ''],
  ['no Unreleased at all', { changelog: '## [1.2.3] - 2026-11-30\n' }, ''],
  ['another tag', { tag: 'v1.2.4' }, 'The tag is v1.2.4, package.json says 1.2.3.'],
  ['a tag without v', { tag: '1.2.3' }, 'The tag is 1.2.3, package.json says 1.2.3.'],
  [
    'a lock file of the last release',
    { packageLock: { version: '1.2.2' } },
    'package-lock.json says 1.2.2: npm install mends it.',
  ],
  [
    'a change log of the last release',
    { changelog: '## [Unreleased]\n\n## [1.2.2] - 2026-11-01\n' },
    'The newest heading of CHANGELOG.md is not "## [1.2.3] - YYYY-MM-DD".',
  ],
  [
    'a change log without a day',
    { changelog: '## [1.2.3]\n' },
    'The newest heading of CHANGELOG.md is not "## [1.2.3] - YYYY-MM-DD".',
  ],
  [
    'something left under Unreleased',
    { changelog: '## [Unreleased]\n\n### Added\n\n- x\n\n## [1.2.3] - 2026-11-30\n' },
    'CHANGELOG.md has something under "Unreleased": it belongs to a release.',
  ],
])('a release with %s', (_what, change, fault) => {
  expect(releaseFaults({ ...release, ...change }).join('\n')).toBe(fault);
});

describe('the publishing workflow', () => {
  interface Workflow {
    readonly on: { readonly push: { readonly tags: readonly string[] } };
    readonly jobs: Readonly<
      Record<string, { readonly permissions: object; readonly steps: readonly { readonly run?: string }[] }>
    >;
  }
  const { on, jobs } = parse(readFileSync('.github/workflows/publish.yml', 'utf8')) as Workflow;
  const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

  test('starts with a tag of a release', () => {
    expect(on.push.tags).toEqual(['v[0-9]+.[0-9]+.[0-9]+']);
  });

  test('publishes with provenance, after the release was checked and all tests ran on a clean checkout', () => {
    const lines = (jobs['npm']?.steps ?? []).flatMap(({ run }) => run ?? []).join('\n');
    expect(jobs['npm']?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    const order = ['check-release.ts', '.ci/run', 'npm publish --provenance'].map((text) => lines.indexOf(text));
    expect(order).toEqual([...order].toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  test('writes nothing into a script', () => {
    for (const script of scripts) expect(script).not.toContain('${{');
  });
});
