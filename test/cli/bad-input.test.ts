import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../analyzer/report/report.ts';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const good = 'FROM scratch\nCOPY file.txt /\n';

/** Analyses a folder in which `good/Dockerfile` is fine whatever else is wrong. */
async function analyzed(files: Readonly<Record<string, string | Uint8Array>>, prepare = (_folder: string): void => {}) {
  const folder = temporaryFolder({ 'good/Dockerfile': good, 'good/file.txt': 'text', ...files });
  prepare(folder);
  const { code, out, log } = await runMain(['analyze'], folder);
  const report = JSON.parse(out) as Report;
  const planned = report.builds.filter(({ outcome }) => outcome.kind === 'planned').map(({ dockerfile }) => dockerfile);
  expect(code).toBe(0);
  expect(planned).toContain('good/Dockerfile');
  return { report, log, planned };
}

describe('the report is complete but for what is wrong, which is named', () => {
  test('a Dockerfile that does not parse', async () => {
    const { report } = await analyzed({ 'bad/Dockerfile': 'FROM scratch\nRUM make\n' });
    const rejected = report.builds.find(({ dockerfile }) => dockerfile === 'bad/Dockerfile');
    expect(rejected?.outcome).toMatchObject({ kind: 'rejected', range: { start: { line: 2 } } });
    expect(report.findings).toMatchObject([{ rule: 'rejected', severity: 'error', path: 'bad/Dockerfile' }]);
    expect(report.figures).toMatchObject({ builds: 2, rejected: 1 });
  });

  test('an empty Dockerfile', async () => {
    const { report } = await analyzed({ 'empty/Dockerfile': '' });
    expect(report.findings).toMatchObject([{ rule: 'rejected', path: 'empty/Dockerfile' }]);
  });

  test('binary content', async () => {
    const { report, log } = await analyzed({ 'image/Dockerfile': Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 255) });
    expect(report.notices).toMatchObject([{ path: 'image/Dockerfile' }]);
    expect(log).toMatch(/^image\/Dockerfile: .*binary/m);
  });

  test('bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('FROM scratch\nLABEL name="caf'), Buffer.of(0xe9), Buffer.from('"\n')]);
    const { planned } = await analyzed({ 'latin/Dockerfile': bytes });
    expect(planned).toContain('latin/Dockerfile');
  });

  test('a Dockerfile of 5 MB', async () => {
    const text = `FROM scratch\n${'# a line of a comment that goes on and on\n'.repeat(120_000)}`;
    const { report, log } = await analyzed({ 'large/Dockerfile': text });
    expect(report.notices).toMatchObject([{ path: 'large/Dockerfile' }]);
    expect(log).toMatch(/^large\/Dockerfile: .* 5 MB/m);
  });

  test('a file of 5 MB among those that an image takes', async () => {
    const { report } = await analyzed({
      'big/Dockerfile': 'FROM scratch\nCOPY . /\n',
      'big/data': Buffer.alloc(5_000_000),
    });
    expect(report.notices).toEqual([]);
    expect(report.builds[0]?.outcome).toMatchObject({ plan: { context: { files: 2, bytes: 5_000_022 } } });
  });

  test('symlinks in a circle, out of the repository and to nowhere', async () => {
    const { report } = await analyzed({ 'links/Dockerfile': 'FROM scratch\nCOPY . /\n' }, (folder) => {
      symlinkSync('..', join(folder, 'links/up'));
      symlinkSync('b', join(folder, 'links/a'));
      symlinkSync('a', join(folder, 'links/b'));
      symlinkSync('/etc', join(folder, 'links/outside'));
      symlinkSync('Dockerfile.loop', join(folder, 'links/Dockerfile.loop'));
      symlinkSync('/etc/hostname', join(folder, 'links/Dockerfile.outside'));
    });
    const links = report.builds.find(({ dockerfile }) => dockerfile === 'links/Dockerfile');
    expect(links?.outcome).toMatchObject({ plan: { context: { files: 7 } } });
    expect(report.notices.map(({ path }) => path)).toEqual(['links/Dockerfile.loop', 'links/Dockerfile.outside']);
  });

  test('a Dockerfile that is a symlink within the repository is read', async () => {
    const { planned } = await analyzed({}, (folder) =>
      symlinkSync('good/Dockerfile', join(folder, 'Dockerfile.linked')),
    );
    expect(planned).toContain('Dockerfile.linked');
  });

  test('a Dockerfile that is a folder', async () => {
    const { report } = await analyzed({}, (folder) => mkdirSync(join(folder, 'odd/Dockerfile'), { recursive: true }));
    expect(report.builds).toHaveLength(1);
  });

  test('a folder that cannot be read', async () => {
    const { report } = await analyzed({ 'closed/Dockerfile': good }, (folder) => chmodSync(join(folder, 'closed'), 0));
    // Root may read everything.
    if (process.getuid?.() === 0) expect(report.builds).toHaveLength(2);
    else expect(report.notices).toMatchObject([{ path: 'closed' }]);
  });

  test.each([
    ['spaces', 'my service/Docker file/Dockerfile'],
    ['letters of other scripts', 'größe/日本/Dockerfile'],
    ['what a shell or a page would take for its own', 'a;b&c/<b>"x"/$(id)/Dockerfile'],
    ['line ends', 'two\nlines/Dockerfile'],
    ['signs of a URL', 'a#b/c?d/100%/Dockerfile'],
    ['names that JavaScript knows', '__proto__/constructor/Dockerfile'],
  ])('names with %s', async (_what, path) => {
    const { report, planned } = await analyzed({ [path]: 'FROM scratch\nCOPY . /\n' });
    expect(planned).toContain(path);
    expect(report.notices).toEqual([]);
  });

  test('a compose file and a bake file that do not parse', async () => {
    const { report, log } = await analyzed({ 'compose.yaml': 'services: [', 'docker-bake.hcl': 'target "x" {' });
    expect(report.notices.map(({ path }) => path)).toEqual(['compose.yaml', 'docker-bake.hcl']);
    expect(log).toMatch(/^compose\.yaml:\d+:\d+: /m);
    expect(log).toMatch(/^docker-bake\.hcl:\d+:\d+: /m);
  });

  test('a line of an ignore file that no builder accepts', async () => {
    const { report } = await analyzed({ 'good/.dockerignore': 'fine\n[a\n' });
    expect(report.notices).toMatchObject([{ path: 'good/.dockerignore', range: { start: { line: 2 } } }]);
  });
});

