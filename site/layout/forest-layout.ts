import { elbow } from './curve.ts';
import type { SharedSteps } from './shared-layers.ts';

/** A row of a box: a step that is shared, or a build that goes on alone. Pixels. */
export interface ForestRow {
  readonly kind: 'build' | 'more' | 'step';
  /** Label of a step; how many rows are left out. */
  readonly text: string;
  /** The build; null for others. */
  readonly build: number | null;
  /** Steps that the build makes alone; 0 for others. */
  readonly own: number;
  readonly y: number;
}

export interface ForestBox {
  readonly key: string;
  readonly kind: 'ends' | 'shared';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly builds: readonly number[];
  readonly rows: readonly ForestRow[];
}

export interface ForestLink {
  /** Keys of boxes. */
  readonly from: string;
  readonly to: string;
  readonly builds: readonly number[];
  readonly path: string;
}

export interface ForestLayout {
  readonly boxes: readonly ForestBox[];
  readonly links: readonly ForestLink[];
  readonly width: number;
  readonly height: number;
  /** How many trees are drawn: those that save most. */
  readonly trees: number;
}

const row = 20;
const head = 26;
const size = { shared: 320, ends: 300, gapX: 56, gapY: 14, treeGap: 30, margin: 16 };
/** Rows of a box: more are told as a number. */
const maxRows = 14;
/** Taller drawings are not looked at to their end. */
const maxHeight = 9000;

/** Places chains of shared steps from left to right, what stands on them beside, each tree below the one before. */
export function layOutForest(trees: readonly SharedSteps[]): ForestLayout {
  const boxes: ForestBox[] = [];
  const links: ForestLink[] = [];
  let bottom: number = size.margin;
  let drawn = 0;
  for (const tree of trees) {
    if (bottom > maxHeight) break;
    bottom = placeTree(tree, size.margin, bottom) + size.treeGap;
    drawn++;
  }
  const right = boxes.reduce((most, box) => Math.max(most, box.x + box.width), 0);
  const height = boxes.reduce((most, box) => Math.max(most, box.y + box.height), 0);
  return { boxes, links, width: right + size.margin, height: height + size.margin, trees: drawn };

  /** Answers where the tree ends. */
  function placeTree(node: SharedSteps, x: number, y: number): number {
    const box = sharedBox(node, x, y);
    boxes.push(box);
    const next = x + size.shared + size.gapX;
    let at = y;
    for (const child of node.children) {
      const first = boxes.length;
      const end = placeTree(child, next, at);
      link(box, boxes[first]);
      at = end + size.gapY;
    }
    if (node.ends.length > 0) {
      const ends = endsBox(node, next, at);
      boxes.push(ends);
      link(box, ends);
      at += ends.height + size.gapY;
    }
    return Math.max(at - size.gapY, y + box.height);
  }

  function link(from: ForestBox, to: ForestBox | undefined): void {
    if (to === undefined) return;
    const start = { x: from.x + from.width, y: from.y + Math.min(from.height / 2, head / 2) };
    const path = elbow(start, { x: to.x, y: to.y + Math.min(to.height, head) / 2 });
    links.push({ from: from.key, to: to.key, builds: to.builds, path });
  }
}

function sharedBox(node: SharedSteps, x: number, y: number): ForestBox {
  // The last steps tell the most of where a chain leads, the first where it comes from.
  const { steps } = node;
  const isLong = steps.length > maxRows;
  const shown = isLong ? [...steps.slice(0, maxRows - 5), null, ...steps.slice(-4)] : steps;
  const rows = shown.map((text, index): ForestRow => {
    const place = { y: y + head + index * row, build: null, own: 0 };
    if (text === null) return { ...place, kind: 'more', text: `${steps.length - maxRows + 1}` };
    return { ...place, kind: 'step', text };
  });
  const height = head + rows.length * row + 6;
  return { key: node.key, kind: 'shared', x, y, width: size.shared, height, builds: node.builds, rows };
}

function endsBox(node: SharedSteps, x: number, y: number): ForestBox {
  const isLong = node.ends.length > maxRows;
  const rows = node.ends.slice(0, isLong ? maxRows - 1 : maxRows).map(({ build, steps }, index): ForestRow => ({
    kind: 'build',
    text: '',
    build,
    own: steps,
    y: y + 3 + index * row,
  }));
  const left = node.ends.length - rows.length;
  const more: readonly ForestRow[] =
    left === 0 ? [] : [{ kind: 'more', text: `${left}`, build: null, own: 0, y: y + 3 + rows.length * row }];
  const builds = node.ends.map(({ build }) => build);
  const height = (rows.length + more.length) * row + 6;
  return { key: `${node.key} ends`, kind: 'ends', x, y, width: size.ends, height, builds, rows: [...rows, ...more] };
}
