import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../scripts/setup-browser.mjs';
import { longDockerfile, makeDockerfiles, wideDockerfile } from './make-dockerfiles.ts';
import type { Measurement } from './measurement.ts';
import { layerfall, timeCommand } from './run-command.ts';

const stages = 60;
const stepsOfStage = 17;

/** What a reader waits for: a page that answers, and a graph that follows the hand. */
export async function measureBrowser(): Promise<readonly Measurement[]> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no browser: run node scripts/setup-browser.mjs');
  const root = mkdtempSync(join(tmpdir(), 'layerfall-bench-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const urlOf = writeSite(root);
    return [
      await interactive(browser, 'a build page of 44 lines answers', urlOf('usual')),
      await interactive(browser, 'a build page of 1,000 lines answers', urlOf('long')),
      await interactive(browser, `a build page of ${stages} stages answers`, urlOf('wide')),
      await changing(browser, urlOf('long')),
      await panning(browser, urlOf('wide')),
    ];
  } finally {
    await browser.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Answers where the page of a build is. */
function writeSite(root: string): (name: string) => string {
  const [usual = ''] = makeDockerfiles(1);
  const dockerfiles = { usual, wide: wideDockerfile(stages, stepsOfStage), long: longDockerfile(1000) };
  for (const [name, text] of Object.entries(dockerfiles)) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'Dockerfile'), text);
  }
  const site = join(root, '_report');
  timeCommand(1, process.execPath, [layerfall, 'report', root, '--quiet', '--output', site]);
  return (name) => pathToFileURL(join(site, `builds/${name}-dockerfile.html`)).href;
}

/** From the beginning of loading until the page's script, which is deferred, has run: what is pressed then is answered. */
async function interactive(browser: Browser, name: string, url: string): Promise<Measurement> {
  const taken: number[] = [];
  for (let round = 0; round < 3; round++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    const asked = 'performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd';
    taken.push(Number(await page.evaluate(asked)));
    await page.close();
  }
  return { name, value: Math.min(...taken), unit: 'ms', reference: { name: 'goal', value: 1000 } };
}

/** From a change that the reader chooses until what it makes of each of 1,000 steps is drawn. */
async function changing(browser: Browser, url: string): Promise<Measurement> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  const taken: number[] = [];
  for (const line of [10, 400, 30, 500, 20]) {
    // The next frame is drawn, and what waited for it has its turn.
    const shown = `new Promise((shown) => {
      const start = performance.now();
      addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(() => shown(performance.now() - start))), { once: true });
      location.hash = 'change=line:${line}';
    })`;
    taken.push(Number(await page.evaluate(shown)));
  }
  await page.close();
  return {
    name: 'a change through 1,000 steps is shown',
    value: Math.min(...taken),
    unit: 'ms',
    reference: { name: 'at once, as INP has it', value: 200 },
  };
}

const moves = 180;

/** How long a frame takes while a graph is dragged to and fro, as the browser's own tracing tells it. */
async function panning(browser: Browser, url: string): Promise<Measurement> {
  const taken: number[] = [];
  for (let round = 0; round < 3; round++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page.click('[data-zoom="fit"]');
    await browser.startTracing(page, {
      categories: ['devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame'],
    });
    await drag(page);
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] };
    taken.push(frameTime(trace.traceEvents));
    await page.close();
  }
  return {
    name: `a frame while a graph of ${stages * stepsOfStage} nodes is dragged`,
    value: Math.min(...taken),
    unit: 'ms',
    reference: { name: '60 frames a second', value: 1000 / 60 },
  };
}

async function drag(page: Page): Promise<void> {
  const box = await page.locator('#build-graph').boundingBox();
  if (box === null) throw new Error('the graph is not there');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  for (let move = 0; move < moves; move++) {
    const angle = (move / moves) * 6 * Math.PI;
    await page.mouse.move(middle.x + 200 * Math.sin(angle), middle.y + 100 * Math.sin(angle / 2));
  }
  await page.mouse.up();
}

interface TraceEvent {
  readonly name: string;
  /** Microseconds. */
  readonly ts: number;
}

/** Milliseconds from one drawn frame to the next, on average. */
function frameTime(events: readonly TraceEvent[]): number {
  const drawn = events.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts);
  const [first, last] = [Math.min(...drawn), Math.max(...drawn)];
  if (drawn.length < 2) throw new Error('no frame was drawn');
  return (last - first) / 1000 / (drawn.length - 1);
}
