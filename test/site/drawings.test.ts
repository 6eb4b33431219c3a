import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderSite } from '../../site/render.ts';
import { reportOf, sampleTree } from '../report/sample-report.ts';

/**
 * The drawings of the main pages, as they stand in them before a script runs. Positions are computed and not measured, so
 * these are the same on every machine, whatever its fonts. Each is an SVG: open it to see what changed, then
 * `npm run golden`.
 */
const drawings = [
  ['overview', 'index.html', 'repository-graph'],
  ['build', 'builds/compose-yaml-storefront.html', 'build-graph'],
  ['impact', 'impact.html', 'impact-graph'],
  ['shared-layers', 'shared-layers.html', 'shared-graph'],
] as const;

/** Enough to look at them; what pages make of their classes is in site/styles. */
const style = [
  'svg { background: #fff; font: 12px monospace }',
  'text { fill: #33332f } .keyword, .box-title { font-weight: 700 }',
  'rect { fill: #fff; stroke: #a3a39a } .row rect { stroke: none } .cell rect { fill: #f1f1ed }',
  '.node.image rect { fill: #f1f1ed } .cell[class*=heat-] rect { fill: #f1bda6 } .cell.heat-5 rect { fill: #dc7453 }',
  '.edge { fill: none; stroke: #a3a39a } .edge.copy-from { stroke-dasharray: 6 4 } .edge.context { stroke-dasharray: 2 4 }',
  '.unused { opacity: 0.5 } .target .frame { stroke-width: 2 }',
].join('\n');

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'layerfall-drawings-'));
  await renderSite(reportOf(sampleTree('shop'), 'shop'), { output: folder });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the drawing of the sample shop', () => {
  test.each(drawings)('%s looks as it did', async (name, page, id) => {
    await expect(drawing(readFileSync(join(folder, page), 'utf8'), id)).toMatchFileSnapshot(`drawings/${name}.svg`);
  });
});

/** The SVG in the element with an id, as a file of its own. */
function drawing(html: string, id: string): string {
  const from = html.indexOf('<svg', html.indexOf(`id="${id}"`));
  const svg = html.slice(from, html.indexOf('</svg>', from) + '</svg>'.length);
  const lines = svg
    .replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
    .replace('>', `>\n<style>\n${style}\n</style>`)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return `${lines.join('\n')}\n`;
}
