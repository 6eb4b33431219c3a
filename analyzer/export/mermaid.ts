import type { Report } from '../report/report.ts';

const arrows = { context: '-.->', 'copy-from': '-->|COPY --from|', from: '==>', mount: '-->|mount|' } as const;
const arrowsByName = {
  ...arrows,
  'copy-from': '-->|COPY --from, by name|',
  from: '==>|by name|',
  mount: '-->|mount, by name|',
};

/** The repository graph as a Mermaid flowchart, which GitHub draws. */
export function writeMermaid({ repositoryGraph: { nodes, edges } }: Report): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    'flowchart LR',
    ...nodes.map(({ id, kind, label }) => {
      const text = `"${escape(label)}"`;
      const shape = kind === 'image' ? `[(${text})]` : kind === 'context' ? `>${text}]` : `[${text}]`;
      return `  ${names.get(id)}${shape}`;
    }),
    ...edges.map(({ from, to, kind, isConvention }) => {
      const arrow = (isConvention ? arrowsByName : arrows)[kind];
      return `  ${names.get(from)} ${arrow} ${names.get(to)}`;
    }),
    '',
  ].join('\n');
}

/** Mermaid's own entities: nothing in a label can end it or become markup. */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{N} ./:@_-]/gu, (char) => `#${char.codePointAt(0) ?? 63};`);
}
