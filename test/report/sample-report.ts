import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyze } from '../../analyzer/analyze.ts';
import type { FileTree } from '../../analyzer/context/file-tree.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import { diskFileTree } from '../../analyzer/discover/disk-file-tree.ts';
import { repositoryTree } from '../../analyzer/discover/repository-tree.ts';
import type { PlannedBuild, Report, ReportBuild } from '../../analyzer/report/report.ts';

/** The repositories in samples/. */
export const sampleNames = ['shop', 'single', 'hard', 'definitions'] as const;

/** Absolute path of the folder of samples. */
export const samplesFolder = fileURLToPath(new URL('../../samples/', import.meta.url));

/** A sample's files as Layerfall sees them. */
export function sampleTree(name: string): FileTree {
  return repositoryTree(diskFileTree(join(samplesFolder, name)));
}

/** The report of a tree, called `title` and made by version 0.0.0. */
export function reportOf(tree: FileTree, title: string): Report {
  return analyze(tree, { title, version: '0.0.0' });
}

/** The report of files in memory. */
export function reportOfFiles(files: Readonly<Record<string, MemoryFile>>): Report {
  return reportOf(memoryFileTree(files), 'repository');
}

/** The only build of a report, planned. Throws where there are others. */
export function onlyPlan(report: Report): PlannedBuild {
  const [build, ...others] = report.builds;
  if (build === undefined || others.length > 0) throw new Error(`there are ${report.builds.length} builds`);
  return planOf(build);
}

/** A build's plan. Throws for a rejected Dockerfile. */
export function planOf(build: ReportBuild | undefined): PlannedBuild {
  if (build?.outcome.kind !== 'planned') throw new Error(`${build?.id ?? 'the build'} is not planned`);
  return build.outcome.plan;
}
