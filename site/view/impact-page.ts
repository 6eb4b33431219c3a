import type { FileEffect, Report } from '../../analyzer/report/report.ts';
import { fileTree, heatOf, icicle, maxColumns, type Cell } from '../layout/icicle.ts';
import { packPaths } from './packed-paths.ts';
import { dataIsland } from './data-island.ts';
import { bytes, plural, thousands, visible } from './words.ts';

/** The drawing without a script: it is as wide as its page with one. */
const drawing = { width: 1080, least: 240, most: 680, perFile: 15 };
/** The costliest files are what the page is about: the rest is in the drawing, and in the report's JSON. */
const maxRows = 400;

export interface CellView extends Cell {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly title: string;
}

export interface ImpactRow {
  /** Index in `ReportImpact.files`. */
  readonly index: number;
  readonly path: string;
  readonly size: string;
  readonly bytes: number;
  readonly builds: number;
  readonly rebuilt: number;
  readonly outputDependent: number;
  readonly heat: number;
}

export interface ImpactPage {
  readonly files: number;
  readonly width: number;
  readonly height: number;
  readonly cells: readonly CellView[];
  readonly legend: readonly { readonly heat: number; readonly text: string }[];
  readonly rows: readonly ImpactRow[];
  readonly hidden: number;
  readonly data: string;
}

/** The page that tells which file costs most when it changes. */
export function impactPage(report: Report): ImpactPage {
  const { effects, files } = report.impact;
  const stepsOf = (effect: number): number => effects[effect]?.rebuilt ?? 0;
  const most = effects.reduce((max, effect) => Math.max(max, effect.rebuilt), 0);
  const tree = fileTree(files.map(({ path, bytes: size, effect }) => ({ path, bytes: size, steps: stepsOf(effect) })));
  const height = Math.min(drawing.most, Math.max(drawing.least, files.length * drawing.perFile));
  const rows = files
    .map((file, index): ImpactRow => {
      const { rebuilt, outputDependent, builds } = effects[file.effect] ?? noEffect;
      return {
        path: visible(file.path),
        index,
        size: bytes(file.bytes),
        bytes: file.bytes,
        builds: builds.length,
        rebuilt,
        outputDependent,
        heat: heatOf(rebuilt, most),
      };
    })
    .sort((a, b) => b.rebuilt - a.rebuilt || b.outputDependent - a.outputDependent || a.index - b.index);
  return {
    files: files.length,
    width: drawing.width,
    height,
    cells: files.length === 0 ? [] : icicle(tree, height, 'files', most).map((cell) => cellView(cell, report)),
    legend: legend(most),
    rows: rows.slice(0, maxRows),
    hidden: Math.max(0, rows.length - maxRows),
    data: dataIsland(pageData(report, most)),
  };
}

const noEffect: FileEffect = { rebuilt: 0, outputDependent: 0, builds: [] };

function cellView(cell: Cell, report: Report): CellView {
  const width = drawing.width / maxColumns;
  const name = visible(cell.depth === 0 ? report.title : cell.name);
  const chars = Math.floor((width - 12) / 6.7);
  return {
    ...cell,
    y: Math.round(cell.y * 10) / 10,
    height: Math.round(cell.height * 10) / 10,
    x: cell.depth * width,
    width,
    text: cell.height < 13 ? '' : name.length > chars ? `${name.slice(0, chars - 1)}…` : name,
    title: `${visible(cell.path === '' ? report.title : cell.path)}: ${cell.kind === 'file' ? bytes(cell.bytes) : plural(cell.files, 'file')}, rebuilds ${cell.kind === 'file' ? '' : 'up to '}${plural(cell.worst, 'step')}`,
  };
}

/** What each colour stands for: the numbers of steps that `heatOf` gives it. */
function legend(most: number): readonly { readonly heat: number; readonly text: string }[] {
  const ranges = new Map<number, { from: number; to: number }>();
  for (let steps = 0; steps <= most; steps++) {
    const heat = heatOf(steps, most);
    ranges.set(heat, { from: ranges.get(heat)?.from ?? steps, to: steps });
  }
  return [...ranges].map(([heat, { from, to }]) => ({
    heat,
    text: from === to ? thousands(from) : `${thousands(from)}–${thousands(to)}`,
  }));
}

/** Builds and their steps by number, so that none is named twice. */
function pageData({ builds, impact, title }: Report, most: number): unknown {
  const indexes = new Map<string, number>();
  for (const effect of impact.effects) {
    for (const { build } of effect.builds) if (!indexes.has(build)) indexes.set(build, indexes.size);
  }
  const byId = new Map(builds.map((build) => [build.id, build]));
  return {
    title: visible(title),
    most,
    paths: packPaths(impact.files.map(({ path }) => path)),
    files: impact.files.map(({ bytes: size, effect }) => [size, effect]),
    effects: impact.effects.map(({ rebuilt, outputDependent, builds: parts }) => ({
      rebuilt,
      outputDependent,
      builds: parts.map((part) => [indexes.get(part.build) ?? 0, part.rebuilt, part.outputDependent, part.images]),
    })),
    builds: [...indexes.keys()].map((id) => {
      const build = byId.get(id);
      const plan = build?.outcome.kind === 'planned' ? build.outcome.plan : null;
      return {
        name: visible(build?.build.name ?? ''),
        slug: build?.slug ?? '',
        steps: (plan?.steps ?? []).map(({ instruction, label }) => [
          plan?.instructions[instruction]?.range.start.line ?? 1,
          visible(label.length > 90 ? `${label.slice(0, 89)}…` : label),
        ]),
      };
    }),
  };
}
