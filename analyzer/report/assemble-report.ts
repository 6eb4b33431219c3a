import type { Finding, FindingDraft } from '../checks/finding.ts';
import { concludeChecks } from '../checks/run-checks.ts';
import { inputDigests } from '../cache/input-digests.ts';
import { repositoryGraph, type TakingBuild } from '../graph/repository-graph.ts';
import type { BuildPart, ReportFrame, ReportShare } from './build-part.ts';
import { graphData } from './graph-data.ts';
import { nearMisses } from './near-misses.ts';
import { distinctNotices } from './notices.ts';
import { reportBaseImages } from './report-base-images.ts';
import { reportFindings } from './report-findings.ts';
import { reportImpact } from './report-impact.ts';
import { reportBuild } from './report-build.ts';
import { countOwnLayers } from './report-layers.ts';
import { reportOrder } from './report-order.ts';
import type { Figures, Notice, Report, ReportBuild, ReportDockerfile } from './report.ts';
import { schemaId, schemaVersion } from './schema-id.ts';
import { slugs } from './slug.ts';

/**
 * Puts a report together: what is known of the repository, and shares that have each of its builds once. The same parts
 * give the same bytes, however they are shared out.
 */
export function assembleReport(frame: ReportFrame, shares: readonly ReportShare[]): Report {
  const parts = shares.flatMap((share) => share.builds).sort((a, b) => (a.build.id < b.build.id ? -1 : 1));
  const names = slugs(parts.map(({ build }) => build.id));
  const digests = inputDigests(parts.map(({ build, inputs, uses }) => ({ id: build.id, own: inputs, uses })));
  const builds = parts.map((part, index) => reportBuild(part, names[index] ?? '', digests.get(part.build.id) ?? null));
  const dockerfiles = reportDockerfiles(builds, shares);
  const baseImages = reportBaseImages(parts);
  const texts = new Map(dockerfiles.map(({ path, text }) => [path, text]));
  const drafts = [
    ...parts.flatMap(({ findings }) => findings),
    ...shares.flatMap(({ findings }) => findings).toSorted(byFirstBuild),
    ...concludeChecks(parts.map(({ build, dockerfile, notes }) => ({ id: build.id, path: dockerfile, note: notes }))),
  ];
  const findings = reportFindings(drafts, (path) => texts.get(path) ?? null);
  const graph = repositoryGraph({ plans: parts.map(takingBuild) });
  const order = reportOrder(graph);
  const sizes = new Map(shares.flatMap(({ files }) => files.map(({ path, bytes }) => [path, bytes])));
  return {
    $schema: schemaId,
    schemaVersion,
    generator: { name: 'layerfall', version: frame.version },
    title: frame.title,
    figures: figures(dockerfiles, builds, baseImages.length, findings),
    dockerfiles,
    builds,
    repositoryGraph: graphData(graph),
    order,
    gaps: { ...frame.gaps, unreachedStages: unreachedStages(shares) },
    baseImages,
    findings,
    budgets: [],
    impact: reportImpact(builds, parts, (path) => sizes.get(path) ?? 0),
    ...nearMisses(parts.map(({ build, stepKeys }) => ({ id: build.id, stepKeys }))),
    notices: distinctNotices([
      ...frame.notices,
      ...shares.flatMap(({ notices }) => notices),
      ...order.circles.map(circleNotice),
    ]),
  };
}

/** Of findings that are told as one, the first decides: whatever share it comes from. */
function byFirstBuild(one: FindingDraft, other: FindingDraft): number {
  const [first = ''] = one.builds;
  const [second = ''] = other.builds;
  return first === second ? 0 : first < second ? -1 : 1;
}

function takingBuild({ build, uses }: BuildPart): TakingBuild {
  const producerOf = ({ producer, by }: BuildPart['uses'][number]) =>
    producer === null || by === null ? null : { build: { id: producer }, by };
  return { build, uses: uses.map((use) => ({ ...use, producer: producerOf(use) })) };
}

function unreachedStages(shares: readonly ReportShare[]): Report['gaps']['unreachedStages'] {
  return shares
    .flatMap((share) => share.unreachedStages)
    .sort((a, b) => (a.dockerfile === b.dockerfile ? 0 : a.dockerfile < b.dockerfile ? -1 : 1));
}

function circleNotice(circle: readonly string[]): Notice {
  return { path: '', range: null, message: `These builds feed each other in a circle: ${circle.join(', ')}.` };
}

function reportDockerfiles(
  builds: readonly ReportBuild[],
  shares: readonly ReportShare[],
): readonly ReportDockerfile[] {
  const buildsOf = new Map<string, string[]>();
  for (const { id, dockerfile } of builds) buildsOf.set(dockerfile, [...(buildsOf.get(dockerfile) ?? []), id]);
  const texts = new Map(shares.flatMap(({ dockerfiles }) => dockerfiles.map(({ path, text }) => [path, text])));
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path, text, lineCount: lineCount(text), builds: buildsOf.get(path) ?? [] }));
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
