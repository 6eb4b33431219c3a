import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, serveBelow, watchedPage } from './browser.ts';
import { runLayerfall } from './sample-report.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let folder: string;
let site: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'layerfall-fleet-'));
  site = join(folder, 'site');
  const files = ['shop', 'hard'].map((name) => {
    const file = join(folder, `${name}.json`);
    runLayerfall(['analyze', join('samples', name), '--title', name, '--output', file]);
    return file;
  });
  runLayerfall(['report', ...files.flatMap((file) => ['--from', file]), '--output', site]);
  browser = await launchBrowser();
  ({ server, url } = await serveBelow(site, '/some/project/'));
}, 240_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe('the overview of several repositories', () => {
  const address = (): string => pathToFileURL(join(site, 'index.html')).href;

  test('opens silent from a file and under a sub-path, and fits any width', async () => {
    for (const [allowed, index] of [
      ['file:', address()],
      [url, `${url}index.html`],
    ] as const) {
      const { page, context, faults } = await watchedPage(browser, allowed);
      await page.goto(index);
      expect(await page.locator('#repository-table tbody tr').count()).toBe(2);
      for (const width of [375, 768, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        expect(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))).toBeLessThanOrEqual(0);
      }
      await context.close();
      expect(faults).toEqual([]);
    }
  });

  test('is accessible in either theme', async () => {
    const { page, context } = await watchedPage(browser, 'file:');
    await page.goto(address());
    await page.evaluate(axe);
    const violations: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const result = (await page.evaluate('axe.run()')) as AxeResult;
      violations.push(...result.violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`));
    }
    await context.close();
    expect(violations).toEqual([]);
  });

  test('leads to pages that are there: to what it counts, and back', async () => {
    const { page, context, faults } = await watchedPage(browser, 'file:');
    await page.goto(address());
    const links = (await page.evaluate('[...document.querySelectorAll("a")].map((a) => a.href)')) as readonly string[];
    expect(links.filter((link) => !existsSync(fileURLToPath(link.split('#', 1)[0] ?? '')))).toEqual([]);
    const rule = page.locator('#rule-table tbody tr').first();
    const [name, count] = [
      await rule.locator('td').first().textContent(),
      await rule.locator('.count').first().textContent(),
    ];
    await rule.locator('a').first().click();
    const shown = page.locator(`.filterable:not([hidden]):has(h2:has-text("${name}"))`).first();
    expect(await shown.locator('tbody tr:not([hidden])').count()).toBe(Number(count));
    await page.click('nav[aria-label="Pages"] a:has-text("All repositories")');
    expect(await page.textContent('h1')).toBe('Fleet');
    await page.click('#image-versions tbody a >> nth=0');
    expect(await page.locator('#image-table tbody tr:not([hidden])').count()).toBeGreaterThan(0);
    await context.close();
    expect(faults).toEqual([]);
  });

  test('sorts, filters all its tables, and finds builds of every repository', async () => {
    const { page, context, faults } = await watchedPage(browser, 'file:');
    await page.goto(address());
    await page.click('#repository-table th:has-text("Dockerfiles") button');
    const counts = await page.locator('#repository-table tbody td:nth-child(2)').allTextContents();
    expect(counts.map(Number)).toEqual(counts.map(Number).toSorted((a, b) => b - a));
    await page.fill('#filter', 'hard');
    expect(await page.locator('#repository-table tbody tr:not([hidden])').count()).toBe(1);
    await page.fill('#search', 'dockerfile');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(?:shop|hard)\/builds\/[^/]+\.html/);
    await context.close();
    expect(faults).toEqual([]);
  });

  test('tells what it has to tell with scripts off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address());
    expect(await page.locator('#rule-table tbody tr').count()).toBeGreaterThan(2);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await context.close();
  });
});
