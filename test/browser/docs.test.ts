import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, watchedPage } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'layerfall-docs-'));
let pages: readonly string[] = [];

beforeAll(() => {
  const { GITHUB_REPOSITORY: _none, ...env } = process.env;
  const written = spawnSync('node_modules/.bin/tsx', ['scripts/site.ts', folder], { env, encoding: 'utf8' });
  expect(written.status, written.stderr).toBe(0);
  pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html') && !path.startsWith('demo'))
    .sort();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the published site', () => {
  test('has a page for each document, and links that lead somewhere', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['index.html', 'ci/github.html', 'configuration.html', 'changelog.html']),
    );
    for (const page of pages) {
      const html = readFileSync(join(folder, page), 'utf8');
      for (const [, target = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
        if (/^(?:https?|data):/.test(target)) continue;
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? join(folder, page) : join(folder, dirname(page), path);
        expect(existsSync(file), `${page}: ${target}`).toBe(true);
        if (anchor !== undefined && file.endsWith('.html'))
          expect(readFileSync(file, 'utf8')).toContain(`id="${anchor}"`);
      }
    }
  });

  test('leaves expressions of workflows as they stand', () => {
    expect(readFileSync(join(folder, 'ci/github.html'), 'utf8')).toContain('${{ steps.pages.outputs.page_url }}');
  });

  test('links the example report, which links back: no other report does', () => {
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('href="demo/index.html"');
    expect(readFileSync(join(folder, 'demo/index.html'), 'utf8')).toContain('href="../index.html">Documentation</a>');
    const build = readdirSync(join(folder, 'demo/builds')).find((name) => name.endsWith('.html')) ?? '';
    expect(readFileSync(join(folder, 'demo/builds', build), 'utf8')).toContain(
      'href="../../index.html">Documentation</a>',
    );
  });

  test('is accessible, fits a phone, and says nothing on the console', async () => {
    const browser = await launchBrowser();
    const { page, faults } = await watchedPage(browser, 'file:', { viewport: { width: 375, height: 700 } });
    const violations: string[] = [];
    for (const path of pages) {
      await page.goto(`file://${folder}/${path}`);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path).toBe(true);
      await page.evaluate(axe);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const result = (await page.evaluate('axe.run({ preload: false })')) as {
          violations: { id: string; nodes: { html: string }[] }[];
        };
        violations.push(
          ...result.violations.map(({ id, nodes }) => `${path}, ${colorScheme}: ${id}: ${nodes[0]?.html}`),
        );
      }
    }
    await browser.close();
    expect(violations).toEqual([]);
    expect(faults).toEqual([]);
  }, 240_000);
});
