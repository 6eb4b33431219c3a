import type { Plan } from './plan.ts';
import { plainLine } from './plain-line.ts';
import type { Vertex } from './vertex.ts';

/** The build graph in the DOT language of Graphviz: one node a vertex, one cluster a stage. */
export function planDot(plan: Plan): string {
  const lines = ['digraph plan {', '  rankdir=LR;', '  node [shape=box, fontname="sans-serif"];'];
  const byStage = new Map<number | null, Vertex[]>();
  for (const vertex of plan.vertices) {
    const own = byStage.get(vertex.stage);
    if (own === undefined) byStage.set(vertex.stage, [vertex]);
    else own.push(vertex);
  }
  for (const stage of plan.stages) {
    const own = byStage.get(stage.index);
    if (own === undefined) continue;
    lines.push(`  subgraph cluster_${stage.index} {`, `    label=${quoted(stage.displayName)};`);
    for (const vertex of own) lines.push(`    ${node(vertex)}`);
    lines.push('  }');
  }
  for (const vertex of byStage.get(null) ?? []) lines.push(`  ${node(vertex)}`);
  lines.push('  result [label="image", shape=oval];');
  for (const vertex of plan.vertices) for (const edge of edges(vertex)) lines.push(`  ${edge}`);
  if (plan.result !== null) lines.push(`  v${plan.result.vertex} -> result;`);
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

function node(vertex: Vertex): string {
  const style = vertex.type === 'source' ? ', style=rounded' : '';
  const label = vertex.label === '' ? vertex.type : vertex.label;
  return `v${vertex.id} [label=${quoted(plainLine(label, 80))}${style}];`;
}

/** What a vertex works on is drawn in full, what it only reads from is dashed. */
function edges(vertex: Vertex): readonly string[] {
  const root =
    vertex.type === 'exec' ? vertex.mounts[0]?.input : vertex.type === 'file' ? vertex.actions[0]?.input : null;
  return vertex.inputs.map(({ vertex: from }, place) => {
    const style = root === null || root === place ? '' : ' [style=dashed]';
    return `v${from} -> v${vertex.id}${style};`;
  });
}

/** A quoted string of DOT: a backslash would start an escape of its label language. */
function quoted(text: string): string {
  return `"${plainLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
