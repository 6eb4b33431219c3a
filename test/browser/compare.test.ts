import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, watchedPage } from './browser.ts';
import { runLayerfall } from './sample-report.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'layerfall-compare-'));
  runLayerfall(['analyze', 'samples/single', '--output', join(folder, 'base.json')]);
  const site = join(folder, 'site');
  runLayerfall(['report', 'samples/shop', '--compare', join(folder, 'base.json'), '--output', site]);
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe('the page of what differs', () => {
  const address = (): string => pathToFileURL(join(folder, 'site/compare.html')).href;

  test('opens silent, fits any width, and is in the navigation', async () => {
    const { page, context, faults } = await watchedPage(browser, 'file:');
    await page.goto(pathToFileURL(join(folder, 'site/index.html')).href);
    await page.click('nav[aria-label="Pages"] a[href="compare.html"]');
    expect(await page.textContent('h1')).toBe('Compare');
    expect(await page.locator('#compare-table tbody tr').count()).toBeGreaterThan(5);
    for (const width of [375, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      expect(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))).toBeLessThanOrEqual(0);
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  test('stands in the report of one file, and leads to its builds', async () => {
    const file = join(folder, 'report.html');
    runLayerfall(['report', 'samples/shop', '--compare', join(folder, 'base.json'), '--single-file', file]);
    const { page, context, faults } = await watchedPage(browser, pathToFileURL(file).href);
    await page.goto(pathToFileURL(file).href);
    await page.click('nav[aria-label="Pages"] a:has-text("Compare")');
    await expect.poll(() => page.textContent('h1')).toBe('Compare');
    const shown = page.locator('#compare-table tbody tr:not([hidden])');
    const all = await shown.count();
    await page.fill('#filter', 'storefront');
    expect(await shown.count()).toBeLessThan(all);
    const link = shown.locator('a').first();
    const name = await link.textContent();
    await link.click();
    await expect.poll(() => page.textContent('h1')).toBe(name);
    await context.close();
    expect(faults.filter((fault) => fault !== 'foreign: about:blank')).toEqual([]);
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
});

test('without a base there is no such page, and no link to one', () => {
  const site = join(folder, 'without');
  runLayerfall(['report', 'samples/single', '--output', site]);
  expect(readFileSync(join(site, 'index.html'), 'utf8')).not.toContain('compare.html');
});
