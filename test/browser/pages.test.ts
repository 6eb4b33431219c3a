import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, serveBelow, watchedPage } from './browser.ts';
import { pagesOf, writeReport } from './sample-report.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opening a page takes a second where the machine is busy: all of them are opened once, and looked at in every way. */
const patience = 240_000;

let browser: Browser;
let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = writeReport('samples');
  browser = await launchBrowser();
  ({ server, url } = await serveBelow(folder, '/some/project/'));
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** One page of each kind, and builds that differ in what they show. */
function variedPages(): readonly string[] {
  const pages = pagesOf(folder);
  const builds = pages.filter((path) => path.startsWith('builds/'));
  const rejected = builds.filter((path) => path.includes('rejected'));
  const planned = builds.filter((path) => !path.includes('rejected'));
  return [...pages.filter((path) => !path.includes('/')), ...rejected.slice(0, 2), ...planned.slice(0, 9)];
}

const tooWideTables =
  '[...document.querySelectorAll(".scroll")].filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.getAttribute("aria-label"))';

describe('the report of the samples', () => {
  test(
    'opens every page from a file, silent and at any width',
    async () => {
      const base = pathToFileURL(`${folder}/`).href;
      const { page, context, faults } = await watchedPage(browser, base);
      const wide: string[] = [];
      for (const path of pagesOf(folder)) {
        await page.goto(base + path);
        expect(await page.locator('h1').count()).toBe(1);
        for (const width of [375, 768, 1440]) {
          await page.setViewportSize({ width, height: 800 });
          const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
          if (overflow > 0) wide.push(`${path} at ${width}: ${overflow} too wide`);
          // On a phone no table is moved sideways.
          const sideways = width > 375 ? [] : ((await page.evaluate(tooWideTables)) as readonly string[]);
          wide.push(...sideways.map((table) => `${path} at ${width}: the table ${table}`));
        }
      }
      await context.close();
      expect(faults).toEqual([]);
      expect(wide).toEqual([]);
    },
    patience,
  );

  test(
    'is accessible in either theme',
    async () => {
      const base = pathToFileURL(`${folder}/`).href;
      const { page, context } = await watchedPage(browser, base);
      const violations: string[] = [];
      for (const path of variedPages()) {
        await page.goto(base + path);
        await page.evaluate(axe);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const result = (await page.evaluate('axe.run()')) as AxeResult;
          for (const { id, nodes } of result.violations) {
            violations.push(`${path}, ${colorScheme}: ${id}: ${nodes[0]?.html}`);
          }
        }
      }
      await context.close();
      expect(violations).toEqual([]);
    },
    patience,
  );

  test(
    'opens under a sub-path over HTTP and asks for nothing else',
    async () => {
      const { page, context, faults } = await watchedPage(browser, url);
      for (const path of variedPages()) {
        await page.goto(url + path);
        expect(await page.locator('h1').count()).toBe(1);
      }
      await context.close();
      expect(faults).toEqual([]);
    },
    patience,
  );

  test('tells what it has to tell with scripts off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(`${folder}/index.html`).href);
    expect(await page.locator('#build-table tbody tr').count()).toBeGreaterThan(10);
    expect(await page.locator('.node').count()).toBeGreaterThan(10);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await context.close();
  });
});
