import { auditReport } from './audit/audit-report.ts';
import { contextSelections } from './cache/context-selections.ts';
import { inputDigests } from './cache/input-digests.ts';
import type { KeyedPlan } from './cache/key.ts';
import { keyPlan } from './cache/keyed-plan.ts';
import { cacheGraph } from './cache/make-cache-graph.ts';
import { checkRepository } from './checks/check-repository.ts';
import type { CheckedBuild } from './checks/checked-repository.ts';
import type { Configuration } from './configuration/configuration.ts';
import { vertexDigests } from './cache/vertex-digests.ts';
import type { FileTree } from './context/file-tree.ts';
import { buildContexts, type BuildContexts } from './discover/build-contexts.ts';
import { buildTexts } from './discover/build-texts.ts';
import { discoverBuilds } from './discover/discover-builds.ts';
import { pathPatterns } from './discover/path-patterns.ts';
import { walk } from './discover/walk.ts';
import { planRepository, type BuildPlan, type RepositoryPlan } from './graph/plan-repository.ts';
import { repositoryGraph } from './graph/repository-graph.ts';
import { assembleReport } from './report/assemble-report.ts';
import { distinctNotices } from './report/notices.ts';
import type { BuildFacts } from './report/report-build.ts';
import { reportGaps } from './report/report-gaps.ts';
import { rootImage } from './report/root-image.ts';
import type { Notice, Report } from './report/report.ts';

export interface AnalyzeOptions {
  readonly title: string;
  /** Layerfall's own version, for the report. */
  readonly version: string;
  /** What the repository says about itself; of its title, `title` is the last word. */
  readonly configuration?: Configuration;
  /** Fingerprints of findings that were there before: they are accepted. */
  readonly baseline?: readonly string[];
  /** What could not be read of the tree so far: asked last, when all has been read. */
  readonly unreadable?: () => readonly { readonly path: string; readonly reason: string }[];
  readonly onProgress?: (text: string) => void;
}

/**
 * The pipeline: from the files of a repository to its report.
 *
 * Never throws for what stands in a file: what cannot be read or understood is a notice, and the rest goes on.
 */
export function analyze(tree: FileTree, options: AnalyzeOptions): Report {
  const { configuration = {} } = options;
  const progress = options.onProgress ?? (() => {});
  progress('Looking for Dockerfiles and build definitions');
  const { files } = walk(tree);
  const { builds, notices } = discoverBuilds(tree, files, pathPatterns(configuration.ignore ?? []));
  const { texts, notices: unread } = buildTexts(tree, builds);
  const contexts = buildContexts(tree);
  progress(`Planning ${builds.length} builds`);
  const repository = planRepository(
    builds,
    ({ id }) => texts.get(id)?.text ?? null,
    contexts.ignoreTextOf,
    configuration.images,
  );
  const facts = allFacts(repository, tree, contexts, progress);
  const dockerfileOf = ({ build }: BuildPlan) => texts.get(build.id) ?? { path: build.dockerfile ?? '', text: '' };
  progress('Checking');
  const checked = facts.flatMap((each) => checkedBuild(each, dockerfileOf(each.buildPlan).path));
  const drafts = checkRepository({ builds: checked, repository, files, tree });
  progress('Putting the report together');
  const report = assembleReport({
    title: options.title,
    version: options.version,
    facts,
    graph: repositoryGraph(repository),
    gaps: reportGaps(builds, repository, (path) => tree.stat(path)?.kind === 'file'),
    dockerfileOf,
    drafts,
    notices: distinctNotices([
      ...notices,
      ...unread,
      ...contexts.problems(),
      ...repository.cycles.map(circleNotice),
      ...(options.unreadable?.() ?? []).map(unreadableNotice),
    ]),
  });
  return auditReport(report, { configuration, baseline: options.baseline ?? [] });
}

function allFacts(
  { plans }: RepositoryPlan,
  tree: FileTree,
  contexts: BuildContexts,
  progress: (text: string) => void,
): readonly BuildFacts[] {
  const byId = new Map(plans.map((plan) => [plan.build.id, plan]));
  const keys = new Map(
    plans.map((plan, index) => {
      progress(`Reading contexts: ${index + 1} of ${plans.length}`);
      return [plan.build.id, keysOf(plan, contexts)];
    }),
  );
  const digests = inputDigests(plans, (id) => keys.get(id) ?? null);
  return plans.map((buildPlan) => {
    const { build } = buildPlan;
    const keyed = keys.get(build.id) ?? null;
    return {
      buildPlan,
      keyed,
      graph: keyed === null ? null : cacheGraph(keyed),
      digests: keyed === null ? [] : vertexDigests(keyed),
      digest: digests.get(build.id) ?? null,
      view: contexts.viewOf(build, 'context'),
      tree,
      root: rootImage(buildPlan, (id) => byId.get(id)),
    };
  });
}

function checkedBuild(facts: BuildFacts, path: string): readonly CheckedBuild[] {
  const { buildPlan, keyed, graph, view } = facts;
  const { build, outcome, uses } = buildPlan;
  if (outcome.kind === 'rejected' || keyed === null || graph === null) return [];
  return [{ id: build.id, path, build, uses, plan: outcome.plan, keyed, graph, view }];
}

function keysOf({ build, outcome }: BuildPlan, { viewOf }: BuildContexts): KeyedPlan | null {
  if (outcome.kind === 'rejected') return null;
  return keyPlan(outcome.plan, { selections: contextSelections((name) => viewOf(build, name)) });
}

function circleNotice(circle: readonly string[]): Notice {
  return { path: '', range: null, message: `These builds feed each other in a circle: ${circle.join(', ')}.` };
}

function unreadableNotice({ path, reason }: { readonly path: string; readonly reason: string }): Notice {
  return { path, range: null, message: `It cannot be read (${reason}): what it holds is missing here.` };
}
