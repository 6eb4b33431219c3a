import { contextSelections } from './cache/context-selections.ts';
import { keyPlan } from './cache/keyed-plan.ts';
import { contextView, type ContextView } from './context/context-view.ts';
import type { FileTree } from './context/file-tree.ts';
import { parseIgnoreFile, type IgnoreFile } from './context/ignore-file.ts';
import { findIgnoreFile } from './context/find-ignore-file.ts';
import type { Build } from './discover/build.ts';
import { discoverBuilds } from './discover/discover-builds.ts';
import { readDockerfile } from './discover/read-dockerfile.ts';
import { walk } from './discover/walk.ts';
import type { ImageRule } from './graph/image-producers.ts';
import { planRepository, type BuildPlan } from './graph/plan-repository.ts';
import { repositoryGraph } from './graph/repository-graph.ts';
import { assembleReport } from './report/assemble-report.ts';
import type { BuildFacts } from './report/report-build.ts';
import type { Notice, Report } from './report/report.ts';

export interface AnalyzeOptions {
  readonly title: string;
  /** Layerfall's own version, for the report. */
  readonly version: string;
  readonly images?: readonly ImageRule[];
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
  const progress = options.onProgress ?? (() => {});
  progress('Looking for Dockerfiles and build definitions');
  const { files } = walk(tree);
  const { builds, notices: faults } = discoverBuilds(tree, files);
  const notices: Notice[] = faults.map(({ path, range, message }) => ({ path, range, message }));
  const texts = readTexts(tree, builds, notices);
  const ignoreFiles = new Map(builds.map((build) => [build.id, ignoreFileOf(tree, build)]));
  progress(`Planning ${builds.length} builds`);
  const repository = planRepository(
    builds,
    (build) => texts.get(build.id)?.text ?? null,
    (build) => ignoreFiles.get(build.id)?.text ?? null,
    options.images,
  );
  for (const circle of repository.cycles) {
    notices.push({ path: '', range: null, message: `These builds feed each other in a circle: ${circle.join(', ')}` });
  }
  const views = contextViews(tree);
  const facts: BuildFacts[] = [];
  for (const [index, buildPlan] of repository.plans.entries()) {
    progress(`Reading contexts: ${index + 1} of ${repository.plans.length}`);
    facts.push(buildFacts(tree, buildPlan, views, ignoreFiles.get(buildPlan.build.id)?.file ?? null));
  }
  for (const { path, reason } of options.unreadable?.() ?? []) {
    notices.push({ path, range: null, message: `It cannot be read (${reason}): what it holds is missing here` });
  }
  return assembleReport({
    title: options.title,
    version: options.version,
    facts,
    graph: repositoryGraph(repository),
    dockerfileOf: ({ build }) => texts.get(build.id) ?? { path: build.dockerfile ?? '', text: '' },
    notices: distinct(notices),
  });
}

interface DockerfileText {
  readonly path: string;
  readonly text: string;
}

/** The text of every build's Dockerfile; one that cannot be read is a notice. */
function readTexts(tree: FileTree, builds: readonly Build[], notices: Notice[]): ReadonlyMap<string, DockerfileText> {
  const texts = new Map<string, DockerfileText>();
  for (const build of builds) {
    const origin = build.origins[0];
    if (build.inlineDockerfile !== null) {
      const path = `${origin?.path ?? ''}:${origin?.line ?? 1} (inline)`;
      texts.set(build.id, { path, text: build.inlineDockerfile });
      continue;
    }
    if (build.dockerfile === null) continue;
    const read = readDockerfile(tree, build.dockerfile);
    if (read.kind === 'text') texts.set(build.id, { path: build.dockerfile, text: read.text });
    else notices.push({ path: build.dockerfile, range: null, message: read.message });
  }
  return texts;
}

interface ReadIgnoreFile {
  readonly text: string;
  readonly file: IgnoreFile;
}

function ignoreFileOf(tree: FileTree, build: Build): ReadIgnoreFile | null {
  if (build.context.kind !== 'directory') return null;
  const path = findIgnoreFile(tree, build.context.path, build.dockerfile);
  const bytes = path === null ? null : tree.read(path);
  if (path === null || bytes === null) return null;
  const text = new TextDecoder().decode(bytes);
  return { text, file: parseIgnoreFile(path, text) };
}

type GetView = (folder: string, ignore: IgnoreFile | null) => ContextView;

/** Contexts that are shared are listed once. */
function contextViews(tree: FileTree): GetView {
  const known = new Map<string, ContextView>();
  return (folder, ignore) => {
    const key = `${folder}\n${ignore?.path ?? ''}`;
    const view = known.get(key) ?? contextView(tree, folder, ignore);
    known.set(key, view);
    return view;
  };
}

function buildFacts(tree: FileTree, buildPlan: BuildPlan, views: GetView, ignore: IgnoreFile | null): BuildFacts {
  const { build, outcome } = buildPlan;
  const view = build.context.kind === 'directory' ? views(build.context.path, ignore) : null;
  const namedView = (name: string): ContextView | null => {
    if (name === 'context') return view;
    const folder = build.namedContexts[name];
    if (folder === undefined || tree.stat(folder)?.kind !== 'directory') return null;
    const path = findIgnoreFile(tree, folder, null);
    const bytes = path === null ? null : tree.read(path);
    return views(
      folder,
      path === null || bytes === null ? null : parseIgnoreFile(path, new TextDecoder().decode(bytes)),
    );
  };
  const keyed =
    outcome.kind === 'rejected' ? null : keyPlan(outcome.plan, { selections: contextSelections(namedView) });
  return { buildPlan, keyed, view, tree };
}

function distinct(notices: readonly Notice[]): readonly Notice[] {
  const keyed = new Map(notices.map((notice) => [JSON.stringify([notice.path, notice.range, notice.message]), notice]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice);
}
