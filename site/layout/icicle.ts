/** A file or a folder of the repository, with what is in it summed up. */
export interface TreeNode {
  /** From the root of the tree; empty for the root itself. */
  readonly path: string;
  readonly name: string;
  bytes: number;
  files: number;
  /** Steps that a change rebuilds, of all files together; of a file, its own. */
  steps: number;
  /** The most that one of the files rebuilds. */
  worst: number;
  /** Sorted by name; empty for a file. */
  readonly children: readonly TreeNode[];
}

export interface TreeFile {
  readonly path: string;
  readonly bytes: number;
  readonly steps: number;
}

/** What a cell's height stands for. */
export type Measure = 'bytes' | 'files';

/** One box of an icicle: folders to the left of what is in them. Heights in pixels, `depth` in columns. */
export interface Cell {
  readonly path: string;
  readonly name: string;
  /** `rest`: several that are too small to draw, or lie too deep. */
  readonly kind: 'file' | 'folder' | 'rest';
  readonly depth: number;
  readonly y: number;
  readonly height: number;
  readonly files: number;
  readonly bytes: number;
  /** Steps that the costliest file in it rebuilds. */
  readonly worst: number;
  /** 1 to 5 by `worst`. */
  readonly heat: number;
  /** What is in it is drawn too. */
  readonly isOpen: boolean;
}

/** Cells lower than this cannot be pointed at. */
const minHeight = 5;
/** As many columns as leave room for names. */
export const maxColumns = 6;

interface Draft extends TreeNode {
  readonly children: Draft[];
}

/** The folders of a list of files. */
export function fileTree(files: readonly TreeFile[]): TreeNode {
  const root = emptyNode('', '');
  const folders = new Map<string, Draft>([['', root]]);
  for (const { path, bytes, steps } of files) {
    let at = root;
    add(at, bytes, steps);
    for (let slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
      const isFile = slash < 0;
      const here = isFile ? path : path.slice(0, slash);
      const known = isFile ? undefined : folders.get(here);
      const next = known ?? emptyNode(here, here.slice(here.lastIndexOf('/') + 1));
      if (known === undefined) at.children.push(next);
      if (!isFile) folders.set(here, next);
      add(next, bytes, steps);
      at = next;
      if (isFile) break;
    }
  }
  return root;
}

function emptyNode(path: string, name: string): Draft {
  return { path, name, bytes: 0, files: 0, steps: 0, worst: 0, children: [] };
}

function add(node: Draft, bytes: number, steps: number): void {
  node.bytes += bytes;
  node.files++;
  node.steps += steps;
  node.worst = Math.max(node.worst, steps);
}

/** The folder or file at a path; null when the tree has none there. */
export function findNode(root: TreeNode, path: string): TreeNode | null {
  let at = root;
  while (at.path !== path) {
    const next = at.children.find((child) => path === child.path || path.startsWith(`${child.path}/`));
    if (next === undefined) return null;
    at = next;
  }
  return at;
}

/** 1 to 5: how much `steps` is of `most`, small numbers told apart better than large ones. */
export function heatOf(steps: number, most: number): number {
  if (steps <= 0 || most <= 0) return 1;
  return Math.min(5, 1 + Math.floor((4.999 * Math.log(1 + steps)) / Math.log(1 + most)));
}

/**
 * The cells of a folder and of what is in it, within `height` pixels: the largest first, the smallest of a folder together
 * as one. `most` is what the costliest file of the whole repository rebuilds.
 */
export function icicle(top: TreeNode, height: number, measure: Measure, most: number): readonly Cell[] {
  const cells: Cell[] = [];
  const sizeOf = (node: TreeNode): number => (measure === 'files' ? node.files : Math.max(node.files, node.bytes));
  const place = (start: TreeNode, depth: number, y: number, tall: number): void => {
    const { node, name } = depth === 0 ? { node: start, name: start.name } : onlyChild(start);
    const isOpen = node.children.length > 0 && depth + 1 < maxColumns && tall >= 2 * minHeight;
    cells.push(cell(node, name, node.children.length > 0 ? 'folder' : 'file', depth, y, tall, isOpen));
    if (!isOpen) return;
    const children = node.children.toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a.name < b.name ? -1 : 1));
    const scale = tall / children.reduce((sum, child) => sum + sizeOf(child), 0);
    let at = y;
    const small: TreeNode[] = [];
    for (const child of children) {
      const share = sizeOf(child) * scale;
      if (share < minHeight && children.length > 1) {
        small.push(child);
        continue;
      }
      place(child, depth + 1, at, share);
      at += share;
    }
    if (small.length > 0) cells.push(restCell(node, small, depth + 1, at, y + tall - at));
  };
  const cell = (
    node: TreeNode,
    name: string,
    kind: Cell['kind'],
    depth: number,
    y: number,
    tall: number,
    isOpen: boolean,
  ): Cell => {
    const { path, files, bytes, worst } = node;
    return { path, name, kind, depth, y, height: tall, files, bytes, worst, heat: heatOf(worst, most), isOpen };
  };
  const restCell = (folder: TreeNode, small: readonly TreeNode[], depth: number, y: number, tall: number): Cell => {
    const sum = emptyNode(folder.path, '');
    for (const node of small) {
      sum.files += node.files;
      sum.bytes += node.bytes;
      sum.worst = Math.max(sum.worst, node.worst);
    }
    return cell(sum, `${sum.files} smaller`, 'rest', depth, y, tall, false);
  };
  place(top, 0, 0, height);
  return cells;
}

/** A folder that holds nothing but one folder is drawn with it as one: `src/main/java`. */
function onlyChild(start: TreeNode): { readonly node: TreeNode; readonly name: string } {
  let node = start;
  let { name } = start;
  for (;;) {
    const [child, other] = node.children;
    if (child === undefined || other !== undefined || child.children.length === 0) return { node, name };
    node = child;
    name = `${name}/${child.name}`;
  }
}
