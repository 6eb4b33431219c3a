import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { pagesOf, writeReport } from './sample-report.ts';

let browser: Browser;
let folder: string;
let page: Page;

beforeAll(async () => {
  folder = writeReport('samples');
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Boxes that overlap, and labels that stick out of theirs, in words. */
const faults = `(() => {
  const found = [];
  const boxes = [...document.querySelectorAll('.canvas .node > rect, .canvas .frame')].map((rect) => ({ rect, at: rect.getBBox() }));
  for (const [index, { at: a }] of boxes.entries()) {
    for (const { at: b } of boxes.slice(index + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      if (!apart) found.push('boxes at ' + [a.x, a.y, b.x, b.y].join(' '));
    }
  }
  for (const text of document.querySelectorAll('.canvas .node > text, .canvas .box text')) {
    const box = text.closest('.node, .box').querySelector('rect').getBBox();
    const { x, width } = text.getBBox();
    if (x < box.x || x + width > box.x + box.width + 1) found.push('label ' + text.textContent.trim());
  }
  return found;
})()`;

test('no box of a graph overlaps another, and every label stays in its box', async () => {
  const drawn = pagesOf(folder).filter((path) => path.startsWith('builds/') || /^(?:index|shared-layers)/.test(path));
  const found: string[] = [];
  for (const path of drawn) {
    await page.goto(pathToFileURL(`${folder}/${path}`).href);
    for (const fault of (await page.evaluate(faults)) as readonly string[]) found.push(`${path}: ${fault}`);
  }
  expect(found).toEqual([]);
}, 240_000);
