import { auditReport, type Audit } from './audit/audit-report.ts';
import type { ImportedResult } from './audit/import/imported-result.ts';
import { checkBuilds } from './checks/run-checks.ts';
import type { Configuration } from './configuration/configuration.ts';
import type { FileTree } from './context/file-tree.ts';
import { parseOnce, type ParseDockerfile } from './dockerfile/parse-once.ts';
import { buildContexts } from './discover/build-contexts.ts';
import { buildTexts, type BuildText } from './discover/build-texts.ts';
import type { Build } from './discover/build.ts';
import { discoverBuilds } from './discover/discover-builds.ts';
import { readDockerfile } from './discover/read-dockerfile.ts';
import { pathPatterns } from './discover/path-patterns.ts';
import { walk } from './discover/walk.ts';
import { planRepository, type BuildPlan } from './graph/plan-repository.ts';
import { unreachedStages } from './graph/repository-questions.ts';
import { assembleReport } from './report/assemble-report.ts';
import type { BuildPart, ReportFrame, ReportShare } from './report/build-part.ts';
import { buildPart } from './report/report-build.ts';
import { reportGaps } from './report/report-gaps.ts';
import { rootImage } from './report/root-image.ts';
import type { Notice, Report } from './report/report.ts';
import { assignBuilds } from './shard/assign-builds.ts';
import type { Shard, ShardPlace } from './shard/shard.ts';
import { shardSchemaId, shardSchemaVersion } from './shard/schema-id.ts';
import { stateDigest } from './shard/state-digest.ts';

export interface AnalyzeOptions {
  readonly title: string;
  /** Layerfall's own version, for the report. */
  readonly version: string;
  /** What the repository says about itself; of its title, `title` is the last word. */
  readonly configuration?: Configuration;
  /** Fingerprints of findings that were there before: they are accepted. */
  readonly baseline?: readonly string[];
  /** What other tools found. */
  readonly imported?: readonly ImportedResult[];
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
  const survey = surveyRepository(tree, options);
  const share = workOut(survey, () => true, options);
  options.onProgress?.('Putting the report together');
  return auditReport(assembleReport(survey.frame, [share]), auditOf(options));
}

/**
 * One share of that work: `mergeShards` makes of all of them, made by as many machines, the report that `analyze` makes.
 * Which builds it has depends on the repository alone.
 */
export function analyzeShard(tree: FileTree, options: AnalyzeOptions, place: ShardPlace): Shard {
  const survey = surveyRepository(tree, options);
  const { frame, builds, texts, files } = survey;
  const audit = auditOf(options);
  const shardOf = assignBuilds(builds, texts, files, place.count);
  return {
    $schema: shardSchemaId,
    schemaVersion: shardSchemaVersion,
    generator: { name: 'layerfall', version: options.version },
    shard: place,
    state: stateDigest(tree, files, [frame, builds, [...texts], options.configuration ?? {}, audit]),
    frame,
    audit,
    share: workOut(survey, ({ id }) => shardOf.get(id) === place.index, options),
  };
}

/** What findings are judged by, when all of them are known. */
function auditOf({ configuration = {}, baseline = [], imported = [] }: AnalyzeOptions): Audit {
  const { accept, budgets, checks } = configuration;
  const judged = {
    ...(accept === undefined ? {} : { accept }),
    ...(budgets === undefined ? {} : { budgets }),
    ...(checks === undefined ? {} : { checks }),
  };
  return { configuration: judged, baseline, imported };
}

/** What is there, before any build is planned. */
interface Survey {
  readonly tree: FileTree;
  /** Paths that the walk found. */
  readonly files: readonly string[];
  /** By id. */
  readonly builds: readonly Build[];
  /** The Dockerfiles, by the build's id. */
  readonly texts: ReadonlyMap<string, BuildText>;
  /** Reads Dockerfiles; those that were looked at are read already. */
  readonly parse: ParseDockerfile;
  readonly frame: ReportFrame;
}

function surveyRepository(tree: FileTree, options: AnalyzeOptions): Survey {
  options.onProgress?.('Looking for Dockerfiles and build definitions');
  const { files } = walk(tree);
  const parse = parseOnce();
  const { builds, notices } = discoverBuilds(tree, files, pathPatterns(options.configuration?.ignore ?? []), parse);
  const { texts, notices: unread } = buildTexts(tree, builds);
  const frame = {
    title: options.title,
    version: options.version,
    builds: builds.flatMap(({ id }) => (texts.has(id) ? [id] : [])),
    gaps: reportGaps(builds, (path) => readDockerfile(tree, path).kind === 'text'),
    notices: [...notices, ...unread],
  };
  return { tree, files, builds, texts, parse, frame };
}

/** All that is worked out for each build by itself, of those that are wanted. */
function workOut(
  { tree, files, builds, texts, parse }: Survey,
  isWanted: (build: Build) => boolean,
  { configuration = {}, unreadable, onProgress = () => {} }: AnalyzeOptions,
): ReportShare {
  const contexts = buildContexts(tree);
  const wanted = new Set(builds.filter((build) => texts.has(build.id) && isWanted(build)).map(({ id }) => id));
  onProgress(`Planning ${wanted.size} builds`);
  const textOf = ({ id }: Build): string | null => texts.get(id)?.text ?? null;
  const { plans } = planRepository(builds, textOf, {
    ignoreFileOf: contexts.ignoreTextOf,
    rules: configuration.images ?? [],
    isWanted,
    parse,
  });
  const byId = new Map(plans.map((plan) => [plan.build.id, plan]));
  const own = plans.filter(({ build }) => wanted.has(build.id));
  const worked = own.map((buildPlan, index) => {
    onProgress(`Reading contexts: ${index + 1} of ${own.length}`);
    const { build } = buildPlan;
    return buildPart({
      buildPlan,
      path: texts.get(build.id)?.path ?? '',
      viewOf: (name) => contexts.viewOf(build, name),
      tree,
      rootOf: (stage) => rootImage(buildPlan, stage, (id) => byId.get(id)),
    });
  });
  const parts = worked.map(({ part }) => part);
  onProgress('Checking');
  const checked = worked.flatMap((each) => each.checked ?? []);
  const findings = [...checkBuilds({ builds: checked, repository: { plans }, files, tree })];
  return {
    builds: parts,
    dockerfiles: dockerfilesOf(own, texts),
    findings,
    unreachedStages: unreachedStages({ plans: own }).map(({ dockerfile, displayName, line }) => ({
      dockerfile,
      displayName,
      line,
    })),
    files: takenFiles(parts).map((path) => ({ path, bytes: tree.stat(path)?.size ?? 0 })),
    notices: [...contexts.problems(), ...(unreadable?.() ?? []).map(unreadableNotice)],
  };
}

/** Each Dockerfile once; of inline ones that stand on one line, that of the first build. */
function dockerfilesOf(plans: readonly BuildPlan[], texts: Survey['texts']): readonly BuildText[] {
  const found = new Map<string, BuildText>();
  for (const { build } of plans) {
    const text = texts.get(build.id);
    if (text !== undefined && !found.has(text.path)) found.set(text.path, text);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function takenFiles(parts: readonly BuildPart[]): readonly string[] {
  const paths = new Set<string>();
  for (const { outcome } of parts) {
    if (outcome.kind === 'planned') for (const path of outcome.plan.cacheGraph.files) paths.add(path);
  }
  return [...paths].sort();
}

function unreadableNotice({ path, reason }: { readonly path: string; readonly reason: string }): Notice {
  return { path, range: null, message: `It cannot be read (${reason}): what it holds is missing here.` };
}
