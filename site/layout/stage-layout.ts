import type { PlannedBuild, StepEdge } from '../../analyzer/report/report.ts';
import { placeBoxes, type Box, type Direction, type Link, type Placed, type Placement } from './dagre.ts';
import { linkPath } from './stage-links.ts';

/** A step, or in a stage that the target does not need an instruction, as a row of its stage's box. Pixels. */
export interface LaidRow {
  /** `s4` for a step, `i7` for an instruction without one. */
  readonly key: string;
  readonly step: number | null;
  readonly instruction: number | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A stage, an image that is only copied from, or the build context. */
export interface LaidBox extends Placed {
  readonly key: string;
  readonly kind: 'context' | 'image' | 'stage';
  readonly stage: number | null;
  readonly rows: readonly LaidRow[];
}

export interface LaidEdge {
  readonly key: string;
  readonly kind: StepEdge['kind'] | 'context';
  /** Steps at its ends; `from` is null for the build context, both are for a stage that adds no step to another. */
  readonly from: number | null;
  readonly to: number | null;
  readonly path: string;
}

export interface StageLayout {
  readonly boxes: readonly LaidBox[];
  readonly edges: readonly LaidEdge[];
  readonly width: number;
  readonly height: number;
  /** Stages stand beside each other, or below. */
  readonly direction: Direction;
  /** Where those begin that the target does not need, below all others; null when it needs all. */
  readonly parkedAt: number | null;
}

export const rowHeight = 26;
export const headHeight = 30;
const boxWidth = 300;
const contextSize = { width: 132, height: 40 };

interface Row {
  readonly key: string;
  readonly step: number | null;
  readonly instruction: number | null;
}

interface Lane {
  readonly key: string;
  readonly kind: LaidBox['kind'];
  readonly stage: number | null;
  readonly rows: readonly Row[];
}

const stepKeywords = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR']);

/** Where every step of a build stands: stages are boxes, their steps rows in them, and edges run from row to row. */
export function layOutStages(plan: PlannedBuild): StageLayout {
  const lanes = shortenParked(plan, makeLanes(plan));
  const laneOf = new Map(lanes.flatMap((lane) => lane.rows.map((row) => [row.step, lane.key])));
  const takers = plan.steps.filter((step) => step.context !== null && laneOf.has(step.id)).map((step) => step.id);
  const aliases = aliasLinks(plan, lanes);
  const isParked = (lane: Lane): boolean => isUnneeded(plan, lane);
  const boxes: Box[] = lanes.filter((lane) => !isParked(lane)).map(laneBox);
  if (takers.length > 0) boxes.unshift({ id: 'context', ...contextSize });
  const crossing = crossingEdges(plan, lanes, laneOf);
  const links = [...laneLinks(crossing, takers, laneOf), ...aliases];
  const { placement, direction } = placeEitherWay(boxes, links);
  const passages = new Map(links.map(({ from, to }, index) => [`${from}\n${to}`, placement.passages[index] ?? []]));
  const parked = park(lanes.filter(isParked).map(laneBox), placement);
  const rows = new Map<number, LaidRow>();
  const laid = lanes.map((lane): LaidBox => {
    const at = placement.boxes.get(lane.key) ??
      parked.boxes.get(lane.key) ?? { x: 0, y: 0, width: boxWidth, height: headHeight };
    const laidRows = lane.rows.map((row, index) => layRow(row, at, index));
    for (const row of laidRows) if (row.step !== null) rows.set(row.step, row);
    return { ...at, key: lane.key, kind: lane.kind, stage: lane.stage, rows: laidRows };
  });
  const context = placement.boxes.get('context');
  const contextBoxes: readonly LaidBox[] =
    context === undefined ? [] : [{ ...context, key: 'context', kind: 'context', stage: null, rows: [] }];
  const boxOf = new Map(laid.flatMap((box) => box.rows.map((row) => [row.step, box])));
  const edges = crossing.flatMap(({ from, to, kind }): readonly LaidEdge[] => {
    const path = pathBetween(from, to, kind);
    return path === null ? [] : [{ key: `${kind} ${from} ${to}`, kind, from, to, path }];
  });
  const contextEdges = takers.flatMap((to): readonly LaidEdge[] => {
    const path = pathBetween(null, to, 'context');
    return path === null ? [] : [{ key: `context ${to}`, kind: 'context', from: null, to, path }];
  });
  const boxAt = new Map(laid.map((box) => [box.key, box]));
  const aliasEdges = aliases.flatMap((link): readonly LaidEdge[] => {
    const from = boxAt.get(link.from);
    const to = boxAt.get(link.to);
    if (from === undefined || to === undefined) return [];
    const path = linkPath({ box: from, row: from }, { box: to, row: to }, 'chain', direction);
    return [{ key: `alias ${link.to}`, kind: 'chain', from: null, to: null, path }];
  });
  return {
    boxes: [...contextBoxes, ...laid],
    edges: [...edges, ...contextEdges, ...aliasEdges],
    width: parked.width,
    height: parked.height,
    direction,
    parkedAt: lanes.some(isParked) ? placement.height : null,
  };

  function pathBetween(from: number | null, to: number, kind: LaidEdge['kind']): string | null {
    const startBox = from === null ? context : boxOf.get(from);
    const start = from === null ? context : rows.get(from);
    const endBox = boxOf.get(to);
    const end = rows.get(to);
    if (startBox === undefined || start === undefined || endBox === undefined || end === undefined) return null;
    const fromKey = from === null ? 'context' : (laneOf.get(from) ?? '');
    const between = passages.get(`${fromKey}\n${laneOf.get(to) ?? ''}`) ?? [];
    return linkPath({ box: startBox, row: start }, { box: endBox, row: end }, kind, direction, between);
  }
}

function laneBox({ key, rows }: Lane): Box {
  return { id: key, width: boxWidth, height: headHeight + rows.length * rowHeight };
}

/** Room for a line of text, and between boxes. */
const shelf = { head: 26, gap: 20 };

/** What the target does not need stands apart, in rows below the rest: a Dockerfile of many targets shows the one asked for. */
function park(boxes: readonly Box[], main: Placement): Placement {
  if (boxes.length === 0) return main;
  const placed = new Map<string, Placed>();
  const across = Math.max(main.width, 2 * boxWidth + 3 * shelf.gap);
  let x = shelf.gap;
  let y = main.height + shelf.head;
  let tall = 0;
  let width = main.width;
  for (const { id, width: wide, height } of boxes) {
    if (x > shelf.gap && x + wide + shelf.gap > across) {
      x = shelf.gap;
      y += tall + shelf.gap;
      tall = 0;
    }
    placed.set(id, { x, y, width: wide, height });
    width = Math.max(width, x + wide + shelf.gap);
    tall = Math.max(tall, height);
    x += wide + shelf.gap;
  }
  return { boxes: placed, passages: [], width, height: y + tall + shelf.gap };
}

/** The room that a build page has for its graph without moving it. */
const pane = { width: 580, height: 620 };
/** Above this many boxes no way fits, and one layout is enough work. */
const fewBoxes = 40;

/** Beside each other or below each other, whichever can be shown larger. */
function placeEitherWay(
  boxes: readonly Box[],
  links: readonly Link[],
): { readonly placement: Placement; readonly direction: Direction } {
  const beside = { placement: placeBoxes(boxes, links, 'LR'), direction: 'LR' } as const;
  if (boxes.length > fewBoxes) return beside;
  const below = { placement: placeBoxes(boxes, links, 'TB'), direction: 'TB' } as const;
  return scaleOf(below.placement) >= scaleOf(beside.placement) ? below : beside;
}

function scaleOf({ height, width }: Placement): number {
  return Math.min(1, pane.width / width, pane.height / height);
}

const isUnneeded = ({ stages }: PlannedBuild, { stage }: Lane): boolean =>
  stage !== null && stages[stage]?.isReachable === false;

/** More stages than these that the target does not need stand there by their names alone: the source shows the rest. */
const fewParked = 6;

function shortenParked(plan: PlannedBuild, lanes: readonly Lane[]): readonly Lane[] {
  const parked = lanes.filter((lane) => isUnneeded(plan, lane)).length;
  return parked <= fewParked ? lanes : lanes.map((lane) => (isUnneeded(plan, lane) ? { ...lane, rows: [] } : lane));
}

function makeLanes(plan: PlannedBuild): readonly Lane[] {
  const stages = plan.stages.map((stage): Lane => {
    const steps = plan.steps.filter((step) => step.stage === stage.index);
    const rows: readonly Row[] =
      steps.length > 0
        ? steps.map((step) => ({ key: `s${step.id}`, step: step.id, instruction: step.instruction }))
        : plan.instructions
            .filter((each) => each.stage === stage.index && stepKeywords.has(each.keyword))
            .map((each) => ({ key: `i${each.index}`, step: null, instruction: each.index }));
    return { key: `stage ${stage.index}`, kind: 'stage', stage: stage.index, rows };
  });
  const images = plan.steps
    .filter((step) => step.stage === null)
    .map((step): Lane => {
      const row = { key: `s${step.id}`, step: step.id, instruction: step.instruction };
      return { key: `image ${step.id}`, kind: 'image', stage: null, rows: [row] };
    });
  return [...images, ...stages];
}

/**
 * The edges between boxes. Stages that begin alike share vertices, and a step may stand on those of another stage: it also
 * stands below equal ones in its own, and that is told by its place.
 */
function crossingEdges(
  plan: PlannedBuild,
  lanes: readonly Lane[],
  laneOf: ReadonlyMap<number | null, string>,
): readonly StepEdge[] {
  const firsts = new Set(lanes.map(({ rows }) => rows[0]?.step));
  return plan.edges.filter(
    ({ from, to, kind }) => laneOf.get(from) !== laneOf.get(to) && (kind !== 'chain' || firsts.has(to)),
  );
}

/** From a stage to one that the target needs and that adds no step to it: `FROM build AS final` and nothing else. */
function aliasLinks({ stages, steps }: PlannedBuild, lanes: readonly Lane[]): readonly Link[] {
  const byName = new Map(stages.map(({ displayName, index }) => [displayName, `stage ${index}`]));
  const known = new Set(lanes.map(({ key }) => key));
  const isOwner = new Set(steps.map(({ stage }) => stage));
  return stages.flatMap(({ base, baseKind, index, isReachable }) => {
    const from = isReachable && baseKind === 'stage' && !isOwner.has(index) ? byName.get(base) : undefined;
    return from === undefined || !known.has(from) ? [] : [{ from, to: `stage ${index}` }];
  });
}

function laneLinks(
  crossing: readonly StepEdge[],
  takers: readonly number[],
  laneOf: ReadonlyMap<number | null, string>,
): readonly Link[] {
  const links = new Map<string, Link>();
  const add = (from: string | undefined, to: string | undefined): void => {
    if (from !== undefined && to !== undefined) links.set(`${from}\n${to}`, { from, to });
  };
  for (const { from, to } of crossing) add(laneOf.get(from), laneOf.get(to));
  for (const step of takers) add('context', laneOf.get(step));
  return [...links.values()];
}

function layRow(row: Row, box: Placed, index: number): LaidRow {
  return { ...row, x: box.x, y: box.y + headHeight + index * rowHeight, width: box.width, height: rowHeight };
}
