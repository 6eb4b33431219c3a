import { shortDigests } from '../../analyzer/dockerfile/short-digests.ts';
import type { PlannedBuild, Report, ReportBuild } from '../../analyzer/report/report.ts';
import { layOutStages, type LaidBox, type LaidEdge, type LaidRow } from '../layout/stage-layout.ts';
import { inChunks, type Chunk } from './chunks.ts';
import { dataIsland } from './data-island.ts';
import { packPaths } from './packed-paths.ts';
import { runsAs, type Fact } from './runs-as.ts';
import { sourceLines, type SourceLine } from './source-lines.ts';
import { buildFacts } from './build-facts.ts';
import { buildFindings, type BuildFinding } from './build-findings.ts';
import { contextFacts, ignoredFolds, takenFolds, type FileFold } from './context-facts.ts';
import { bytes, plural, shortImages, shortReference, visible } from './words.ts';

export interface GraphRow extends LaidRow {
  /** What fits in the box. */
  readonly text: string;
  /** All of it, for the tooltip and screen readers. */
  readonly title: string;
  readonly keyword: string;
  readonly note: string;
}

export interface GraphBox extends Omit<LaidBox, 'rows'> {
  readonly title: string;
  readonly subtitle: string;
  readonly isTarget: boolean;
  readonly isUnused: boolean;
  readonly rows: readonly GraphRow[];
}

export interface LayerRow {
  readonly by: string;
  readonly isEmpty: boolean;
  readonly step: number | null;
  readonly instruction: number | null;
}

/** Everything that one build page shows, ready for its template. */
export interface BuildPage {
  readonly slug: string;
  readonly title: string;
  readonly url: string;
  readonly facts: readonly Fact[];
  /** Arguments, all tags, every place that declares it, what is not resolved. */
  readonly moreFacts: readonly Fact[];
  /** Builds that stand on its image, through others too, and where they are drawn; null for none. */
  readonly feeds: { readonly text: string; readonly url: string } | null;
  readonly lines: readonly Chunk<SourceLine>[];
  /** A stage has so many steps that their numbers need more room. */
  readonly hasManySteps: boolean;
  /** The longest line, which keeps room for itself while it is not laid out; empty where all of them are. */
  readonly longestLine: string;
  readonly rejected: { readonly message: string; readonly hint: string; readonly line: number | null } | null;
  readonly planned: PlannedPage | null;
  readonly dockerfile: string;
  readonly findings: readonly BuildFinding[];
}

interface PlannedPage {
  readonly boxes: readonly GraphBox[];
  readonly edges: readonly LaidEdge[];
  readonly width: number;
  readonly height: number;
  readonly direction: 'LR' | 'TB';
  readonly parkedAt: number | null;
  readonly summary: string;
  /** What a list of stages leads to; none where all of the source is seen at once, or has one stage. */
  readonly stages: readonly { readonly index: number; readonly name: string; readonly line: number }[];
  /** Newest first. */
  readonly layers: readonly Chunk<LayerRow>[];
  readonly layerCount: number;
  readonly steps: readonly {
    readonly id: number;
    readonly label: string;
    readonly line: number;
    readonly note: string;
  }[];
  readonly runsAs: readonly Fact[];
  readonly environment: readonly string[];
  readonly unknownBases: readonly string[];
  readonly variables: readonly VariableRow[];
  readonly context: readonly Fact[];
  readonly taken: readonly FileFold[];
  /** By line of the ignore file. */
  readonly ignored: readonly FileFold[];
  /** For the script: what the cache model needs, and what the what-if bar offers. */
  readonly data: string;
}

interface VariableRow {
  readonly name: string;
  readonly keyword: string;
  readonly stage: string;
  readonly line: number;
  readonly value: string;
  readonly source: string;
  readonly scope: string;
}

/** The page of one build; `feeds`: how many builds stand on its image, through others too. */
export function buildPage(report: Report, build: ReportBuild, feeds: number): BuildPage {
  const dockerfile = report.dockerfiles.find(({ path }) => path === build.dockerfile);
  const { outcome } = build;
  const plan = outcome.kind === 'planned' ? outcome.plan : null;
  const range = outcome.kind === 'rejected' ? outcome.range : null;
  const lines = dockerfile === undefined ? [] : sourceLines(dockerfile, plan, range);
  return {
    slug: build.slug,
    title: visible(build.build.name),
    url: `builds/${build.slug}.html`,
    dockerfile: visible(build.dockerfile),
    ...buildFacts(build, plan),
    feeds:
      feeds === 0
        ? null
        : {
            text: `${plural(feeds, 'build')} ${feeds === 1 ? 'stands' : 'stand'} on this image`,
            url: `index.html#focus=${encodeURIComponent(`build:${build.id}`)}&way=down`,
          },
    lines: inChunks(lines),
    hasManySteps: lines.some(({ ordinal }) => ordinal.length > 5),
    longestLine: visible(longestLine(dockerfile?.text ?? '')),
    rejected:
      outcome.kind === 'rejected'
        ? { message: visible(outcome.message), hint: visible(outcome.hint), line: range?.start.line ?? null }
        : null,
    planned: plan === null ? null : plannedPage(plan),
    findings: buildFindings(report, build.id),
  };
}

/** A source of this many lines is seen at once, more or less. */
const fewLines = 40;

function stagesToChoose({ instructions, stages }: PlannedBuild): PlannedPage['stages'] {
  const last = instructions.at(-1)?.range.end.line ?? 0;
  if (stages.length < 2 || last <= fewLines) return [];
  return stages.map(({ displayName, index, line }) => ({ index, name: visible(displayName), line }));
}

function longestLine(text: string): string {
  return text.split(/\r?\n/).reduce((longest, line) => (line.length > longest.length ? line : longest), '');
}

