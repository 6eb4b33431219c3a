/**
 * Writes the site that this repository publishes to _site/: the documentation, and the report of samples/ below demo/.
 * `npm run site`.
 *
 * On GitHub, links to files of the repository lead there, and its owner stands for <owner>/layerfall; elsewhere they are text.
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Eleventy } from '@11ty/eleventy';
import { build } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };
import { analyze } from '../analyzer/analyze.ts';
import { diskFileTree } from '../analyzer/discover/disk-file-tree.ts';
import { repositoryTree } from '../analyzer/discover/repository-tree.ts';
import { documentPages, type DocumentPage } from '../site/docs/documents.ts';
import { amendMarkdown, type Markdown } from '../site/docs/markdown.ts';
import { renderSite } from '../site/render.ts';

const output = resolve(process.argv[2] ?? '_site');
const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository = '' } = process.env;
const source = repository === '' ? '' : `${server}/${repository}`;

rmSync(output, { recursive: true, force: true });
mkdirSync(join(output, 'assets'), { recursive: true });

const samples = analyze(repositoryTree(diskFileTree('samples')), { title: 'samples', version: packageJson.version });
await renderSite(samples, { output: join(output, 'demo'), documentation: '../index.html' });

const paths = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
const pages = documentPages(
  new Map(
    ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...paths.map((path) => join('docs', path))].map((path) => [
      path,
      readFileSync(path, 'utf8').replaceAll('<owner>/layerfall', repository === '' ? '<owner>/layerfall' : repository),
    ]),
  ),
);

await writePages();
cpSync('docs/images', join(output, 'images'), { recursive: true });
cpSync('dist/site/assets/theme.js', join(output, 'assets/theme.js'));
await build({
  stdin: {
    contents: ['tokens', 'page', 'components', 'media', '../docs/docs']
      .map((name) => `@import './${name}.css';`)
      .join(''),
    loader: 'css',
    resolveDir: 'site/styles',
  },
  outfile: join(output, 'assets/docs.css'),
  bundle: true,
  minify: true,
});
await build({
  entryPoints: { docs: 'site/docs/page.ts' },
  outdir: join(output, 'assets'),
  bundle: true,
  minify: true,
  format: 'iife',
});

/** The pages come from other folders than the templates: Eleventy is handed their text. */
async function writePages(): Promise<void> {
  const before = process.cwd();
  process.chdir('site/docs');
  const eleventy = new Eleventy('.', output, { configPath: null, loader: 'esm', quietMode: true, config: configure });
  eleventy.disableLogger();
  const [, written] = await eleventy.write();
  process.chdir(before);
  if (written.length !== pages.length) throw new Error(`${written.length} pages were written of ${pages.length}`);
}

function configure(config: {
  setUseGitIgnore: (uses: boolean) => void;
  setTemplateFormats: (formats: readonly string[]) => void;
  amendLibrary: (name: string, amend: (library: Markdown) => void) => void;
  addTemplate: (path: string, text: string, data: object) => void;
}): void {
  config.setUseGitIgnore(false);
  config.setTemplateFormats(['md']);
  config.amendLibrary('md', (markdown) =>
    amendMarkdown(markdown, (data) => ({
      page: (data as { readonly document: DocumentPage }).document,
      pages,
      files: source === '' ? '' : `${source}/blob/main`,
    })),
  );
  for (const document of pages) {
    config.addTemplate(document.path, document.text, {
      ...document,
      document,
      layout: 'page.njk',
      // Expressions of workflows are none of Eleventy's.
      templateEngineOverride: 'md',
      permalink: document.url,
      contents: pages.map(({ title, url }) => ({ title, url })),
      root: '../'.repeat(document.url.split('/').length - 1),
      source,
      version: packageJson.version,
    });
  }
}
