import type { RepositoryEdge, RepositoryGraphData, RepositoryNode } from '../../analyzer/report/repository-data.ts';
import { curveThrough } from './curve.ts';
import { placeComponents, type Placed } from './dagre.ts';

/** A build or an image; or a folder of builds or a repository of images, folded into one. Pixels. */
export interface LaidNode extends Placed {
  readonly id: string;
  readonly kind: 'build' | 'builds' | 'image' | 'images';
  readonly label: string;
  /** Ids of the builds it stands for; empty for images. */
  readonly builds: readonly string[];
  /** How many nodes it stands for. */
  readonly count: number;
}

export interface LaidLink {
  readonly from: string;
  readonly to: string;
  readonly kind: RepositoryEdge['kind'];
  /** How many edges it stands for. */
  readonly count: number;
  /** A name alone tells of each of them. */
  readonly isConvention: boolean;
  readonly path: string;
}

export interface RepositoryLayout {
  readonly nodes: readonly LaidNode[];
  readonly links: readonly LaidLink[];
  readonly width: number;
  readonly height: number;
  readonly isFolded: boolean;
}

/** More boxes of a kind than can be looked at at once: they fold. */
const maxBuilds = 90;
const maxImages = 60;
const nodeHeight = 30;
const charWidth = 7.2;
/** What a wide window shows without moving the graph. */
const pageWidth = 1320;

interface Group {
  readonly id: string;
  readonly kind: LaidNode['kind'];
  readonly label: string;
  readonly members: readonly RepositoryNode[];
}

/**
 * Where every build and image of a repository stands; contexts are told in the table, not drawn. `unfolded` names folded
 * boxes whose members are to stand for themselves.
 */
export function layOutRepository(
  { nodes, edges }: RepositoryGraphData,
  unfolded: ReadonlySet<string> = new Set(),
): RepositoryLayout {
  const builds = nodes.filter((node) => node.kind === 'build');
  const images = nodes.filter((node) => node.kind === 'image');
  const groups = [...foldImages(images), ...foldBuilds(builds)].flatMap((group) =>
    unfolded.has(group.id) ? group.members.map(single) : [group],
  );
  const groupOf = new Map(groups.flatMap((group) => group.members.map((node) => [node.id, group.id])));
  const links = joinEdges(edges, groupOf);
  const boxes = groups.map(({ id, label }) => ({ id, width: labelWidth(label), height: nodeHeight }));
  const placement = placeComponents(boxes, links, pageWidth);
  const laid = groups.map(({ id, kind, label, members }): LaidNode => {
    const at = placement.boxes.get(id) ?? { x: 0, y: 0, width: 0, height: nodeHeight };
    const ids = members.flatMap((node) => (node.build === null ? [] : [node.build]));
    return { ...at, id, kind, label, builds: ids, count: members.length };
  });
  return {
    nodes: laid,
    links: links.flatMap((link, index) => {
      const from = placement.boxes.get(link.from);
      const to = placement.boxes.get(link.to);
      if (from === undefined || to === undefined) return [];
      const start = { x: from.x + from.width, y: from.y + nodeHeight / 2 };
      const end = { x: to.x, y: to.y + nodeHeight / 2 };
      return [{ ...link, path: curveThrough(start, end, placement.passages[index] ?? []) }];
    }),
    width: placement.width,
    height: placement.height,
    isFolded: groups.some((group) => group.members.length > 1),
  };
}

const maxLabel = 40;

/**
 * A name as a box shows it: digests by their first seven digits, and of a long name its end, which tells more than its
 * beginning, from a whole folder on where one fits.
 */
export function shorten(name: string): string {
  const text = name.replace(/@sha256:([0-9a-f]{7})[0-9a-f]*/g, '@$1');
  if (text.length <= maxLabel) return text;
  const slash = text.indexOf('/', text.length - maxLabel + 1);
  const start = slash < 0 || text.length - slash < maxLabel / 3 ? text.length - maxLabel + 1 : slash;
  return `…${text.slice(start)}`;
}

function labelWidth(label: string): number {
  return Math.round(Math.max(72, shorten(label).length * charWidth + 28));
}

function single(node: RepositoryNode): Group {
  return { id: node.id, kind: node.kind === 'image' ? 'image' : 'build', label: node.label, members: [node] };
}

/** Builds by the longest beginnings of their folders that leave few enough groups. */
function foldBuilds(builds: readonly RepositoryNode[]): readonly Group[] {
  if (builds.length <= maxBuilds) {
    return builds.map(single);
  }
  const depth = Math.max(...builds.map((node) => node.folder.split('/').length));
  for (let keep = depth; keep > 1; keep--) {
    const groups = groupBy(builds, (node) => node.folder.split('/').slice(0, keep).join('/'));
    if (groups.size <= maxBuilds) return foldedGroups(groups, 'builds', '/');
  }
  return foldedGroups(
    groupBy(builds, (node) => node.folder.split('/', 1)[0] ?? ''),
    'builds',
    '/',
  );
}

/** Images by repository, then by registry. */
function foldImages(images: readonly RepositoryNode[]): readonly Group[] {
  if (images.length <= maxImages) {
    return images.map(single);
  }
  const byRepository = groupBy(images, (node) => repositoryName(node.label));
  if (byRepository.size <= maxImages) return foldedGroups(byRepository, 'images', '');
  return foldedGroups(
    groupBy(images, (node) => node.label.split('/', 1)[0] ?? ''),
    'images',
    '',
  );
}

function repositoryName(label: string): string {
  const name = label.split('@', 1)[0] ?? label;
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

function groupBy(
  nodes: readonly RepositoryNode[],
  keyOf: (node: RepositoryNode) => string,
): ReadonlyMap<string, readonly RepositoryNode[]> {
  const groups = new Map<string, RepositoryNode[]>();
  for (const node of nodes) {
    const key = keyOf(node);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return groups;
}

function foldedGroups(
  groups: ReadonlyMap<string, readonly RepositoryNode[]>,
  many: 'builds' | 'images',
  ending: string,
): readonly Group[] {
  return [...groups].map(([key, members]) => {
    const [first] = members;
    if (members.length === 1 && first !== undefined) return single(first);
    return { id: `${many}:${key}`, kind: many, label: `${key}${ending} (${members.length})`, members };
  });
}

type Joined = Omit<LaidLink, 'path'>;

function joinEdges(edges: readonly RepositoryEdge[], groupOf: ReadonlyMap<string, string>): readonly Joined[] {
  const joined = new Map<string, Joined>();
  for (const edge of edges) {
    const from = groupOf.get(edge.from);
    const to = groupOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from}\n${to}\n${edge.kind}`;
    const same = joined.get(key);
    joined.set(key, {
      from,
      to,
      kind: edge.kind,
      count: (same?.count ?? 0) + 1,
      isConvention: edge.isConvention && same?.isConvention !== false,
    });
  }
  return [...joined.values()];
}
