import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Comparison } from '../analyzer/compare/comparison.ts';
import type { Report } from '../analyzer/report/report.ts';
import { configureSite } from './eleventy-config.ts';
import type { EleventyClass, EleventyInstance } from './eleventy-types.ts';
import { singleFile } from './single-file.ts';
import { sitePages } from './site-pages.ts';
import { searchScript } from './view/search-index.ts';

/** Pages beside those of the builds: overview, impact, shared layers, base images, findings, how to read. */
const fixedPages = 6;

/** The folder with the templates: beside this file in the sources, below the bundle in the package. */
function siteFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (const folder of [here, join(here, 'site'), join(here, '..', 'site')]) {
    if (existsSync(join(folder, 'pages'))) return folder;
  }
  throw new Error(`the templates of the site are missing beside ${here}`);
}

export interface RenderOptions {
  /** The folder to write to; its other files stay. */
  readonly output: string;
  /** Where the site will be served, `/shop/`. Pages link to each other without it. */
  readonly basePath?: string;
  /** Address of Layerfall's documentation, relative to the site: pages then link it. */
  readonly documentation?: string;
  /** Address of the overview of several repositories that this is one of, relative to the site: pages then link it. */
  readonly fleetUrl?: string;
  /** What differs from a base: there is a page of it then. */
  readonly comparison?: Comparison;
  readonly onProgress?: (text: string) => void;
}

/** Writes the static site of a report; answers how many pages. Nothing else may run in this process meanwhile. */
export async function renderSite(report: Report, options: RenderOptions): Promise<{ readonly pages: number }> {
  const target = resolve(options.output);
  const site = sitePages(report, options);
  mkdirSync(target, { recursive: true });
  const pages = await withEleventy('pages', site, target, async (eleventy) => (await eleventy.write())[1].length);
  checkCount(report, options, pages);
  writeFileSync(join(target, 'assets', 'search-index.js'), searchScript(site.search));
  return { pages };
}

/** The site of a report as one page that asks for nothing. Nothing else may run in this process meanwhile. */
export async function renderSingleFile(
  report: Report,
  options: Pick<RenderOptions, 'comparison' | 'onProgress'> = {},
): Promise<string> {
  const site = sitePages(report, options);
  const pages = await withEleventy('pages', site, resolve('_unwritten'), (eleventy) => eleventy.toJSON());
  checkCount(report, options, pages.length);
  const folder = siteFolder();
  const built = existsSync(join(folder, 'assets')) ? folder : join(folder, '../dist/site');
  const read = (path: string): string => readFileSync(join(built, path), 'utf8');
  options.onProgress?.(`Packing ${pages.length} pages into one`);
  return singleFile({
    pages: pages.map(({ url, content }) => ({ path: url === '/' ? 'index.html' : url.slice(1), html: content })),
    style: read('assets/style.css'),
    themeScript: read('assets/theme.js'),
    script: read('single-file.js'),
    search: site.search,
  });
}

/**
 * Runs Eleventy on a folder of templates, which are given `site`.
 *
 * The working directory is the templates' folder while it runs: given any other, Eleventy would read an .eleventyignore
 * there, and take brackets in a path for patterns.
 */
export async function withEleventy<Result>(
  folder: 'fleet' | 'pages',
  site: object,
  target: string,
  run: (eleventy: EleventyInstance) => Promise<Result>,
): Promise<Result> {
  const before = process.cwd();
  process.chdir(siteFolder());
  try {
    const { default: Eleventy } = (await import('@11ty/eleventy')) as { default: EleventyClass };
    const assets = existsSync('assets') ? 'assets' : '../dist/site/assets';
    const eleventy = new Eleventy(folder, target, {
      configPath: null,
      loader: 'esm',
      quietMode: true,
      config: (config) => configureSite(config, site, assets),
    });
    eleventy.disableLogger();
    return await run(eleventy);
  } finally {
    process.chdir(before);
  }
}

/** Eleventy leaves templates out without a word: a site with pages missing must not pass for one. */
function checkCount(report: Report, { comparison }: Pick<RenderOptions, 'comparison'>, pages: number): void {
  const expected = report.builds.length + fixedPages + (comparison === undefined ? 0 : 1);
  if (pages !== expected) throw new Error(`${pages} pages were written instead of ${expected}`);
}