function plannedPage(plan: PlannedBuild): PlannedPage {
  const layout = layOutStages(plan);
  const lineOf = (instruction: number): number => plan.instructions[instruction]?.range.start.line ?? 1;
  const isBaseUnknown = plan.unknownBases.length > 0;
  const used = plan.steps.filter((step) => step.isUsed);
  const own = plan.layers.filter((layer) => !layer.isBase && !layer.isEmpty && layer.instruction !== null).length;
  return {
    boxes: layout.boxes.map((box) => graphBox(plan, box)),
    edges: layout.edges,
    width: layout.width,
    height: layout.height,
    direction: layout.direction,
    parkedAt: layout.parkedAt,
    summary: `${plural(plan.stages.length, 'stage')}, ${plural(used.length, 'step')}, ${plural(own, 'layer')} on its base`,
    stages: stagesToChoose(plan),
    layers: inChunks(
      plan.layers
        .map(({ by, isEmpty, instruction, step }) => ({ by: shortDigests(visible(by)), isEmpty, instruction, step }))
        .reverse(),
    ),
    layerCount: plan.layers.length,
    steps: plan.steps.map((step) => ({
      id: step.id,
      label: shortDigests(visible(step.label)),
      line: lineOf(step.instruction),
      note:
        step.context === null
          ? ''
          : `${plural(step.context.files, 'file')} from the context, ${bytes(step.context.bytes)}`,
    })),
    runsAs: runsAs(plan.image, isBaseUnknown).map((fact) => ({ ...fact, value: visible(fact.value) })),
    environment: plan.image.env.map((entry) => visible(entry)),
    unknownBases: plan.unknownBases.map((each) => shortDigests(visible(each))),
    variables: variableRows(plan, lineOf),
    context: contextFacts(plan),
    taken: takenFolds(plan),
    ignored: ignoredFolds(plan),
    data: dataIsland(pageData(plan)),
  };
}

/** A row has room for about this many characters of its fixed-width font. */
const rowChars = 36;

function graphBox(plan: PlannedBuild, box: LaidBox): GraphBox {
  const stage = box.stage === null ? undefined : plan.stages[box.stage];
  const { rows, ...place } = box;
  return {
    ...place,
    title:
      box.kind === 'context' ? 'Build context' : box.kind === 'image' ? 'Image' : visible(stage?.displayName ?? ''),
    subtitle:
      box.kind === 'context'
        ? plural(plan.context.files, 'file')
        : stage === undefined
          ? ''
          : visible(`FROM ${stage.base}`),
    isTarget: stage !== undefined && stage.index === plan.target,
    isUnused: stage !== undefined && !stage.isReachable,
    rows: rows.map((row) => graphRow(plan, row)),
  };
}

function graphRow(plan: PlannedBuild, row: LaidRow): GraphRow {
  const step = row.step === null ? undefined : plan.steps[row.step];
  const instruction = row.instruction === null ? undefined : plan.instructions[row.instruction];
  const keyword = step?.kind ?? instruction?.keyword ?? '';
  const label = visible(step?.label ?? instruction?.text ?? '');
  const bare = shortImages(
    shortReference(label)
      .replace(/^\[[^\]]*\] /, '')
      .replace(/^ONBUILD /, ''),
  );
  const text = bare.toUpperCase().startsWith(`${keyword} `) ? bare.slice(keyword.length + 1) : bare;
  return {
    ...row,
    keyword,
    text: text.length > rowChars - keyword.length ? `${text.slice(0, rowChars - keyword.length - 1)}…` : text,
    title: label,
    note: step?.context === null || step === undefined ? '' : plural(step.context.files, 'file'),
  };
}

function variableRows(plan: PlannedBuild, lineOf: (instruction: number) => number): readonly VariableRow[] {
  return plan.variables.map((variable) => ({
    name: visible(variable.name),
    keyword: variable.kind.toUpperCase(),
    stage: variable.stage === null ? 'before the first FROM' : visible(plan.stages[variable.stage]?.displayName ?? ''),
    line: lineOf(variable.instruction),
    value: variable.value === null ? '' : visible(variable.value),
    source: sourceWords[variable.source],
    scope: variable.isInBuild
      ? variable.isInContainer
        ? 'build and container'
        : 'build only'
      : variable.isInContainer
        ? 'container only'
        : 'FROM lines only',
  }));
}

const sourceWords = {
  'build-arg': 'given with --build-arg',
  default: 'its default',
  env: 'set here',
  global: 'from before the first FROM',
  none: 'no value',
  platform: 'set by BuildKit',
} as const;

function pageData(plan: PlannedBuild): unknown {
  const used = new Set(plan.cacheGraph.vertices.flatMap((vertex) => vertex.buildArgs));
  return {
    graph: { ...plan.cacheGraph, files: [] },
    files: packPaths(plan.cacheGraph.files),
    steps: plan.steps.map(({ id, label, instruction, stage, context }) => ({
      id,
      label: visible(label),
      stage,
      takes: context === null ? '' : `${plural(context.files, 'file')} from the context, ${bytes(context.bytes)}`,
      line: plan.instructions[instruction]?.range.start.line ?? 1,
    })),
    edges: plan.edges,
    instructions: plan.instructions.map(({ index, keyword, range, text }) => ({
      index,
      line: range.start.line,
      text: visible(text.length > 80 ? `${text.slice(0, 79)}…` : text),
      keyword,
    })),
    stages: plan.stages
      .filter((stage) => stage.isReachable)
      .map(({ index, displayName }) => ({ index, name: visible(displayName) })),
    buildArgs: [...used].sort(),
    images: [...new Set(plan.cacheGraph.vertices.flatMap(({ image }) => (image === null ? [] : [image])))].sort(),
  };
}
