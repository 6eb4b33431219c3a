import { readFileSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { writeLongReport } from './sample-report.ts';

let browser: Browser;
let folder: string;
let page: Page;

beforeAll(async () => {
  folder = writeLongReport();
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await page.goto('about:blank');
  await page.goto(`${pathToFileURL(folder).href}/builds/wide-dockerfile.html`);
});

interface Place {
  readonly x: number;
  readonly y: number;
  readonly stretch: number;
}

/** How a part is moved, and how far its picture is stretched. */
async function placeOf(selector: string): Promise<Place> {
  const asked = `(({ a, e, f }) => ({ x: e, y: f, stretch: a }))(new DOMMatrix(getComputedStyle(document.querySelector('${selector}')).transform))`;
  return (await page.evaluate(asked)) as Place;
}

/** The middle of the graph's canvas. */
async function middle(): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator('#build-graph').boundingBox();
  if (box === null) throw new Error('the graph is not there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const drawing = '#build-graph .drawing';
const width = `Number(document.querySelector('${drawing} svg').getAttribute('width'))`;

describe('a graph that is dragged', () => {
  test('moves as far as the hand, and its map with it', async () => {
    const [before, mapBefore] = [await placeOf(drawing), await placeOf('.minimap .window')];
    const { x, y } = await middle();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 30);
    await page.mouse.move(x + 90, y + 60);
    const [after, mapAfter] = [await placeOf(drawing), await placeOf('.minimap .window')];
    await page.mouse.up();
    expect([after.x - before.x, after.y - before.y, after.stretch]).toEqual([90, 60, 1]);
    expect(mapAfter.x).toBeLessThan(mapBefore.x);
    expect(mapAfter.y).toBeLessThan(mapBefore.y);
    // The address follows a moment later.
    await expect.poll(() => page.url()).toContain('view=');
  });

  test('is not asked for each move what lies below the pointer, and lets the pointer go in the end', async () => {
    const isHeld = `document.querySelector('#build-graph').hasPointerCapture(1)`;
    const { x, y } = await middle();
    await page.evaluate(
      `window.over = 0; document.querySelector('${drawing}').addEventListener('mouseover', () => window.over++)`,
    );
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 10, y);
    const before = await page.evaluate('over');
    for (let move = 0; move < 40; move++) await page.mouse.move(x + 10 - move * 5, y + move * 4);
    expect(await page.evaluate('over')).toBe(before);
    expect(await page.evaluate(isHeld)).toBe(true);
    await page.mouse.up();
    expect(await page.evaluate(isHeld)).toBe(false);
    expect(await page.locator('.row.selected').count()).toBe(0);
    expect(await page.evaluate('getSelection().toString()')).toBe('');
  });

  test('still takes a press for the choice of a step', async () => {
    const { x, y } = await middle();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 10);
    await page.mouse.up();
    await page.locator('.box.target .row').first().click();
    expect(await page.locator('.row.selected').count()).toBe(1);
  });
});

describe('a graph that is zoomed', () => {
  test('is stretched on the way, and drawn sharp where it comes to rest', async () => {
    const before = Number(await page.evaluate(width));
    const { x, y } = await middle();
    await page.mouse.move(x, y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -60);
    await page.keyboard.up('Control');
    await expect.poll(async () => page.evaluate(width)).toBeGreaterThan(before);
    expect((await placeOf(drawing)).stretch).toBe(1);
  });

  test('by a button is drawn sharp at once', async () => {
    const before = Number(await page.evaluate(width));
    await page.click('[data-zoom="in"]');
    expect(Number(await page.evaluate(width))).toBeCloseTo(before * 1.25, 3);
    expect((await placeOf(drawing)).stretch).toBe(1);
  });
});

test.each(['step=801', 'step=33', 'view=1234.5,321.7,0.77'])(
  'at rest it stands on whole pixels, where letters are sharp: %s',
  async (state) => {
    await page.goto('about:blank');
    await page.goto(`${pathToFileURL(folder).href}/builds/wide-dockerfile.html#${state}`);
    const { x, y, stretch } = await placeOf(drawing);
    expect([x % 1, y % 1, stretch].map(Math.abs)).toEqual([0, 0, 1]);
  },
);

test('a press on the map goes there', async () => {
  const before = await placeOf(drawing);
  await page.locator('.minimap').click({ position: { x: 6, y: 6 } });
  const after = await placeOf(drawing);
  expect(after.x).toBeGreaterThan(before.x);
});

test('what the browser scrolls to by itself is moved into sight', async () => {
  const before = await placeOf(drawing);
  await page.evaluate(`document.querySelector('.box.target .row:last-child').scrollIntoView({ block: 'start' })`);
  await expect.poll(async () => (await placeOf(drawing)).y).not.toBe(before.y);
  expect(await page.evaluate(`document.querySelector('#build-graph').scrollTop`)).toBe(0);
});

test('is saved whole, at its own size and on the ground of its canvas, wherever it was moved', async () => {
  await page.click('[data-zoom="in"]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-export="svg"]')]);
  const saved = readFileSync((await download.path()) ?? '', 'utf8');
  const size = `(({ width, height }) => [width, height])(document.querySelector('#build-graph').dataset)`;
  const [wide, high] = (await page.evaluate(size)) as readonly string[];
  expect(/<svg[^>]*>/.exec(saved)?.[0]).toContain(`viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}"`);
  expect(/<rect width="100%" height="100%" fill="([^"]*)"/.exec(saved)?.[1]).toBe('rgb(255, 255, 255)');
  expect(saved.match(/<g data-step=/g)?.length).toBe(916);
});
