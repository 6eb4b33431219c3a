import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** Opens a build afresh, as whoever is sent its address does. */
async function open(name: 'long' | 'wide', state = ''): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${pathToFileURL(folder).href}/builds/${name}-dockerfile.html${state === '' ? '' : `#${state}`}`);
}

/** Whether an element is within what its pane shows. */
async function isSeen(selector: string): Promise<boolean> {
  const asked = `(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    const pane = element.closest('.pane-body, .canvas').getBoundingClientRect();
    const { top, bottom, left } = element.getBoundingClientRect();
    return top >= pane.top - 1 && bottom <= pane.bottom + 1 && left >= pane.left - 1 && left < pane.right;
  })()`;
  return (await page.evaluate(asked)) as boolean;
}

const seen = async (step: number): Promise<readonly boolean[]> => [
  await isSeen(`.line[data-steps="${step}"]`),
  await isSeen(`.row[data-step="${step}"]`),
  await isSeen(`.layer[data-steps="${step}"]`),
];

const laidOut = `[...document.querySelectorAll('.source .line')].filter((line) => line.checkVisibility({ contentVisibilityAuto: true })).length`;

const everywhere = [true, true, true];

describe('a Dockerfile of 1,000 lines', () => {
  test('is laid out where it is looked at, and keeps the room of all of it', async () => {
    await open('long');
    await expect.poll(() => page.evaluate(laidOut)).toBeLessThan(300);
    const height = `document.querySelector('.source').getBoundingClientRect().height`;
    const before = await page.evaluate(height);
    for (const line of [200, 400, 600, 800, 1000]) {
      await page.evaluate(`document.getElementById('L${line}').scrollIntoView()`);
      expect(await page.evaluate(height)).toBe(before);
    }
  });

  test('is printed whole', async () => {
    await open('long');
    await page.emulateMedia({ media: 'print' });
    const shown = Number(await page.evaluate(laidOut));
    await page.emulateMedia({ media: null });
    expect(shown).toBe(1000);
  });

  test('is found by the search of the browser', async () => {
    await open('long');
    // From the graph backwards, the last line is the first that is found.
    await page.evaluate(`getSelection().collapse(document.querySelector('.graph-pane'), 0)`);
    expect(await page.evaluate(`window.find('RUN make all', false, true)`)).toBe(true);
    const found = `getSelection().anchorNode.parentElement.closest('.line')?.id`;
    expect(await page.evaluate(found)).toBe('L1000');
  });

  test('shows the line that a link names, and the step on it in every pane', async () => {
    await open('long', 'line=700');
    await expect.poll(() => isSeen('#L700')).toBe(true);
    await expect.poll(() => seen(699)).toEqual(everywhere);
  });

  // How much of it is seen in its own pane is for the reader to say: nothing moves below the pointer.
  test.each([
    ['source', '.line[data-steps="20"]', [1, 2]],
    ['graph', '.row[data-step="20"]', [0, 2]],
    ['layers', '.layer[data-steps="985"]', [0, 1]],
  ])('a step that is chosen in the %s comes into sight in the other panes', async (_pane, selector, others) => {
    await open('long', 'step=0');
    await page.locator(selector).first().click();
    const step = Number(/\d+/.exec(selector)?.[0]);
    await expect.poll(async () => (await seen(step)).filter((_, pane) => others.includes(pane))).toEqual([true, true]);
  });

  test('reads whole with scripts off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const still = await context.newPage();
    await still.goto(`${pathToFileURL(folder).href}/builds/long-dockerfile.html`);
    expect(await still.locator('.source .line').count()).toBe(1000);
    expect((await still.locator('#L1000').textContent())?.trim()).toMatch(/RUN make all$/);
    await still.locator('.long-table summary').click();
    expect(await still.locator('#step-table tbody tr').last().isVisible()).toBe(true);
    await context.close();
  });
});

describe('what a change reaches in a large build', () => {
  test('comes into sight in every pane', async () => {
    await open('long');
    await page.fill('#change-input', 'line 600');
    await page.keyboard.press('Enter');
    await expect.poll(() => seen(599)).toEqual(everywhere);
    expect(await page.textContent('#verdict-summary')).toBe('Rebuilds 401 of 1000 steps. The rest stays cached.');
    expect(await page.locator('.row.selected').count()).toBe(0);
  });

  test('does not move the graph where it is in sight', async () => {
    await open('wide', 'step=900');
    const place = `document.querySelector('#build-graph .drawing').style.transform`;
    const before = await page.evaluate(place);
    const line = await page.locator('.line[data-steps="900"]').getAttribute('data-line');
    await page.fill('#change-input', `line ${line}`);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(place)).toBe(before);
  });

  test('stays where the reader left the graph, when a link says where that is', async () => {
    await open('long', 'change=line:600&view=170,300,0.9');
    expect(await page.locator('.source .line[data-status="rebuilt"]').count()).toBe(401);
    expect(await isSeen('.row[data-step="599"]')).toBe(false);
  });

  test('is gone through by buttons and by keys, around the end', async () => {
    await open('long', 'change=line:998');
    const place = page.locator('#reached-place');
    const steps: (string | null)[] = [];
    for (const go of [
      () => page.click('#reached-next'),
      () => page.click('#reached-next'),
      () => page.keyboard.press('n'),
      () => page.keyboard.press('n'),
      () => page.keyboard.press('p'),
      () => page.click('#reached-previous'),
    ]) {
      await go();
      steps.push(await place.textContent());
    }
    expect(steps).toEqual(['1 of 3', '2 of 3', '3 of 3', '1 of 3', '3 of 3', '2 of 3']);
    await expect.poll(() => seen(998)).toEqual(everywhere);
    await expect.poll(() => page.url()).toContain('step=998');
  });

  test('has its colours at once for who wants no motion', async () => {
    await open('long', 'change=line:500');
    const [dot, badge] = (await page.evaluate(`[
      getComputedStyle(document.querySelector('.row[data-step="999"] .dot')).fill,
      getComputedStyle(document.querySelector('.line[data-steps="999"] .badge')).color,
    ]`)) as readonly string[];
    expect(dot).toBe(badge);
  });

  test('has no way where it reaches nothing', async () => {
    await open('wide', 'step=1');
    expect(await page.locator('#reached').isVisible()).toBe(false);
  });
});

describe('the list of stages', () => {
  test('leads to a stage in every pane, and follows the selected step', async () => {
    await open('wide');
    const list = page.locator('#stage-choice');
    await list.selectOption('s30');
    const step = Number(await page.locator('.row.selected').getAttribute('data-step'));
    // None of its layers is in the image.
    await expect.poll(() => isSeen('#L511')).toBe(true);
    await expect.poll(() => isSeen(`.row[data-step="${step}"]`)).toBe(true);
    await expect.poll(() => page.url()).toContain(`step=${step}`);
    await page.locator('.row[data-step="900"]').dispatchEvent('click');
    expect(await list.locator('option:checked').textContent()).toBe('s59');
    await page.keyboard.press('Escape');
    expect(await list.inputValue()).toBe('');
  });

  test('leads to the FROM of a stage that the target does not need', async () => {
    await open('wide');
    await page.locator('#stage-choice').selectOption('s58');
    await expect.poll(() => isSeen('#L987')).toBe(true);
    expect(await page.locator('.row.selected').count()).toBe(0);
  });

  test('is not there for one stage', async () => {
    await open('long');
    expect(await page.locator('#stage-choice').count()).toBe(0);
  });
});