describe('where nothing can be analysed', () => {
  test('a folder without a Dockerfile is named, with what was looked for', async () => {
    const folder = temporaryFolder({ 'README.md': 'nothing here' });
    const { code, out, log } = await runMain(['analyze', folder, '--quiet'], '/');
    expect(code).toBe(0);
    expect(log).toContain(`${folder}: no Dockerfile was found`);
    expect(JSON.parse(out)).toMatchObject({ figures: { dockerfiles: 0, builds: 0 } });
  });

  test('Dockerfiles that .gitignore leaves out are not found', async () => {
    const folder = temporaryFolder({ '.gitignore': 'build/\n', 'build/Dockerfile': good });
    expect((await runMain(['analyze'], folder)).log).toContain('no Dockerfile was found');
  });

  test('an output that cannot be written is an error of its own', async () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM scratch\n', taken: '' });
    const { code, log } = await runMain(['analyze', '--output', 'taken/report.json'], folder);
    expect(code).toBe(1);
    expect(log).toMatch(/^layerfall: taken\/report\.json cannot be written/m);
  });

  test('a path that leads in a circle', async () => {
    const folder = temporaryFolder();
    symlinkSync('loop', join(folder, 'loop'));
    const { code, log } = await runMain(['analyze', 'loop'], folder);
    expect([code, log.split('\n')[0]]).toEqual([1, 'layerfall: loop cannot be read: its links lead in a circle']);
  });

  test('a path that is too long', async () => {
    const path = 'long/'.repeat(2000);
    const { code, log } = await runMain(['analyze', path], temporaryFolder());
    expect([code, log.split('\n')[0]]).toEqual([1, `layerfall: ${path} cannot be read: its name is too long`]);
  });
});
