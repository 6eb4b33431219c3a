import type { PlannedBuild, StepEdge } from '../../analyzer/report/report.ts';
import { curve } from './curve.ts';
import { placeBoxes, type Box, type Link, type Placed } from './dagre.ts';

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
  /** Steps at its ends; `from` is null for the build context. */
  readonly from: number | null;
  readonly to: number;
  readonly path: string;
}

export interface StageLayout {
  readonly boxes: readonly LaidBox[];
  readonly edges: readonly LaidEdge[];
  readonly width: number;
  readonly height: number;
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
  const lanes = makeLanes(plan);
  const laneOf = new Map(lanes.flatMap((lane) => lane.rows.map((row) => [row.step, lane.key])));
  const takers = plan.steps.filter((step) => step.context !== null && laneOf.has(step.id)).map((step) => step.id);
  const boxes: Box[] = lanes.map(({ key, rows }) => ({
    id: key,
    width: boxWidth,
    height: headHeight + rows.length * rowHeight,
  }));
  if (takers.length > 0) boxes.unshift({ id: 'context', ...contextSize });
  const crossing = plan.edges.filter(({ from, to }) => laneOf.get(from) !== laneOf.get(to));
  const placement = placeBoxes(boxes, laneLinks(crossing, takers, laneOf));
  const rows = new Map<number, LaidRow>();
  const laid = lanes.map((lane): LaidBox => {
    const at = placement.boxes.get(lane.key) ?? { x: 0, y: 0, width: boxWidth, height: headHeight };
    const laidRows = lane.rows.map((row, index) => layRow(row, at, index));
    for (const row of laidRows) if (row.step !== null) rows.set(row.step, row);
    return { ...at, key: lane.key, kind: lane.kind, stage: lane.stage, rows: laidRows };
  });
  const context = placement.boxes.get('context');
  const contextBoxes: readonly LaidBox[] =
    context === undefined ? [] : [{ ...context, key: 'context', kind: 'context', stage: null, rows: [] }];
  return {
    boxes: [...contextBoxes, ...laid],
    edges: [...stepEdges(crossing, rows), ...(context === undefined ? [] : contextEdges(context, takers, rows))],
    width: placement.width,
    height: placement.height,
  };
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

function stepEdges(crossing: readonly StepEdge[], rows: ReadonlyMap<number, LaidRow>): readonly LaidEdge[] {
  return crossing.flatMap(({ from, to, kind }) => {
    const start = rows.get(from);
    const end = rows.get(to);
    if (start === undefined || end === undefined) return [];
    return [{ key: `${kind} ${from} ${to}`, kind, from, to, path: curve(rightOf(start), leftOf(end)) }];
  });
}

function contextEdges(
  context: Placed,
  takers: readonly number[],
  rows: ReadonlyMap<number, LaidRow>,
): readonly LaidEdge[] {
  return takers.flatMap((to) => {
    const end = rows.get(to);
    if (end === undefined) return [];
    return [
      { key: `context ${to}`, kind: 'context' as const, from: null, to, path: curve(rightOf(context), leftOf(end)) },
    ];
  });
}

const rightOf = ({ x, y, width, height }: Placed) => ({ x: x + width, y: Math.round(y + height / 2) });
const leftOf = ({ x, y, height }: Placed) => ({ x, y: Math.round(y + height / 2) });
