import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noChange } from '../../analyzer/cache/change.ts';
import { propagate } from '../../analyzer/cache/propagate.ts';
import type { PlannedBuild, Report } from '../../analyzer/report/report.ts';
import { launchBrowser, watchedPage } from './browser.ts';
import { runLayerfall, writeReport } from './sample-report.ts';

let browser: Browser;
let folder: string;
let report: Report;

beforeAll(async () => {
  folder = writeReport('samples/shop');
  report = JSON.parse(runLayerfall(['analyze', 'samples/shop'])) as Report;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const plannedBuilds = (): readonly { slug: string; plan: PlannedBuild }[] =>
  report.builds.flatMap(({ slug, outcome }) => (outcome.kind === 'planned' ? [{ slug, plan: outcome.plan }] : []));

const pageUrl = (slug: string, state = ''): string =>
  `${pathToFileURL(`${folder}/builds/${slug}.html`).href}${state === '' ? '' : `#${state}`}`;

const statuses = `[...document.querySelectorAll('#step-table tbody tr')].map((row) => row.dataset.status ?? null)`;

describe('what if', () => {
  test('says on screen what the analyzer says, for every file of every build', async () => {
    const { page, context } = await watchedPage(browser, 'file:');
    let compared = 0;
    for (const { slug, plan } of plannedBuilds()) {
      await page.goto(pageUrl(slug));
      for (const path of plan.cacheGraph.files) {
        const state = `change=file:${encodeURIComponent(path)}`;
        // Setting the address tells the page by an event, which comes after this turn.
        const shown = await page.evaluate(
          `new Promise((done) => { addEventListener('hashchange', () => setTimeout(() => done(${statuses})), { once: true }); location.hash = ${JSON.stringify(state)}; })`,
        );
        const expected = propagate(plan.cacheGraph, { ...noChange, files: [{ path, kind: 'content' }] });
        expect([slug, path, shown]).toEqual([slug, path, expected.map(({ status }) => status)]);
        compared++;
      }
    }
    await context.close();
    expect(compared).toBeGreaterThan(20);
  }, 240_000);

  test('a change is chosen, told in words, undone by back and done again by forward', async () => {
    const { page, context } = await watchedPage(browser, 'file:');
    const build = plannedBuilds().find(({ plan }) => plan.cacheGraph.files.length > 0);
    const path = build?.plan.cacheGraph.files[0] ?? '';
    await page.goto(pageUrl(build?.slug ?? ''));
    await page.fill('#change-input', path);
    await page.keyboard.press('Enter');
    expect(await page.textContent('#verdict-summary')).toMatch(/Rebuilds \d+ of \d+ steps|Nothing is rebuilt/);
    expect(await page.locator('.chip').count()).toBe(1);
    const address = page.url();
    await page.goBack();
    expect(await page.locator('.chip').count()).toBe(0);
    await page.goForward();
    expect(await page.locator('.chip').count()).toBe(1);
    expect(page.url()).toBe(address);
    await context.close();
  });
});

describe('the three panes', () => {
  test('a step that is selected in one is selected in all, and stands in the address', async () => {
    const { page, context } = await watchedPage(browser, 'file:');
    const slug = plannedBuilds()[0]?.slug ?? '';
    await page.goto(pageUrl(slug));
    await page.locator('.row[data-step="1"]').click();
    expect(await page.locator('.source .selected').count()).toBeGreaterThan(0);
    expect(await page.locator('#step-table tr.selected').count()).toBe(1);
    expect(page.url()).toContain('step=1');
    await page.keyboard.press('Escape');
    expect(await page.locator('.selected').count()).toBe(0);
    await context.close();
  });

  test('arrow keys go from step to step, and Enter opens the link of the address again', async () => {
    const { page, context } = await watchedPage(browser, 'file:');
    const slug = plannedBuilds()[0]?.slug ?? '';
    await page.goto(pageUrl(slug));
    await page.locator('.row[data-step="0"]').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('.row.selected').getAttribute('data-step')).toBe('1');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('.row.selected').getAttribute('data-step')).toBe('0');
    await context.close();
  });

  test('the slash key leads to the search, which finds a build and opens it', async () => {
    const { page, context } = await watchedPage(browser, 'file:');
    const { slug } = plannedBuilds()[1] ?? { slug: '' };
    const name = report.builds.find((build) => build.slug === slug)?.build.name ?? '';
    await page.goto(pathToFileURL(`${folder}/index.html`).href);
    await page.keyboard.press('/');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await page.waitForURL(/builds\//);
    expect(await page.textContent('h1')).toContain(name);
    await context.close();
  });
});
