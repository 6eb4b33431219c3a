/** Takes the pictures of the README from the report of the samples: `npm run demo` first. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './setup-browser.mjs';

const report = '_report';
const target = 'docs/images';
const shots = [
  { page: 'index.html', name: 'overview', height: 860 },
  {
    page: 'builds/shop-compose-yaml-storefront.html',
    state: 'change=file:shop/services/storefront/package.json',
    name: 'build',
    height: 900,
  },
];

const browserPath = findBrowser();
if (browserPath === null || !existsSync(join(report, 'index.html'))) {
  process.stderr.write('Needs a browser (node scripts/setup-browser.mjs) and the report (npm run demo).\n');
  process.exit(1);
}
mkdirSync(target, { recursive: true });
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
for (const colorScheme of ['light', 'dark']) {
  for (const { page: path, state = '', name, height } of shots) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1440, height },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(join(report, path)).href}#${state}`);
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) });
    await context.close();
  }
}
await browser.close();
