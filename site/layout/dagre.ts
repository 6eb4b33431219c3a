import { graphlib, layout } from '@dagrejs/dagre';
import { pack } from './pack.ts';

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

/** From left to right a link needs room beside a box, from top to bottom it runs along its sides. */
const gap = { rank: 72, node: 20, below: 34, beside: 48, margin: 16, bows: 48 };

/** Where links point: to the right, or down. */
export type Direction = 'LR' | 'TB';

/** Places boxes so that links point one way, without overlaps; the same input, the same places. */
export function placeBoxes(boxes: readonly Box[], links: readonly Link[], direction: Direction = 'LR'): Placement {
  if (boxes.length > tooManyBoxes || links.length > tooManyLinks) return placeInColumns(boxes, links);
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: direction,
    ranksep: direction === 'LR' ? gap.rank : gap.below,
    nodesep: direction === 'LR' ? gap.node : gap.beside,
    marginx: direction === 'LR' ? gap.margin : gap.bows,
    marginy: gap.margin,
    ranker: boxes.length > manyBoxes ? 'tight-tree' : 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const [index, { from, to }] of links.entries()) graph.setEdge(from, to, {}, `${index}`);
  layout(graph);
  const centers = boxes.map(({ id }) => graph.node(id) as { readonly x: number; readonly y: number });
  const starts = direction === 'LR' ? columnStarts(boxes, centers) : null;
  const placed = new Map<string, Placed>();
  for (const [index, { id, width, height }] of boxes.entries()) {
    const { x, y } = centers[index] ?? { x: 0, y: 0 };
    const left = starts?.get(x) ?? x - width / 2;
    placed.set(id, { x: Math.round(left), y: Math.round(y - height / 2), width, height });
  }
  const { width, height } = extent(placed);
  return { boxes: placed, width: direction === 'LR' ? width : width + gap.bows - gap.margin, height };
}

/** Where the widest box of each column starts, by the column's middle: the others start there too, as words do in a list. */
function columnStarts(boxes: readonly Box[], centers: readonly { readonly x: number }[]): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  for (const [index, { width }] of boxes.entries()) {
    const { x } = centers[index] ?? { x: 0 };
    starts.set(x, Math.min(starts.get(x) ?? Number.POSITIVE_INFINITY, x - width / 2));
  }
  return starts;
}

/** Places boxes as `placeBoxes` does, those that hang together for themselves: many small graphs fill a page `across` wide. */
export function placeComponents(boxes: readonly Box[], links: readonly Link[], across: number): Placement {
  const parts = components(boxes, links)
    .map((part) => ({ part, placement: placeBoxes(part.boxes, part.links) }))
    .sort((a, b) => b.placement.height * b.placement.width - a.placement.height * a.placement.width);
  const area = parts.reduce((sum, { placement }) => sum + placement.width * placement.height, 0);
  const places = pack(
    parts.map(({ placement: { width, height } }) => ({ width, height: height - gap.margin })),
    Math.min(across, Math.round(Math.sqrt(area * 2.6))),
  );
  const placed = new Map<string, Placed>();
  for (const [index, { placement }] of parts.entries()) {
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    for (const [id, box] of placement.boxes) placed.set(id, { ...box, x: box.x + x, y: box.y + y });
  }
  return { boxes: placed, ...extent(placed) };
}

/** Boxes that links lead between, in either direction, together with these links; in the order of their first boxes. */
function components(
  boxes: readonly Box[],
  links: readonly Link[],
): readonly { readonly boxes: Box[]; readonly links: Link[] }[] {
  const parent = new Map(boxes.map(({ id }) => [id, id]));
  const rootOf = (id: string): string => {
    let at = id;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { from, to } of links) parent.set(rootOf(from), rootOf(to));
  const parts = new Map<string, { readonly boxes: Box[]; readonly links: Link[] }>();
  for (const box of boxes) {
    const root = rootOf(box.id);
    const part = parts.get(root) ?? { boxes: [], links: [] };
    parts.set(root, part);
    part.boxes.push(box);
  }
  for (const link of links) parts.get(rootOf(link.from))?.links.push(link);
  return [...parts.values()];
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
