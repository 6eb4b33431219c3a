import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { renderSite } from '../../site/render.ts';
import { reportOf, reportOfFiles, sampleTree } from '../report/sample-report.ts';

let folder: string;
const before = process.cwd();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'layerfall-render-'));
});

afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const report = reportOfFiles({
  Dockerfile: 'FROM alpine\nCOPY a /a\n',
  'two/Dockerfile': 'FROM alpine\nRUN x\n',
  'bad.Dockerfile': 'NOPE\n',
  a: '',
});

test('accepted findings stand apart, with who accepts them and why', async () => {
  const output = join(folder, 'accepted');
  const dockerfile = 'FROM alpine\n# layerfall ignore=JSONArgsRecommended <b>shell</b>\nCMD run me\nMAINTAINER me\n';
  await renderSite(reportOfFiles({ Dockerfile: dockerfile }), { output });
  const [open = '', accepted = ''] = readFileSync(join(output, 'findings.html'), 'utf8').split('id="accepted-title"');
  expect(open).toContain('MaintainerDeprecated');
  expect(open).not.toContain('JSONArgsRecommended');
  expect(accepted).toContain('JSONArgsRecommended');
  expect(accepted).toContain('a comment <span class="hint">&lt;b&gt;shell&lt;/b&gt;</span>');
});

describe('the site', () => {
  test.each(['plain', 'with space', 'ha#sh', 'que?ry', 'per%20cent', '(round) [square] {curly}', 'ünï', '*star*'])(
    'is written to a folder called %s',
    async (name) => {
      const output = join(folder, name);
      const { pages } = await renderSite(report, { output });
      expect(pages).toBe(report.builds.length + 6);
      expect(readdirSync(join(output, 'builds')).toSorted()).toEqual(
        report.builds.map(({ slug }) => `${slug}.html`).sort(),
      );
      for (const asset of ['style.css', 'overview.js', 'search-index.js']) {
        expect(existsSync(join(output, 'assets', asset))).toBe(true);
      }
    },
  );

  test('takes no notice of Eleventy’s own files in the reader’s folder', async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(join(home, '.eleventyignore'), '**\n');
    writeFileSync(join(home, '.gitignore'), '*\n');
    writeFileSync(join(home, '.eleventy.js'), 'throw new Error("this is not for Layerfall");\n');
    process.chdir(home);
    const { pages } = await renderSite(report, { output: 'out' });
    expect(process.cwd()).toBe(home);
    expect(pages).toBe(report.builds.length + 6);
    expect(existsSync(join(home, 'out', 'index.html'))).toBe(true);
  });

  test('is written without a word on standard output', async () => {
    const write = vi.spyOn(process.stdout, 'write');
    await renderSite(report, { output: join(folder, 'quiet') });
    expect(write).not.toHaveBeenCalled();
    write.mockRestore();
  });

  test('tells how far it is, build by build', async () => {
    const told: string[] = [];
    await renderSite(report, { output: join(folder, 'told'), onProgress: (text) => told.push(text) });
    expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3'].map((count) => `Writing pages: ${count}`));
  });

  test.each([
    ['no Dockerfile at all', {}, /No Dockerfile was found/],
    ['only a rejected one', { Dockerfile: 'NOPE\n' }, /Rejected/],
    ['a Dockerfile without text', { Dockerfile: '' }, /Rejected/],
  ])('of a repository with %s says so', async (name, files, expected) => {
    const output = join(folder, name);
    await renderSite(reportOfFiles(files), { output });
    expect(readFileSync(join(output, 'index.html'), 'utf8')).toMatch(expected);
  });

  test('is the same byte by byte when it is written again', async () => {
    const shop = reportOf(sampleTree('shop'), 'shop');
    const texts = [];
    for (const name of ['once', 'twice']) {
      const output = join(folder, name);
      await renderSite(shop, { output });
      const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((path) =>
        /\.(?:html|js)$/.test(path),
      );
      texts.push(files.toSorted().map((path) => [path, readFileSync(join(output, path), 'utf8')]));
    }
    expect(texts[1]).toEqual(texts[0]);
  });
});

describe('every page', () => {
  test('forbids all but its own files, and has neither inline script nor style', async () => {
    const output = join(folder, 'pages');
    await renderSite(reportOf(sampleTree('shop'), 'shop'), { output });
    const pages = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
    for (const path of pages) {
      const html = readFileSync(join(output, path), 'utf8');
      expect(html).toMatch(
        /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'/,
      );
      expect(html).not.toMatch(/<[^>]* (?:style|on[a-z]+)=/);
      expect(html).not.toMatch(/<script(?![^>]*(?: src=|type="application\/json"))/);
      expect(html).not.toMatch(/(?:src|href)="\/(?!\/)/);
    }
  });
});
