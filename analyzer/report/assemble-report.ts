import type { Finding, FindingDraft } from '../checks/finding.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import type { RepositoryGraph } from '../graph/repository-graph.ts';
import { graphData } from './graph-data.ts';
import { nearMisses } from './near-misses.ts';
import { planFindings } from './plan-findings.ts';
import { reportBaseImages } from './report-base-images.ts';
import { reportFindings } from './report-findings.ts';
import { reportImpact } from './report-impact.ts';
import { reportBuild, type BuildFacts } from './report-build.ts';
import { countOwnLayers } from './report-layers.ts';
import { reportOrder } from './report-order.ts';
import type { Figures, Notice, Report, ReportBuild, ReportDockerfile } from './report.ts';
import type { RepositoryGaps } from './repository-data.ts';
import { schemaId, schemaVersion } from './schema-id.ts';
import { slugs } from './slug.ts';

/** Everything that a report is made of. */
export interface ReportParts {
  readonly title: string;
  readonly version: string;
  /** In the order of their ids. */
  readonly facts: readonly BuildFacts[];
  readonly graph: RepositoryGraph;
  readonly gaps: RepositoryGaps;
  /** A build's Dockerfile: its path, or `FILE:LINE (inline)`, and its text. */
  readonly dockerfileOf: (plan: BuildPlan) => { readonly path: string; readonly text: string };
  /** What Layerfall's own checks found. */
  readonly drafts: Iterable<FindingDraft>;
  readonly notices: readonly Notice[];
}

/** Puts the report together; the same parts give the same bytes. */
export function assembleReport(parts: ReportParts): Report {
  const { facts, dockerfileOf } = parts;
  const plans = facts.map(({ buildPlan }) => buildPlan);
  const pathOf = (plan: BuildPlan): string => dockerfileOf(plan).path;
  const names = slugs(plans.map(({ build }) => build.id));
  const builds = facts.map((each, index) => reportBuild(each, names[index] ?? '', pathOf(each.buildPlan)));
  const dockerfiles = reportDockerfiles(plans, dockerfileOf);
  const baseImages = reportBaseImages(plans, pathOf);
  const texts = new Map(dockerfiles.map(({ path, text }) => [path, text]));
  const findings = reportFindings([...planFindings(plans, pathOf), ...parts.drafts], (path) => texts.get(path) ?? null);
  return {
    $schema: schemaId,
    schemaVersion,
    generator: { name: 'layerfall', version: parts.version },
    title: parts.title,
    figures: figures(dockerfiles, builds, baseImages.length, findings),
    dockerfiles,
    builds,
    repositoryGraph: graphData(parts.graph),
    order: reportOrder(parts.graph),
    gaps: parts.gaps,
    baseImages,
    findings,
    impact: reportImpact(builds, plans, (path) => facts[0]?.tree.stat(path)?.size ?? 0),
    nearMisses: nearMisses(
      facts.flatMap(({ buildPlan, keyed, digests }) =>
        keyed === null ? [] : [{ id: buildPlan.build.id, keyed, digests }],
      ),
    ),
    notices: parts.notices,
  };
}

function reportDockerfiles(
  plans: readonly BuildPlan[],
  dockerfileOf: ReportParts['dockerfileOf'],
): readonly ReportDockerfile[] {
  const found = new Map<string, { text: string; builds: string[] }>();
  for (const plan of plans) {
    const { path, text } = dockerfileOf(plan);
    const known = found.get(path) ?? { text, builds: [] };
    known.builds.push(plan.build.id);
    found.set(path, known);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { text, builds }]) => ({ path, text, lineCount: lineCount(text), builds: builds.sort() }));
}

function lineCount(text: string): number {
  const lines = text.split('\n').length;
  return text.endsWith('\n') ? lines - 1 : lines;
}

/** Stages, steps and layers are counted once for each build: two builds of one Dockerfile make two images. */
function figures(
  dockerfiles: readonly ReportDockerfile[],
  builds: readonly ReportBuild[],
  baseImages: number,
  findings: readonly Finding[],
): Figures {
  const planned = builds.flatMap(({ outcome }) => (outcome.kind === 'planned' ? [outcome.plan] : []));
  const rejected = new Set(builds.filter(({ outcome }) => outcome.kind === 'rejected').map((each) => each.dockerfile));
  const sum = (count: (plan: (typeof planned)[number]) => number): number =>
    planned.reduce((total, plan) => total + count(plan), 0);
  return {
    dockerfiles: dockerfiles.length,
    builds: builds.length,
    stages: sum((plan) => plan.stages.length),
    steps: sum((plan) => plan.steps.filter((step) => step.isUsed).length),
    layers: sum((plan) => countOwnLayers(plan.layers)),
    baseImages,
    findings: findings.length,
    accepted: 0,
    rejected: rejected.size,
  };
}
