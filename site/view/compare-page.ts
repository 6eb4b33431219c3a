import { costText, differences, headline } from '../../analyzer/compare/comparison-words.ts';
import type { ComparedBuild, ComparedStep, Comparison } from '../../analyzer/compare/comparison.ts';
import type { Finding } from '../../analyzer/checks/finding.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { shortDigests } from '../../analyzer/dockerfile/short-digests.ts';
import { shortImages, visible } from './words.ts';

export interface ComparePage {
  readonly lead: string;
  /** Steps are told by their keys alone. */
  readonly isByKeys: boolean;
  readonly figures: readonly { readonly name: string; readonly base: number; readonly head: number }[];
  /** Those that cost most first. */
  readonly builds: readonly CompareBuildRow[];
  readonly images: readonly CompareImageRow[];
  readonly findings: readonly {
    readonly title: string;
    readonly id: string;
    readonly rows: readonly CompareFindingRow[];
  }[];
  readonly keptFindings: number;
  readonly unchanged: number;
}

export interface CompareBuildRow {
  readonly name: string;
  readonly dockerfile: string;
  /** Its page; empty where the build is removed. */
  readonly url: string;
  readonly status: ComparedBuild['status'];
  readonly what: readonly string[];
  readonly cost: string;
  readonly rebuilt: number;
  readonly outputDependent: number;
  /** Why steps run, in sentences. */
  readonly why: readonly string[];
  /** Side by side, where it is there in both. */
  readonly steps: readonly CompareStepRow[];
  /** Whether its own steps differ, and not only what they take. */
  readonly isEdited: boolean;
  readonly image: readonly { readonly name: string; readonly base: string; readonly head: string }[];
}

export interface CompareStepRow extends Pick<ComparedStep, 'change'> {
  /** Empty where nothing runs or is loaded: for a step that is gone, and for an image that is another one. */
  readonly status: ComparedStep['status'] | '';
  /** Begins a stage: its name. */
  readonly stage: string;
  readonly base: string;
  readonly head: string;
  /** The line in the page of its build; empty where there is none. */
  readonly url: string;
}

interface CompareImageRow {
  readonly name: string;
  readonly base: readonly string[];
  readonly head: readonly string[];
  readonly places: readonly { readonly text: string; readonly url: string }[];
}

interface CompareFindingRow {
  readonly place: string;
  readonly url: string;
  readonly rule: string;
  readonly message: string;
}

const figureNames: Readonly<Record<Comparison['figures'][number]['name'], string>> = {
  dockerfiles: 'Dockerfiles',
  builds: 'Builds',
  stages: 'Stages',
  steps: 'Steps',
  layers: 'Layers',
  baseImages: 'Base images',
  findings: 'Findings',
  accepted: 'Accepted',
  rejected: 'Rejected',
};

/** The page of what differs from a base; links lead to the pages of `report`, the head. */
export function comparePage(comparison: Comparison, report: Report): ComparePage {
  const slugs = new Map(report.builds.map(({ id, slug }) => [id, slug]));
  const urlOf = (build: string | undefined, line: number): string => {
    const slug = slugs.get(build ?? '');
    return slug === undefined ? '' : `builds/${slug}.html#line=${line}`;
  };
  const findingRows = (findings: readonly Finding[], isLinked: boolean): readonly CompareFindingRow[] =>
    findings.map(({ path, range, rule, message, builds }) => ({
      place: visible(range === null ? path : `${path}:${range.start.line}`),
      url: isLinked ? urlOf(builds[0], range?.start.line ?? 1) : '',
      rule,
      message: visible(message),
    }));
  const { findings } = comparison;
  return {
    lead: visible(headline(comparison)),
    isByKeys: comparison.costBy === 'keys',
    figures: comparison.figures.map(({ name, base, head }) => ({ name: figureNames[name], base, head })),
    builds: comparison.builds.map((build) => buildRow(build, slugs.get(build.id))),
    images: comparison.baseImages.map(({ repository, change, base, head, uses }) => ({
      name: shortImages(visible(repository)),
      base: base.map(imageText),
      head: head.map(imageText),
      places: uses.map(({ build, path, line }) => ({
        text: visible(`${path}:${line}`),
        url: change === 'removed' ? '' : urlOf(build, line),
      })),
    })),
    findings: [
      { title: 'New findings', id: 'new', rows: findingRows(findings.new, true) },
      { title: 'Findings that are gone', id: 'gone', rows: findingRows(findings.gone, false) },
    ].filter(({ rows }) => rows.length > 0),
    keptFindings: findings.kept,
    unchanged: comparison.unchanged,
  };
}

const imageText = (image: string): string => shortDigests(visible(image));

function buildRow(build: ComparedBuild, slug: string | undefined): CompareBuildRow {
  const url = slug === undefined ? '' : `builds/${slug}.html`;
  const isInBoth = build.status === 'changed';
  return {
    name: visible(build.name),
    dockerfile: visible(build.dockerfile),
    url,
    status: build.status,
    what: differences(build).map((text) => shortDigests(visible(text))),
    cost: costText(build.cost),
    rebuilt: build.cost.rebuilt,
    outputDependent: build.cost.outputDependent,
    why: isInBoth ? build.why.map((sentence) => visible(sentence)) : [],
    steps: isInBoth ? stepRows(build, url) : [],
    isEdited: build.steps.some(({ change }) => change !== 'same'),
    image: build.image.map(({ name, base, head }) => ({ name, base: visible(base), head: visible(head) })),
  };
}

/** Steps by stage, each stage named by its first. */
function stepRows({ steps }: ComparedBuild, url: string): readonly CompareStepRow[] {
  return steps.map(({ base, head, stage, change, status, headLine }, index) => ({
    stage: stage === steps[index - 1]?.stage ? '' : visible(stage),
    base: stepText(base),
    head: stepText(head),
    change,
    status: head === '' || (head.startsWith('FROM ') && change !== 'same') ? '' : status,
    url: headLine === null || url === '' ? '' : `${url}#line=${headLine}`,
  }));
}

const stepText = (text: string): string => shortDigests(shortImages(visible(text)));
