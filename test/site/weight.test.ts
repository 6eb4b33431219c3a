import { gzipSync } from 'node:zlib';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** What every page loads beside its own script (site/_includes/base.njk). */
const shared = 'theme.ts';
const folder = 'site/client/pages';
const pages = readdirSync(folder).filter((name) => name !== shared);

/** Bytes of a script as a page loads it, compressed; built as scripts/build.mjs builds it. */
async function weight(entry: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  return gzipSync(outputFiles[0]?.contents ?? '').length;
}

describe('a page is light before its data', () => {
  test.each(pages)('the script %s and what all pages load weigh at most 100 kB', async (entry) => {
    const bytes = (await weight(entry)) + (await weight(shared));
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(100_000);
  });

  test('the style weighs at most 30 kB', async () => {
    const sheets = readdirSync('site/styles').filter((name) => name.endsWith('.css'));
    const { outputFiles } = await build({
      stdin: {
        contents: sheets.map((name) => `@import './${name}';`).join('\n'),
        loader: 'css',
        resolveDir: 'site/styles',
      },
      bundle: true,
      minify: true,
      write: false,
    });
    const bytes = gzipSync(outputFiles[0]?.contents ?? '').length;
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(30_000);
  });
});
