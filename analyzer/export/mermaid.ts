import type { RepositoryEdge, RepositoryGraphData, RepositoryNode } from '../report/repository-data.ts';
import type { Report } from '../report/report.ts';

const arrows = { context: '-.->', 'copy-from': '-->|COPY --from|', from: '==>', mount: '-->|mount|' } as const;
const arrowsByName = {
  ...arrows,
  'copy-from': '-->|COPY --from, by name|',
  from: '==>|by name|',
  mount: '-->|mount, by name|',
};

/** What Mermaid draws at most where nobody sets it otherwise, as on GitHub (mermaid.js.org: maxEdges, maxTextSize). */
const maxEdges = 500;
const maxCharacters = 50_000;

/** The first line, and what is said where something is left out. */
const framing = 300;

/**
 * The repository graph as a Mermaid flowchart, which GitHub draws. Where it is larger than Mermaid draws, a box says what is
 * missing: what joins builds stays before what joins them to images from outside and to contexts.
 */
export function writeMermaid({ repositoryGraph }: Report): string {
  const { nodes, edges } = drawn(repositoryGraph);
  const rest = [
    ...missing(repositoryGraph.nodes.length - nodes.length, 'box', 'boxes'),
    ...missing(repositoryGraph.edges.length - edges.length, 'arrow', 'arrows'),
  ];
  return [
    'flowchart LR',
    ...nodes.map(({ line }) => line),
    ...edges.map(({ line }) => line),
    ...(rest.length === 0 ? [] : [`  rest["… and ${rest.join(', ')} more than Mermaid draws"]`]),
    '',
  ].join('\n');
}

function missing(count: number, one: string, many: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

interface Line {
  readonly line: string;
}

/** As much of the graph as there is room for, in its own order. */
function drawn({ nodes, edges }: RepositoryGraphData): {
  readonly nodes: readonly Line[];
  readonly edges: readonly Line[];
} {
  const boxes = new Map(nodes.map((node, index) => [node.id, { name: `n${index}`, line: box(node, index) }]));
  const isBuild = new Set(nodes.flatMap(({ id, kind }) => (kind === 'build' ? [id] : [])));
  const outside = ({ from, to }: RepositoryEdge): number => [from, to].filter((id) => !isBuild.has(id)).length;
  const kept = new Set<Line>();
  let room = maxCharacters - framing;
  const keep = (lines: readonly Line[]): boolean => {
    const added = lines.filter((line) => !kept.has(line));
    const size = added.reduce((sum, { line }) => sum + line.length + 1, 0);
    if (size > room) return false;
    room -= size;
    for (const line of added) kept.add(line);
    return true;
  };
  const all = edges.flatMap((edge) => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const arrow = (edge.isConvention ? arrowsByName : arrows)[edge.kind];
    return [{ edge, from, to, line: `  ${from.name} ${arrow} ${to.name}` }];
  });
  let count = 0;
  for (const each of all.toSorted((one, other) => outside(one.edge) - outside(other.edge))) {
    if (count === maxEdges) break;
    if (keep([each.from, each.to, each])) count++;
  }
  for (const each of boxes.values()) keep([each]);
  return { nodes: [...boxes.values()].filter((each) => kept.has(each)), edges: all.filter((each) => kept.has(each)) };
}

function box({ kind, label }: RepositoryNode, index: number): string {
  const text = `"${escape(label)}"`;
  const shape = kind === 'image' ? `[(${text})]` : kind === 'context' ? `>${text}]` : `[${text}]`;
  return `  n${index}${shape}`;
}

/** Mermaid's own entities: nothing in a label can end it or become markup. */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{N} ./:@_-]/gu, (char) => `#${char.codePointAt(0) ?? 63};`);
}
