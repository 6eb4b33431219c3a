import { graphlib, layout } from '@dagrejs/dagre';
import { pack } from './pack.ts';
import { settle, type Resident, type Tie } from './settle.ts';

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

/** Where a link runs level: out of its column past wider boxes, and between the boxes of each column that it passes. */
export interface Passage {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

export interface Placement {
  /** Top left corners, by id. */
  readonly boxes: ReadonlyMap<string, Placed>;
  /** For each link, from its start to its end. The first one leaves its own column, and has the height of its start. */
  readonly passages: readonly (readonly Passage[])[];
  readonly width: number;
  readonly height: number;
}

/** Above this many boxes the exact ranking takes seconds: a looser one is as good to look at. */
const manyBoxes = 150;
/** Above this many boxes or links no layered layout is quick: boxes stand in columns by rank. */
const tooManyBoxes = 800;
const tooManyLinks = 3000;

/** From left to right a link needs room beside a box, from top to bottom it runs along its sides. */
const gap = { rank: 60, node: 14, below: 34, beside: 48, margin: 16, bows: 48 };

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
  if (direction === 'LR') {
    const bends = links.map(({ from, to }, index) => {
      const { points } = graph.edge(from, to, `${index}`) as { readonly points: readonly { x: number; y: number }[] };
      return points;
    });
    return inColumns(boxes, links, centers, bends);
  }
  const placed = new Map<string, Placed>();
  for (const [index, { id, width, height }] of boxes.entries()) {
    const { x, y } = centers[index] ?? { x: 0, y: 0 };
    placed.set(id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height });
  }
  const { width, height } = extent(placed);
  return { boxes: placed, passages: links.map(() => []), width: width + gap.bows - gap.margin, height };
}

interface Center {
  readonly x: number;
  readonly y: number;
}

/** How high the place is that a link passes through. */
const passageHeight = 6;

/**
 * Takes from a layered layout who stands in which column and in which order, and settles them close together: boxes start
 * where their column starts, as words do in a list, and a long link gets a place of its own in each column that it passes.
 */
function inColumns(
  boxes: readonly Box[],
  links: readonly Link[],
  centers: readonly Center[],
  bends: readonly (readonly Center[])[],
): Placement {
  const lines = [...new Set(centers.map(({ x }) => x))].sort((a, b) => a - b);
  const columns = lines.map((): (Resident & { readonly y: number })[] => []);
  const columnOf = new Map<string, number>();
  const widths = lines.map(() => 0);
  for (const [index, { id, width, height }] of boxes.entries()) {
    const { x, y } = centers[index] ?? { x: 0, y: 0 };
    const column = lines.indexOf(x);
    columnOf.set(id, column);
    columns[column]?.push({ id, height, y });
    widths[column] = Math.max(widths[column] ?? 0, width);
  }
  const ties: Tie[] = [];
  const passing = links.map(({ from, to }, index) => {
    const start = columnOf.get(from) ?? 0;
    const end = columnOf.get(to) ?? 0;
    const names: string[] = [];
    let last = from;
    for (let column = start + 1; column < end; column++) {
      const id = `${index} passes ${column}`;
      names.push(id);
      columns[column]?.push({ id, height: passageHeight, y: heightAt(bends[index] ?? [], lines[column] ?? 0) });
      // The middle of a long link is what shows that it is one: it pulls more than its ends.
      ties.push({ from: last, to: id, weight: last === from ? 1 : 4 });
      last = id;
    }
    ties.push({ from: last, to, weight: 1 });
    return names;
  });
  const inOrder = columns.map((column) => [...column].sort((a, b) => a.y - b.y));
  const tops = settle(inOrder, ties, gap.node);
  const lefts: number[] = [];
  let x: number = gap.margin;
  for (const width of widths) {
    lefts.push(x);
    x += width + gap.rank;
  }
  const placed = new Map<string, Placed>();
  for (const { id, width, height } of boxes) {
    const left = lefts[columnOf.get(id) ?? 0] ?? 0;
    placed.set(id, { x: left, y: (tops.get(id) ?? 0) + gap.margin, width, height });
  }
  const passages = passing.map((names, index) => {
    const { from, to } = links[index] ?? noLink;
    const start = columnOf.get(from) ?? 0;
    // A link that points back leaves to the left.
    if ((columnOf.get(to) ?? 0) <= start) return [];
    const run = (column: number, y: number): Passage => {
      const left = lefts[column] ?? 0;
      return { left, right: left + (widths[column] ?? 0), y };
    };
    const box = placed.get(from);
    const own = run(start, box === undefined ? 0 : box.y + box.height / 2);
    return [
      { ...own, left: box === undefined ? own.left : box.x + box.width },
      ...names.map((id, place) => run(start + 1 + place, (tops.get(id) ?? 0) + gap.margin + passageHeight / 2)),
    ];
  });
  const bottom = Math.max(0, ...passages.flat().map(({ y }) => y + passageHeight));
  const { width, height } = extent(placed);
  return { boxes: placed, passages, width, height: Math.max(height, bottom + gap.margin) };
}

/** How high a bent line is at a place. */
function heightAt(points: readonly Center[], x: number): number {
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (to.x < x) continue;
    if (from === undefined || to.x === from.x) return to.y;
    return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
  }
  return points.at(-1)?.y ?? 0;
}

/** Places boxes as `placeBoxes` does, those that hang together for themselves: many small graphs fill a page `across` wide. */
export function placeComponents(boxes: readonly Box[], links: readonly Link[], across: number): Placement {
  const parts = components(boxes, links)
    .map((part) => ({
      part,
      placement: placeBoxes(
        part.boxes,
        part.links.map((index) => links[index] ?? noLink),
      ),
    }))
    .sort((a, b) => b.placement.height * b.placement.width - a.placement.height * a.placement.width);
  const area = parts.reduce((sum, { placement }) => sum + placement.width * placement.height, 0);
  const places = pack(
    parts.map(({ placement: { width, height } }) => ({ width, height: height - gap.margin })),
    Math.min(across, Math.round(Math.sqrt(area * 2.6))),
  );
  const placed = new Map<string, Placed>();
  const passages: (readonly Passage[])[] = links.map(() => []);
  for (const [index, { part, placement }] of parts.entries()) {
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    for (const [id, box] of placement.boxes) placed.set(id, { ...box, x: box.x + x, y: box.y + y });
    for (const [place, link] of part.links.entries()) {
      const own = placement.passages[place] ?? [];
      passages[link] = own.map((each) => ({ left: each.left + x, right: each.right + x, y: each.y + y }));
    }
  }
  return { boxes: placed, passages, ...extent(placed) };
}

const noLink: Link = { from: '', to: '' };

/** Boxes that links lead between, in either direction, with the indexes of these links; in the order of their first boxes. */
function components(
  boxes: readonly Box[],
  links: readonly Link[],
): readonly { readonly boxes: Box[]; readonly links: number[] }[] {
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
  const parts = new Map<string, { readonly boxes: Box[]; readonly links: number[] }>();
  for (const box of boxes) {
    const root = rootOf(box.id);
    const part = parts.get(root) ?? { boxes: [], links: [] };
    parts.set(root, part);
    part.boxes.push(box);
  }
  for (const [index, link] of links.entries()) parts.get(rootOf(link.from))?.links.push(index);
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
  return { boxes: placed, passages: links.map(() => []), ...extent(placed) };
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
