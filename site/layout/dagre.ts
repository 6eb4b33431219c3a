import { graphlib, layout } from '@dagrejs/dagre';

/** A box to place. Sizes in pixels. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly from: string;
  readonly to: string;
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  /** Top left corners, by id. */
  readonly boxes: ReadonlyMap<string, Placed>;
  readonly width: number;
  readonly height: number;
}

/** Above this many boxes the exact ranking takes seconds: a looser one is as good to look at. */
const manyBoxes = 150;
/** Above this many boxes or links no layered layout is quick: boxes stand in columns by rank. */
const tooManyBoxes = 800;
const tooManyLinks = 3000;

const gap = { rank: 72, node: 20, margin: 16 };

/** Places boxes from left to right so that links point right, without overlaps; the same input, the same places. */
export function placeBoxes(boxes: readonly Box[], links: readonly Link[]): Placement {
  if (boxes.length > tooManyBoxes || links.length > tooManyLinks) return placeInColumns(boxes, links);
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    ranksep: gap.rank,
    nodesep: gap.node,
    marginx: gap.margin,
    marginy: gap.margin,
    ranker: boxes.length > manyBoxes ? 'tight-tree' : 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const [index, { from, to }] of links.entries()) graph.setEdge(from, to, {}, `${index}`);
  layout(graph);
  const placed = new Map<string, Placed>();
  for (const { id, width, height } of boxes) {
    const { x, y } = graph.node(id) as { readonly x: number; readonly y: number };
    placed.set(id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height });
  }
  return { boxes: placed, ...extent(placed) };
}

/** Boxes in columns by how many links lead to them at most; in each column in the order given. */
function placeInColumns(boxes: readonly Box[], links: readonly Link[]): Placement {
  const rank = ranks(boxes, links);
  const columns = new Map<number, Box[]>();
  for (const box of boxes) {
    const at = rank.get(box.id) ?? 0;
    columns.set(at, [...(columns.get(at) ?? []), box]);
  }
  const placed = new Map<string, Placed>();
  let x = gap.margin;
  for (const [, column] of [...columns].sort(([a], [b]) => a - b)) {
    let y = gap.margin;
    for (const { id, width, height } of column) {
      placed.set(id, { x, y, width, height });
      y += height + gap.node;
    }
    x += Math.max(...column.map((box) => box.width)) + gap.rank;
  }
  return { boxes: placed, ...extent(placed) };
}

/** Longest way to each box; a circle's links count once each, so that it ends. */
function ranks(boxes: readonly Box[], links: readonly Link[]): ReadonlyMap<string, number> {
  const rank = new Map(boxes.map(({ id }) => [id, 0]));
  for (let round = 0, changed = true; changed && round < 64; round++) {
    changed = false;
    for (const { from, to } of links) {
      const wanted = (rank.get(from) ?? 0) + 1;
      if ((rank.get(to) ?? 0) >= wanted) continue;
      rank.set(to, wanted);
      changed = true;
    }
  }
  return rank;
}

function extent(placed: ReadonlyMap<string, Placed>): { readonly width: number; readonly height: number } {
  let width = 0;
  let height = 0;
  for (const box of placed.values()) {
    width = Math.max(width, box.x + box.width);
    height = Math.max(height, box.y + box.height);
  }
  return { width: width + gap.margin, height: height + gap.margin };
}
