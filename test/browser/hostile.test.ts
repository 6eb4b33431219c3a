import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, watchedPage } from './browser.ts';
import { pagesOf, runLayerfall, writeReport } from './sample-report.ts';

/** Says so when any of it comes to run. */
const attack = '<script>window.hacked=1</script><img src=x onerror=window.hacked=1>';
const template = '{{ 7*7 }}{% raw %}{{ site }}';
const controls = '\u0007\u001B[31m\u202E';

let browser: Browser;
let repository: string;
let folder: string;

beforeAll(async () => {
  repository = mkdtempSync(join(tmpdir(), 'layerfall-hostile-'));
  const inside = join(repository, '<img src=x onerror=hacked=1>{{7*7}}');
  mkdirSync(inside);
  const lines = [
    `# ${attack} </script> ${template} ${controls}`,
    `ARG X="${attack}"`,
    'FROM scratch AS __proto__x',
    `LABEL a="${attack}" b="${template}"`,
    `ENV E="</script>${attack}" F='${template}'`,
    `COPY <<EOF /x`,
    `</script>${attack}${template}`,
    'EOF',
    `COPY ["${attack.replaceAll('"', '')}", "/</script>"]`,
    `RUN echo '</script>${attack}${template}${controls}'`,
    `CMD ["</script>", "${template}"]`,
    '',
  ];
  writeFileSync(join(inside, 'Dockerfile'), lines.join('\n'));
  writeFileSync(join(inside, 'bad.Dockerfile'), `FROM scratch\n</script>${attack} ${template}\n`);
  folder = writeReport(repository);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  for (const each of [repository, folder]) rmSync(each, { recursive: true, force: true });
});

test('whatever a Dockerfile and its path hold is shown as text on every page', async () => {
  const base = pathToFileURL(`${folder}/`).href;
  const { page, context, faults } = await watchedPage(browser, base);
  for (const path of pagesOf(folder)) {
    await page.goto(base + path);
    expect(await page.evaluate('"hacked" in window')).toBe(false);
    expect(await page.locator('main img, main script:not([type])').count()).toBe(0);
    const text = (await page.textContent('body')) ?? '';
    expect(text).not.toContain('\u001B');
    expect(text).not.toContain('\u202E');
  }
  await context.close();
  expect(faults).toEqual([]);
});

test('whatever they hold is shown as text in the report of one file, too', async () => {
  const file = join(folder, 'single.html');
  runLayerfall(['report', repository, '--single-file', file]);
  const { page, context, faults } = await watchedPage(browser, pathToFileURL(file).href);
  for (const path of pagesOf(folder).filter((each) => each !== 'single.html')) {
    await page.goto('about:blank');
    await page.goto(`${pathToFileURL(file).href}#/${path}`);
    await expect.poll(() => page.evaluate('document.documentElement.dataset.page').catch(() => null)).toBe(path);
    await page.locator('h1').waitFor();
    expect(await page.evaluate('"hacked" in window')).toBe(false);
    expect(await page.locator('main img, main script:not([type])').count()).toBe(0);
    expect(await page.locator('link[href], script[src]').count()).toBe(1);
  }
  await context.close();
  expect(faults).toEqual([]);
});

test('markup, template syntax and control characters can be read in the source', async () => {
  const page = await (await browser.newContext()).newPage();
  const build = pagesOf(folder).find((path) => path.startsWith('builds/') && !path.includes('bad'));
  await page.goto(pathToFileURL(join(folder, build ?? '')).href);
  const source = (await page.textContent('.source')) ?? '';
  expect(source).toContain('<script>window.hacked=1</script>');
  expect(source).toContain('{{ 7*7 }}{% raw %}{{ site }}');
  expect(source).toContain('‹1B›[31m‹202E›');
});
