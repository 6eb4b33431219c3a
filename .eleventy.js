/**
 * Eleventy's configuration for working on the site itself: `npx eleventy --serve` writes the report of samples/ (or of
 * LAYERFALL_REPOSITORY) to _report/ and writes it anew when a template changes. `layerfall report` sets Eleventy up by the
 * same function, and reads no configuration file: neither this one nor that of the repository it looks at.
 *
 * Styles and scripts come from dist/: `npm run build` first, and after a change of them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { analyze } = await import('./analyzer/analyze.ts');
const { diskFileTree } = await import('./analyzer/discover/disk-file-tree.ts');
const { repositoryTree } = await import('./analyzer/discover/repository-tree.ts');
const { configureSite } = await import('./site/eleventy-config.ts');
const { sitePages } = await import('./site/site-pages.ts');

const repository = process.env.LAYERFALL_REPOSITORY ?? 'samples';

export default function eleventy(eleventyConfig) {
  const report = analyze(repositoryTree(diskFileTree(repository)), { title: repository, version: 'in work' });
  const site = sitePages(report, {});
  configureSite(eleventyConfig, site, 'dist/site/assets');
  // Data as a script, which no template makes.
  eleventyConfig.on('eleventy.after', ({ directories }) => {
    writeFileSync(join(directories.output, 'assets', 'search-index.js'), site.search);
  });
  eleventyConfig.addWatchTarget('site/_includes');
}

export const config = {
  dir: { input: 'site/pages', includes: '../_includes', output: '_report' },
};
