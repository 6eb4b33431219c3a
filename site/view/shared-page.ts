import type { PlannedBuild, Report } from '../../analyzer/report/report.ts';
import { layOutForest, type ForestBox, type ForestLink, type ForestRow } from '../layout/forest-layout.ts';
import { savedSteps, sharedSteps, type KeyedStep, type SharedSteps } from '../layout/shared-layers.ts';
import { dataIsland } from './data-island.ts';
import { nearMissRows, type NearMissRow } from './near-miss-rows.ts';
import { plural, shortImages, shortReference, thousands, visible } from './words.ts';

export interface SharedRowView extends Omit<ForestRow, 'text'> {
  readonly keyword: string;
  readonly text: string;
  readonly title: string;
  /** The page of its build; empty for others. */
  readonly url: string;
  readonly note: string;
}

export interface SharedBoxView extends Omit<ForestBox, 'rows'> {
  readonly title: string;
  readonly rows: readonly SharedRowView[];
}

export interface SharedTableRow {
  readonly key: string;
  readonly first: string;
  readonly last: string;
  readonly steps: number;
  readonly saved: number;
  readonly builds: readonly { readonly name: string; readonly url: string }[];
}

export interface SharedPage {
  readonly figures: readonly { readonly name: string; readonly value: string }[];
  readonly boxes: readonly SharedBoxView[];
  readonly links: readonly ForestLink[];
  readonly width: number;
  readonly height: number;
  /** Trees that are not drawn, only listed. */
  readonly undrawn: number;
  readonly rows: readonly SharedTableRow[];
  readonly hidden: number;
  readonly misses: readonly NearMissRow[];
  /** Steps that are nearly shared: how many there are, and how many of them `misses` tells. */
  readonly missCount: number;
  readonly missesTold: number;
  readonly data: string;
}

const maxTableRows = 400;

/** The page that tells which steps builds have in common. */
export function sharedPage(report: Report): SharedPage {
  const steps = report.builds.flatMap(({ outcome }, build) =>
    outcome.kind === 'planned' ? keyedSteps(outcome.plan, build) : [],
  );
  const trees = sharedSteps(steps);
  const layout = layOutForest(trees);
  const chains = allChains(trees);
  const rows = chains
    .map((each): SharedTableRow => tableRow(report, each))
    .sort((a, b) => b.saved - a.saved || (a.key < b.key ? -1 : 1));
  const distinct = new Set(steps.map(({ key }) => key)).size;
  return {
    figures: [
      { name: 'Steps of all builds', value: thousands(steps.length) },
      { name: 'Different steps', value: thousands(distinct) },
      { name: 'Shared by several', value: thousands(chains.reduce((sum, each) => sum + each.steps.length, 0)) },
      { name: 'Runs saved', value: thousands(steps.length - distinct) },
    ],
    boxes: layout.boxes.map((box) => ({
      ...box,
      title: box.kind === 'ends' ? '' : plural(box.builds.length, 'build'),
      rows: box.rows.map((row) => rowView(report, row)),
    })),
    links: layout.links,
    width: layout.width,
    height: layout.height,
    undrawn: trees.length - layout.trees,
    rows: rows.slice(0, maxTableRows),
    hidden: Math.max(0, rows.length - maxTableRows),
    misses: nearMissRows(report),
    missCount: report.nearMissCount,
    missesTold: report.nearMisses.length,
    data: dataIsland({ links: layout.links.map(({ from, to }) => [from, to]) }),
  };
}

function keyedSteps(plan: PlannedBuild, build: number): readonly KeyedStep[] {
  const parentOf = new Map<number, number>();
  for (const { from, to, kind } of plan.edges) if (kind === 'chain' && !parentOf.has(to)) parentOf.set(to, from);
  return plan.steps.flatMap(({ id, key, label }) => {
    const parent = parentOf.get(id);
    if (key === null) return [];
    return [{ key, build, label, parent: parent === undefined ? null : (plan.steps[parent]?.key ?? null) }];
  });
}

function allChains(trees: readonly SharedSteps[]): readonly SharedSteps[] {
  const found: SharedSteps[] = [];
  const pending = [...trees];
  for (let tree = pending.pop(); tree !== undefined; tree = pending.pop()) {
    found.push(tree);
    pending.push(...tree.children);
  }
  return found;
}

function tableRow(report: Report, chain: SharedSteps): SharedTableRow {
  return {
    key: chain.key,
    first: stepText(chain.steps[0] ?? ''),
    last: chain.steps.length > 1 ? stepText(chain.steps.at(-1) ?? '') : '',
    steps: chain.steps.length,
    saved: savedSteps({ ...chain, children: [] }),
    builds: chain.builds.map((build) => buildLink(report, build)),
  };
}

function buildLink(report: Report, index: number): { readonly name: string; readonly url: string } {
  const build = report.builds[index];
  return { name: visible(build?.build.name ?? ''), url: `builds/${build?.slug ?? ''}.html` };
}

/** `COPY . .` of `[build 2/4] COPY . .`: the place in one build says nothing of the others. */
function stepText(label: string): string {
  return shortReference(shortImages(visible(label.replace(/^\[[^\]]*\] /, ''))));
}

const chars = { step: 40, build: 40 };

function rowView(report: Report, row: ForestRow): SharedRowView {
  if (row.kind === 'more') {
    return { ...row, keyword: '', text: `… ${row.text} more`, title: `${row.text} more`, url: '', note: '' };
  }
  if (row.kind === 'step') {
    const title = stepText(row.text);
    const space = title.indexOf(' ');
    const keyword = title.slice(0, Math.max(0, space));
    return {
      ...row,
      keyword,
      text: cut(title.slice(space + 1), chars.step - keyword.length),
      title,
      url: '',
      note: '',
    };
  }
  const { name, url } = buildLink(report, row.build ?? -1);
  const note = row.own === 0 ? '' : `+${row.own}`;
  return {
    ...row,
    keyword: '',
    text: cutStart(name, chars.build - note.length),
    title: `${name}, ${plural(row.own, 'step')} of its own`,
    url,
    note,
  };
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

/** The end of a long name tells more than its beginning. */
function cutStart(text: string, room: number): string {
  return text.length <= room ? text : `…${text.slice(text.length - room + 1)}`;
}
