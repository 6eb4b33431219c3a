import type { Report } from '../report/report.ts';
import { escapeXml } from './xml-text.ts';

const keys = [
  ['label', 'node'],
  ['kind', 'node'],
  ['folder', 'node'],
  ['takes', 'edge'],
] as const;

/** The repository graph as GraphML, for yEd, Gephi, NetworkX and igraph. */
export function writeGraphml({ repositoryGraph: { nodes, edges } }: Report): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(([name, of]) => `  <key id="${name}" for="${of}" attr.name="${name}" attr.type="string"/>`),
    '  <graph id="layerfall" edgedefault="directed">',
    ...nodes.map(({ id, label, kind, folder }) =>
      element('node', `id="${escapeXml(id)}"`, { label, kind, ...(folder === '' ? {} : { folder }) }),
    ),
    ...edges.map(({ from, to, kind }, index) =>
      element('edge', `id="e${index}" source="${escapeXml(from)}" target="${escapeXml(to)}"`, { takes: kind }),
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

function element(name: 'edge' | 'node', attributes: string, data: Readonly<Record<string, string>>): string {
  const parts = Object.entries(data).map(([key, value]) => `      <data key="${key}">${escapeXml(value)}</data>`);
  return [`    <${name} ${attributes}>`, ...parts, `    </${name}>`].join('\n');
}
