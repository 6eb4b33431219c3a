import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, watchedPage } from './browser.ts';
import { pagesOf, runLayerfall, writeReport } from './sample-report.ts';

let browser: Browser;
let folder: string;
let single: string;
let url: string;

beforeAll(async () => {
  folder = writeReport('samples/shop');
  single = mkdtempSync(join(tmpdir(), 'layerfall-single-'));
  const file = join(single, 'report.html');
  runLayerfall(['report', 'samples/shop', '--single-file', file]);
  url = pathToFileURL(file).href;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  for (const each of [folder, single]) rmSync(each, { recursive: true, force: true });
});

const shownPage = `document.documentElement.dataset.page`;

/** The page that the address names is drawn when its heading is there and its script has run. */
async function waitForPage(page: Page, path: string): Promise<void> {
  await expect.poll(() => page.evaluate(shownPage).catch(() => null), { timeout: 20_000 }).toBe(path);
  await page.locator('h1').waitFor();
}

describe('the report as one file', () => {
  test('shows every page of the site, silent, and asks for nothing but itself', async () => {
    const { page, context, faults } = await watchedPage(browser, url);
    for (const path of pagesOf(folder)) {
      await page.goto('about:blank');
      await page.goto(`${url}#/${path}`);
      await waitForPage(page, path);
      const markup = readFileSync(join(folder, path), 'utf8');
      const text = (await page.textContent('h1'))?.replace(/\s+/g, ' ').trim();
      expect(markup.replaceAll('<wbr>', '')).toContain(text);
      expect(await page.title()).toBe(/<title>([^<]*)</.exec(markup)?.[1]);
    }
    await context.close();
    // Going to another page ends the one that is shown.
    expect(faults.filter((fault) => fault !== 'foreign: about:blank')).toEqual([]);
  }, 120_000);

  test('leads from page to page, and back and forward', async () => {
    const { page, context, faults } = await watchedPage(browser, url);
    await page.goto(url);
    await page.click('#build-table a');
    const path = `builds/${new URL(page.url()).hash.split('/')[2]}`;
    await waitForPage(page, path);
    await page.click('nav a:has-text("Impact")');
    await waitForPage(page, 'impact.html');
    await page.goBack();
    await waitForPage(page, path);
    await page.goForward();
    await waitForPage(page, 'impact.html');
    await context.close();
    expect(faults).toEqual([]);
  });

  test('a link holds the state of a page', async () => {
    const { page, context } = await watchedPage(browser, url);
    const build = pagesOf(folder).find((path) => path.includes('compose-yaml-storefront')) ?? '';
    await page.goto(`${url}#/${build}?change=file:services/storefront/package.json`);
    await waitForPage(page, build);
    await expect.poll(() => page.locator('.chip').count()).toBe(1);
    expect(await page.textContent('#verdict-summary')).toMatch(/Rebuilds \d+ of \d+ steps/);
    await page.click('.chip');
    expect(new URL(page.url()).hash).toBe(`#/${build}`);
    await context.close();
  });

  test('search leads to a line of another page', async () => {
    const { page, context } = await watchedPage(browser, url);
    await page.goto(url);
    await expect.poll(() => page.evaluate('"layerfallSearch" in window')).toBe(true);
    await page.keyboard.press('/');
    await page.keyboard.type('npm ci');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(shownPage).catch(() => null)).toMatch(/^builds\//);
    await expect.poll(() => page.locator('.line.pointed').count()).toBe(1);
    await context.close();
  });

  test('shows the overview with scripts off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    expect(await page.locator('#build-table tbody tr').count()).toBeGreaterThan(5);
    expect(await page.locator('.node').count()).toBeGreaterThan(5);
    await context.close();
  });
});
