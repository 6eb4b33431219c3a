import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { writeReport } from './sample-report.ts';

let browser: Browser;
let folder: string;
let page: Page;

beforeAll(async () => {
  folder = writeReport('samples/shop');
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const urlOf = (path: string): string => `${pathToFileURL(folder).href}/${path}`;

/** Opens an address afresh, as whoever is sent it does. */
async function open(path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(urlOf(path));
}

const build = 'builds/compose-yaml-storefront.html';

describe('a link restores what is chosen', () => {
  test.each<[what: string, address: string, selector: string, text: string | null]>([
    ['a step', `${build}#step=2`, '.row.selected[data-step="2"]', null],
    ['a line', `${build}#line=13`, '#L13.pointed', null],
    ['a change', `${build}#change=arg:SHOP_VERSION`, '.chip', 'argument: SHOP_VERSION ×'],
    ['a changed line', `${build}#change=line:13`, '.step-badge.rebuilt', 'rebuilt'],
    ['the focus of the repository graph', 'index.html#focus=build:docker-bake.hcl%23gateway', '.node.selected', null],
    [
      'how far it is followed',
      'index.html#way=up&focus=build:docker-bake.hcl%23gateway',
      '[data-way="up"][aria-pressed="true"]',
      null,
    ],
    ['a filter', 'index.html#filter=gateway', '#build-count', '1'],
    ['the order of a table', 'index.html#sort=build-table:5:descending', 'th[aria-sort="descending"]', 'Steps'],
    ['a folder of the impact', 'impact.html#folder=libs', '.cell', null],
    ['a file of the impact', 'impact.html#file=libs/money/money.mjs', '.cell.selected', null],
    ['sizes instead of files', 'impact.html#by=bytes', '[data-measure="bytes"][aria-pressed="true"]', null],
    ['a filter of images', 'base-images.html#filter=postgres', '#image-table tbody tr:not([hidden])', null],
  ])('%s', async (_what, address, selector, text) => {
    await open(address);
    const found = page.locator(selector).first();
    await found.waitFor();
    if (text !== null) expect((await found.textContent())?.trim()).toBe(text);
  });

  test('the place in a graph', async () => {
    await open(build);
    const drawing = page.locator('#build-graph .drawing');
    const before = await drawing.getAttribute('style');
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    const moved = await drawing.locator('svg').getAttribute('width');
    const address = page.url();
    expect(address).toMatch(/view=-?\d+,-?\d+,[\d.]+$/);
    await open(address.slice(urlOf('').length));
    const width = Number(await drawing.locator('svg').getAttribute('width'));
    expect(Math.abs(width - Number(moved))).toBeLessThan(5);
    expect(await drawing.getAttribute('style')).not.toBe(before);
  });
});

test('a link that chooses something further down brings it into sight', async () => {
  const isInSight =
    'document.querySelector("#build-table tbody tr:not([hidden])").getBoundingClientRect().bottom < innerHeight';
  await open('index.html');
  expect(await page.evaluate(isInSight)).toBe(false);
  await page.click('.highlights a[href^="#filter"]');
  await expect.poll(() => page.evaluate(isInSight)).toBe(true);
});

describe('keys', () => {
  test.each([
    ['/', '#search'],
    ['f', '#filter'],
  ])('%s leads to %s', async (key, selector) => {
    await open('index.html');
    await page.keyboard.press(key);
    expect(await page.evaluate(`document.activeElement?.matches('${selector}')`)).toBe(true);
  });

  test('w leads to what changes, the arrows and Enter choose, and Escape leaves it', async () => {
    await open(build);
    await page.keyboard.press('w');
    await page.keyboard.type('npm run');
    await page.keyboard.press('Enter');
    expect(await page.locator('.chip').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(`document.activeElement?.id`)).not.toBe('change-input');
  });

  test('? lists the keys, and Escape closes the list', async () => {
    await open('index.html');
    await page.keyboard.press('?');
    expect(await page.locator('#keys-dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('#keys-dialog').isVisible()).toBe(false);
  });

  test('t goes through the themes, and the choice stays', async () => {
    await open('index.html');
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await open('impact.html');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.keyboard.press('t');
  });

  test('arrows walk along the links of the repository graph', async () => {
    await open('index.html');
    const idOf = (): Promise<unknown> => page.evaluate('document.activeElement?.closest(".node")?.dataset.id');
    await page.locator('.node[data-id="image:docker.io/library/node:22-bookworm-slim"]').focus();
    await page.keyboard.press('ArrowRight');
    const next = await idOf();
    expect(next).toMatch(/^build:/);
    await page.keyboard.press('ArrowLeft');
    expect(await idOf()).toBe('image:docker.io/library/node:22-bookworm-slim');
  });
});

test('on paper the whole graph stands in its frame', async () => {
  await open(build);
  await page.keyboard.press('+');
  const moved = `getComputedStyle(document.querySelector('#build-graph .drawing')).transform`;
  expect(await page.evaluate(moved)).toMatch(/^matrix/);
  await page.emulateMedia({ media: 'print' });
  const svg = page.locator('#build-graph .drawing svg');
  expect(await page.evaluate(moved)).toBe('none');
  const [outer, inner] = [await page.locator('.graph-pane').boundingBox(), await svg.boundingBox()];
  expect(inner?.height ?? 0).toBeGreaterThan(100);
  expect(inner?.width ?? 0).toBeLessThanOrEqual(outer?.width ?? 0);
  await page.emulateMedia({ media: 'screen' });
  expect(await page.evaluate(moved)).toMatch(/^matrix/);
});
