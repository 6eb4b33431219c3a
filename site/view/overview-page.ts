import type { Report, ReportBuild } from '../../analyzer/report/report.ts';
import type { RepositoryGraphData } from '../../analyzer/report/repository-data.ts';
import { layOutRepository, type LaidLink } from '../layout/repository-layout.ts';
import { dataIsland } from './data-island.ts';
import { overviewNode, type OverviewNode } from './overview-node.ts';
import { bytes, shortReference, thousands, visible } from './words.ts';

export interface BuildRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly bases: string;
  readonly stages: number;
  readonly steps: number;
  readonly layers: number;
  readonly files: number;
  readonly bytes: number;
  readonly size: string;
  readonly findings: number;
  readonly declared: string;
  readonly isRejected: boolean;
}

export interface OverviewPage {
  readonly figures: readonly Figure[];
  readonly nodes: readonly OverviewNode[];
  readonly links: readonly LaidLink[];
  readonly width: number;
  readonly height: number;
  readonly isFolded: boolean;
  /** What its links are drawn as: those of which there are some. */
  readonly kinds: readonly { readonly name: string; readonly words: string }[];
  readonly rows: readonly BuildRow[];
  readonly rejected: readonly RejectedRow[];
  readonly notices: readonly { readonly path: string; readonly message: string }[];
  readonly data: string;
}

interface Figure {
  readonly name: string;
  readonly value: string;
  /** Where there is more about it; empty for none. */
  readonly url: string;
  readonly isBad: boolean;
}

interface RejectedRow {
  readonly dockerfile: string;
  readonly url: string;
  readonly line: number | null;
  readonly message: string;
  readonly hint: string;
}

/** The page that a report opens with. */
export function overviewPage(report: Report): OverviewPage {
  const layout = layOutRepository(report.repositoryGraph);
  const builds = new Map(
    report.builds.map(({ id, slug, outcome }) => [id, { slug, isRejected: outcome.kind === 'rejected' }]),
  );
  const { figures } = report;
  const tiles = [
    ['Dockerfiles', figures.dockerfiles, ''],
    ['Builds', figures.builds, '#builds'],
    ['Stages', figures.stages, ''],
    ['Steps', figures.steps, ''],
    ['Layers', figures.layers, 'shared-layers.html'],
    ['Base images', figures.baseImages, 'base-images.html'],
    ['Findings', figures.findings, 'findings.html'],
    ['Rejected', figures.rejected, figures.rejected > 0 ? '#rejected' : ''],
  ] as const;
  return {
    figures: tiles.map(([name, value, url]) => ({
      name,
      value: thousands(value),
      url,
      isBad: name === 'Rejected' && value > 0,
    })),
    nodes: layout.nodes.map((node) => overviewNode(node, (id) => builds.get(id))),
    links: layout.links,
    width: layout.width,
    height: layout.height,
    isFolded: layout.isFolded,
    kinds: linkKinds(report.repositoryGraph),
    rows: buildRows(report),
    rejected: rejectedRows(report.builds),
    notices: report.notices.map(({ path, message }) => ({ path: visible(path), message: visible(message) })),
    data: dataIsland({
      nodes: layout.nodes.map(({ id, builds }) => ({ id, builds })),
      links: layout.links.map(({ from, to }) => ({ from, to })),
      graph: layout.isFolded ? withoutContexts(report.repositoryGraph) : null,
      builds: [...builds].map(([id, { slug, isRejected }]) => [id, slug, isRejected]),
    }),
  };
}

const kindWords = [
  ['from', 'FROM'],
  ['copy-from', 'COPY --from'],
  ['mount', 'mount'],
] as const;

function linkKinds({ edges }: RepositoryGraphData): OverviewPage['kinds'] {
  const drawn = edges.filter(({ kind }) => kind !== 'context');
  const kinds = kindWords.flatMap(([name, words]) =>
    drawn.some(({ kind, isConvention }) => kind === name && !isConvention) ? [{ name, words }] : [],
  );
  const isGuessed = drawn.some(({ isConvention }) => isConvention);
  return isGuessed ? [...kinds, { name: 'by-name', words: 'by name alone' }] : kinds;
}

function withoutContexts({ nodes, edges }: RepositoryGraphData): RepositoryGraphData {
  return {
    nodes: nodes.filter(({ kind }) => kind !== 'context'),
    edges: edges.filter(({ kind }) => kind !== 'context'),
  };
}

function buildRows(report: Report): readonly BuildRow[] {
  const findings = new Map<string, number>();
  for (const finding of report.findings) {
    if (finding.acceptance !== null) continue;
    for (const build of finding.builds) findings.set(build, (findings.get(build) ?? 0) + 1);
  }
  return report.builds.map((each) => buildRow(each, findings.get(each.id) ?? 0));
}

function buildRow({ build, dockerfile, id, outcome, slug }: ReportBuild, findings: number): BuildRow {
  const plan = outcome.kind === 'planned' ? outcome.plan : null;
  const bases =
    plan === null ? [] : plan.stages.filter(({ baseKind, isReachable }) => baseKind === 'image' && isReachable);
  const origin = build.origins[0];
  return {
    id,
    name: visible(build.name),
    url: `builds/${slug}.html`,
    dockerfile: visible(dockerfile),
    context: plan === null ? '' : visible(plan.context.path === '' ? '.' : plan.context.path),
    bases: visible([...new Set(bases.map((stage) => shortReference(stage.base)))].join(', ')),
    stages: plan?.stages.length ?? 0,
    steps: plan?.steps.filter((step) => step.isUsed).length ?? 0,
    layers: plan?.layers.filter((layer) => !layer.isBase && !layer.isEmpty && layer.instruction !== null).length ?? 0,
    files: plan?.context.files ?? 0,
    bytes: plan?.context.bytes ?? 0,
    size: plan === null ? '' : bytes(plan.context.bytes),
    findings,
    declared: origin === undefined ? '' : origin.source,
    isRejected: plan === null,
  };
}

function rejectedRows(builds: readonly ReportBuild[]): readonly RejectedRow[] {
  return builds.flatMap(({ dockerfile, outcome, slug }) =>
    outcome.kind === 'planned'
      ? []
      : [
          {
            dockerfile: visible(dockerfile),
            url: `builds/${slug}.html`,
            line: outcome.range?.start.line ?? null,
            message: visible(outcome.message),
            hint: visible(outcome.hint),
          },
        ],
  );
}
