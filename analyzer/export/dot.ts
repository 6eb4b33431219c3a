import type { Report } from '../report/report.ts';

const shapes = { build: 'box', context: 'folder', image: 'cylinder' } as const;
const styles = { context: 'dotted', 'copy-from': 'dashed', from: 'solid', mount: 'dashed' } as const;

/** The repository graph in the DOT language of Graphviz. */
export function writeDot({ repositoryGraph: { nodes, edges } }: Report): string {
  return [
    'digraph layerfall {',
    '  rankdir=LR;',
    '  node [fontname="Helvetica"];',
    ...nodes.map(({ id, kind, label }) => `  ${quote(id)} [label=${quote(label)}, shape=${shapes[kind]}];`),
    ...edges.map(
      ({ from, to, kind, isConvention }) =>
        `  ${quote(from)} -> ${quote(to)} [label=${quote(isConvention ? `${kind} (by name)` : kind)}, style=${styles[kind]}];`,
    ),
    '}',
    '',
  ].join('\n');
}

/** A quoted string of DOT: a backslash must not make an escape, and control characters would end the file for some. */
function quote(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/\p{Cc}/gu, ' ')}"`;
}
