import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { makeFleet, nameMembers, type FleetMember } from '../../analyzer/fleet/make-fleet.ts';
import { renderFleet } from '../../site/render-fleet.ts';
import { fleetPage } from '../../site/view/fleet-page.ts';
import { hostileReport } from '../export/hostile-report.ts';
import { reportOf } from '../report/sample-report.ts';

type Files = Readonly<Record<string, string>>;

const member = (title: string, files: Files): FleetMember => ({
  file: `${title}.json`,
  report: reportOf(memoryFileTree(files), title),
});

const hostileTitle = '<img src=x onerror=hacked()>{{ 7*7 }}\u202E';

const members: readonly FleetMember[] = [
  member('Shop', {
    'api/Dockerfile': 'FROM node:22.1\nMAINTAINER me\nCMD ["x"]\n',
    'web/Dockerfile': 'FROM node:20.1\nCOPY . /app\nRUN npm ci\nCMD ["x"]\n',
    'web/package.json': '{}',
  }),
  member('shop', { Dockerfile: 'FROM node:22.1\n', 'b/Dockerfile': 'FROM busybox\nRUN x\n' }),
  member('assets', { Dockerfile: 'FROM busybox\nMAINTAINER me\n' }),
  member('../../con', { Dockerfile: 'NOTHING\n' }),
  { file: 'hostile.json', report: { ...hostileReport(), title: hostileTitle } },
];
const fleet = makeFleet(members, '0.0.0');

let folder: string;
let page: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'layerfall-fleet-'));
  await renderFleet(fleet, nameMembers(members), { output: folder, title: `Fleet ${hostileTitle}` });
  page = readFileSync(join(folder, 'index.html'), 'utf8');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Addresses that a page links to, without those of places on it. */
const linksOf = (html: string): readonly string[] =>
  [...html.matchAll(/ (?:href|src)="([^"#]+)[^"]*"/g)]
    .map(([, url = '']) => url)
    .filter((url) => !url.startsWith('data:'));

describe('the site of several repositories', () => {
  test('has a folder for each, safe, and unlike its own and each other whatever the case', () => {
    const folders = readdirSync(folder).toSorted();
    expect(folders).toHaveLength(7);
    expect(folders.filter((name) => !/^[a-z0-9-]+(?:\.html)?$/.test(name))).toEqual([]);
    expect(folders).toEqual(expect.arrayContaining(['assets', 'index.html', 'shop', 'build-con']));
    expect(folders.filter((name) => name.startsWith('shop-') || name.startsWith('assets-'))).toHaveLength(2);
    for (const name of folders.filter((each) => each !== 'assets' && each !== 'index.html')) {
      expect(existsSync(join(folder, name, 'findings.html'))).toBe(true);
    }
  });

  test('links nothing that is not there', () => {
    const links = linksOf(page);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((url) => !existsSync(join(folder, url)))).toEqual([]);
  });

  test.each(['index.html', 'findings.html', 'builds/api-dockerfile.html'])('leads from %s back to all', (path) => {
    const links = linksOf(readFileSync(join(folder, 'shop', path), 'utf8'));
    expect(links.filter((url) => join(folder, 'shop', dirname(path), url) === join(folder, 'index.html'))).toHaveLength(
      1,
    );
  });

  test('forbids all but its own files, and has neither inline script nor style', () => {
    expect(page).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    // Hostile names stand in attributes, as text.
    expect(page.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]* (?:style|on[a-z]+)=/);
    expect(page).not.toMatch(/<script(?! src=)/);
    expect(linksOf(page).filter((url) => /^(?:\/|[a-z]+:)/.test(url))).toEqual([]);
  });

  test('shows hostile titles as text', () => {
    expect(page).not.toContain('<img');
    expect(page).not.toContain('\u202E');
    expect(page).toContain('&lt;img src=x onerror=hacked()&gt;{{ 7*7 }}‹202E›');
  });

  test('is the same whatever the order of the reports', async () => {
    const again = join(folder, '../', `${folder.split('/').at(-1)}-again`);
    const turned = members.toReversed();
    await renderFleet(makeFleet(turned, '0.0.0'), nameMembers(turned), {
      output: again,
      title: `Fleet ${hostileTitle}`,
    });
    expect(readFileSync(join(again, 'index.html'), 'utf8')).toBe(page);
    rmSync(again, { recursive: true, force: true });
  });
});

describe('the overview', () => {
  const { images, rules, repositories, drifting } = fleetPage(
    makeFleet(members.slice(0, 3), '0.0.0'),
    new Map([
      ['Shop', 'shop'],
      ['shop', 'shop-2'],
      ['assets', 'assets-2'],
    ]),
  );

  test('base images in several versions come first, each version with who uses it', () => {
    expect(drifting).toBe(1);
    expect(
      images.map(({ name, versions }) => [
        name,
        ...versions.map((version) => `${version.name}: ${version.users.map(({ url }) => url).join(' ')}`),
      ]),
    ).toEqual([
      [
        'node',
        'node:22.1: shop/base-images.html#filter=node%3A22.1 shop-2/base-images.html#filter=node%3A22.1',
        'node:20.1: shop/base-images.html#filter=node%3A20.1',
      ],
      [
        'busybox',
        'busybox:latest: assets-2/base-images.html#filter=busybox%3Alatest shop-2/base-images.html#filter=busybox%3Alatest',
      ],
    ]);
  });

  test('rules with their count, what they cost, and the findings of each repository', () => {
    const rule = rules.find(({ name }) => name === 'MaintainerDeprecated');
    expect(rule?.users).toEqual([
      { name: 'Shop', count: 1, url: 'shop/findings.html#filter=MaintainerDeprecated' },
      { name: 'assets', count: 1, url: 'assets-2/findings.html#filter=MaintainerDeprecated' },
    ]);
    expect(rules.filter(({ steps }) => steps > 0).length).toBeGreaterThan(0);
    expect(rules.every(({ steps, costs }) => steps > 0 === (costs !== ''))).toBe(true);
  });

  test('a repository leads to its own site', () => {
    expect(repositories.map(({ name, url }) => [name, url])).toContainEqual(['shop', 'shop-2/']);
  });
});
