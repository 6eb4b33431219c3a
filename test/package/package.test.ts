import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplesFolder } from '../report/sample-report.ts';

const root = process.cwd();
/** What `npm pack --json` says of a package. */
interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** A name that Eleventy, globs and URLs would each take for something else. */
const folder = mkdtempSync(join(tmpdir(), 'layer fall (#1) [a] %20 '));

function run(
  command: string,
  words: readonly string[],
  cwd: string,
): { code: number | null; out: string; log: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, out: stdout, log: stderr };
}

const bin = join(folder, 'node_modules/.bin/layerfall');
let files: readonly string[] = [];
let unpackedSize = 0;

// What `npm test` built before is packed, and installed where nothing of this repository is.
beforeAll(() => {
  expect(existsSync(join(root, 'dist/layerfall.js')), 'npm run build has been run').toBe(true);
  const packed = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root);
  expect(packed.code, packed.log).toBe(0);
  const [listed] = JSON.parse(packed.out) as [Packed];
  const { filename } = listed;
  files = listed.files.map(({ path }) => path);
  unpackedSize = listed.unpackedSize;
  writeFileSync(join(folder, 'package.json'), '{ "name": "elsewhere", "private": true }');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
  writeFileSync(join(folder, '.eleventyignore'), '**/*\n');
  writeFileSync(
    join(folder, 'eleventy.config.js'),
    'throw new Error("this is not the configuration of the report");\n',
  );
  const words = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${filename}`];
  const installed = run('npm', words, folder);
  expect(installed.code, installed.log).toBe(0);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  test('holds what it needs and nothing of tests, samples and sources', () => {
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']));
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/layerfall.js',
        'dist/schema/report.schema.json',
        'dist/schema/configuration.schema.json',
      ]),
    );
    expect(files.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'package.json',
    ]);
    expect(files.filter((path) => /^dist\/action\/|\.(?:map|test\.\w+)$/.test(path))).toEqual([]);
  });

  test('stays below five megabytes', () => {
    expect(unpackedSize).toBeLessThan(5_000_000);
  });

  test('names the licenses of what it bundles', () => {
    const licenses = readFileSync(join(folder, 'node_modules/layerfall/dist/third-party-licenses.txt'), 'utf8');
    expect(licenses).toMatch(/^d3-selection \d+\.\d+\.\d+\n\nCopyright/m);
    expect(licenses).toMatch(/^dockerfile-ast \d+\.\d+\.\d+$/m);
  });

  test.each([['report'], ['configuration']])('exports the schema of a %s', (name) => {
    const path = createRequire(join(folder, 'x.js')).resolve(`layerfall/${name}.schema.json`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ $id: `urn:layerfall:${name}:1` });
  });

  test('is what npx runs', () => {
    expect(run('npx', ['--offline', 'layerfall', '--version'], folder)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d/),
    });
  });

  test('has a bin that says its version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(run(bin, ['--version'], '/')).toEqual({ code: 0, out: `${version}\n`, log: '' });
  });

  test('writes the report of a folder elsewhere', () => {
    const { code, out, log } = run(bin, ['report', join(samplesFolder, 'shop'), '--output', 'the report'], folder);
    expect([code, out]).toEqual([0, '']);
    expect(log).toContain(`Wrote the report of 16 builds of 11 Dockerfiles to ${join('the report', 'index.html')}`);
    const site = join(folder, 'the report');
    const index = readFileSync(join(site, 'index.html'), 'utf8');
    expect(index).toContain('docker-bake.hcl#storefront');
    expect(readdirSync(join(site, 'builds'))).toHaveLength(16);
    for (const [, target = ''] of index.matchAll(/(?:href|src)="([^"#?:]+)["#?]/g)) {
      expect(existsSync(join(site, decodeURIComponent(target))), target).toBe(true);
    }
  });

  test('writes the same report again, byte by byte', () => {
    const words = ['report', join(samplesFolder, 'single'), '--quiet', '--output'];
    expect(run(bin, [...words, 'first'], folder)).toEqual({ code: 0, out: '', log: '' });
    expect(run(bin, [...words, 'second'], folder).code).toBe(0);
    expect(run('diff', ['-r', 'first', 'second'], folder)).toEqual({ code: 0, out: '', log: '' });
  });

  test('analyses a folder and holds to the schema that it publishes', () => {
    const { code, out } = run(bin, ['analyze', join(samplesFolder, 'single'), '--quiet'], '/');
    expect(code).toBe(0);
    const schema = createRequire(join(folder, 'x.js')).resolve('layerfall/report.schema.json');
    expect(JSON.parse(readFileSync(schema, 'utf8'))).toMatchObject({ $id: JSON.parse(out).$schema });
  });

  test('plans a Dockerfile', () => {
    const { code, out } = run(bin, ['plan', join(samplesFolder, 'single/Dockerfile'), '--format', 'json'], '/');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('vertices');
  });

  test('is a library with types', () => {
    writeFileSync(
      join(folder, 'use.mjs'),
      `import { analyze, diskFileTree, repositoryTree } from 'layerfall';
       const tree = repositoryTree(diskFileTree(${JSON.stringify(join(samplesFolder, 'single'))}));
       console.log(analyze(tree, { title: 'single', version: '1' }).figures.builds);`,
    );
    expect(run(process.execPath, ['use.mjs'], folder)).toEqual({ code: 0, out: '1\n', log: '' });
  });

  test('has types that a strict compiler takes', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { analyze, type Configuration, diskFileTree, type Report, repositoryTree } from 'layerfall';
       const configuration: Configuration = { images: [{ match: 'a/{name}', dockerfile: '{name}/Dockerfile' }] };
       const report: Report = analyze(repositoryTree(diskFileTree('.')), { title: 'x', version: '1', configuration });
       const builds: number = report.figures.builds;
       // @ts-expect-error: it is no text
       const text: string = report.figures.builds;
       export { builds, text };`,
    );
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const words = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '', 'use.ts'];
    expect(run(process.execPath, [compiler, '--ignoreConfig', ...words], folder)).toEqual({
      code: 0,
      out: '',
      log: '',
    });
  });

  test('ends well when its reader does not read on', () => {
    const shell = `"${bin}" analyze --quiet "${join(samplesFolder, 'shop')}" | head -c 1`;
    expect(run('bash', ['-c', `set -o pipefail; ${shell}`], folder)).toMatchObject({ code: 0, out: '{', log: '' });
  });

  test('is packed as publint wants it', async () => {
    const { messages } = await publint({ pkgDir: join(folder, 'node_modules/layerfall'), strict: true, pack: false });
    expect(messages).toEqual([]);
  });
});
