import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../analyzer/report/report.ts';
import { configureSite } from './eleventy-config.ts';
import type { EleventyClass } from './eleventy-types.ts';
import { sitePages } from './site-pages.ts';

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
  readonly onProgress?: (text: string) => void;
}

/**
 * Writes the static site of a report; answers how many pages.
 *
 * The working directory is the templates' folder while it runs: given any other, Eleventy would read an .eleventyignore
 * there, and take brackets in a path for patterns. So nothing else may run in this process meanwhile.
 */
export async function renderSite(report: Report, options: RenderOptions): Promise<{ readonly pages: number }> {
  const target = resolve(options.output);
  const folder = siteFolder();
  const before = process.cwd();
  const site = sitePages(report, options);
  mkdirSync(target, { recursive: true });
  process.chdir(folder);
  try {
    const { default: Eleventy } = (await import('@11ty/eleventy')) as { default: EleventyClass };
    const assets = existsSync('assets') ? 'assets' : '../dist/site/assets';
    const eleventy = new Eleventy('pages', target, {
      configPath: null,
      loader: 'esm',
      quietMode: true,
      config: (config) => configureSite(config, site, assets),
    });
    eleventy.disableLogger();
    const [, written] = await eleventy.write();
    const expected = report.builds.length + fixedPages;
    // Eleventy leaves templates out without a word: a site with pages missing must not pass for one.
    if (written.length !== expected) throw new Error(`${written.length} pages were written instead of ${expected}`);
    writeFileSync(join(target, 'assets', 'search-index.js'), site.search);
    return { pages: written.length };
  } finally {
    process.chdir(before);
  }
}
