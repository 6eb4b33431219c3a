import type { EleventyConfig } from './eleventy-types.ts';

/**
 * Sets Eleventy up for the site's templates, wherever they lie: inside node_modules, in a folder that git ignores, in one
 * with brackets in its name. `site` is what they are given; `assets` is the folder with styles and scripts, relative to the working directory.
 */
export function configureSite(config: EleventyConfig, site: object, assets: string): void {
  config.ignores.delete('**/node_modules/**');
  config.setUseGitIgnore(false);
  config.setIncludesDirectory('../_includes');
  config.setDataDirectory('../_data');
  config.setTemplateFormats(['njk']);
  config.setNunjucksEnvironmentOptions({
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  config.addGlobalData('site', site);
  config.addPassthroughCopy({ [assets]: 'assets' });
}
