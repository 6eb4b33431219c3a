/**
 * Builds what the package ships, into dist/: the command line (one file a command, loaded when it is called), the
 * library, the site's templates, styles and browser scripts, the schemas, and the types.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { thirdPartyLicenses } from './third-party-licenses.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const metafiles = [];

/** Bundles, and remembers what of. */
async function build(options) {
  const { metafile } = await bundle({ ...options, metafile: true });
  metafiles.push(metafile);
}

const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));

/** Entry points that exist: a room that is not there yet is no reason not to build the others. */
const present = (entries) => Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));

/**
 * Libraries that most commands load on every start: bundled, as opening their two hundred files takes longer than the work
 * that many a command does. The others are loaded where they are installed.
 */
const bundled = new Set([
  '@noble/hashes',
  'dockerfile-ast',
  'graphology',
  'graphology-traversal',
  'jsonc-parser',
  're2js',
  'unbash',
  'yaml',
]);

await build({
  entryPoints: present({
    layerfall: 'analyzer/cli/bin.ts',
    index: 'analyzer/index.ts',
    render: 'site/render.ts',
  }),
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: Object.keys(packageJson.dependencies).filter((name) => !bundled.has(name)),
  // As modules, of which only what is used is kept; for yaml that is what it offers to browsers.
  mainFields: ['module', 'main'],
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
});
if (existsSync('dist/layerfall.js')) chmodSync('dist/layerfall.js', 0o755);

// The script of the GitHub action, alone: it runs where a release was checked out, and is no part of the package.
await build({
  entryPoints: ['action/main.ts'],
  outdir: 'dist/action',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});

const clientFolder = 'site/client';
const pages = existsSync(join(clientFolder, 'pages')) ? readdirSync(join(clientFolder, 'pages')) : [];
await build({
  entryPoints: pages.map((page) => join(clientFolder, 'pages', page)),
  outdir: 'dist/site/assets',
  bundle: true,
  minify: true,
  // Classic scripts: a page opened from a file may not load modules.
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  logLevel: 'warning',
});

// The script of a report of one file holds those of all pages.
if (existsSync(join(clientFolder, 'single-file.ts'))) {
  await build({
    entryPoints: [join(clientFolder, 'single-file.ts')],
    outdir: 'dist/site',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
  });
}

// One style sheet: a page opened from a file loads it in one go.
if (existsSync('site/styles')) {
  await build({
    stdin: {
      contents: ['tokens', 'page', 'components', 'panes', 'graph', 'maps', 'compare', 'media']
        .map((name) => `@import './${name}.css';`)
        .join(''),
      loader: 'css',
      resolveDir: 'site/styles',
    },
    outfile: 'dist/site/assets/style.css',
    bundle: true,
    minify: true,
    logLevel: 'warning',
  });
}

for (const folder of ['_includes', 'pages', 'fleet']) {
  const from = join('site', folder);
  if (existsSync(from)) cpSync(from, join('dist/site', folder), { recursive: true });
}
for (const schema of [
  'analyzer/report/report.schema.json',
  'analyzer/configuration/configuration.schema.json',
  'analyzer/shard/shard.schema.json',
  'analyzer/compare/comparison.schema.json',
  'analyzer/fleet/fleet.schema.json',
]) {
  if (existsSync(schema)) {
    mkdirSync('dist/schema', { recursive: true });
    cpSync(schema, join('dist/schema', schema.split('/').at(-1)));
  }
}

writeFileSync('dist/third-party-licenses.txt', thirdPartyLicenses(metafiles));

if (existsSync('tsconfig.types.json')) {
  const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
    stdio: 'inherit',
  });
  if (types.status !== 0) process.exitCode = 1;
}
