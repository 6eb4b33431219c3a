import { basename } from 'node:path';
import { affected, type AffectedBuild } from '../affected/affected.ts';
import { dockerfileName, sentenceOf } from '../affected/affected-json.ts';
import type { AffectedStep } from '../affected/affected-steps.ts';
import { startGitChange, type RepositoryChange } from '../affected/git-change.ts';
import { treeChange } from '../affected/tree-change.ts';
import { analyze } from '../analyze.ts';
import { builders } from '../cache/builder.ts';
import { stepName } from '../cache/sentences.ts';
import type { FindVerdicts, StepVerdict } from '../compare/compare-build.ts';
import { compareReports, type NamedReport } from '../compare/compare-reports.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { FileTree } from '../context/file-tree.ts';
import { diskFileTree } from '../discover/disk-file-tree.ts';
import { gitFileTree } from '../discover/git-file-tree.ts';
import { repositoryTree } from '../discover/repository-tree.ts';
import type { Report } from '../report/report.ts';
import { CliError } from './cli-error.ts';
import type { Io } from './command.ts';
import type { KnownFindings } from './findings-options.ts';
import { readReport } from './read-document.ts';
import { version } from './version.ts';
import { unknownRevision } from './unknown-revision.ts';

/** What is compared, and how the repository is read. */
export interface CompareOptions {
  /** Absolute. */
  readonly root: string;
  readonly configuration: Configuration;
  readonly known: KnownFindings;
  /** Empty: that of the configuration, or the name of the folder. */
  readonly title: string;
}

/** How the files as they are now are called. */
const workTree = 'the work tree';

/** A name that ends so is a file; any other is a revision. */
export const isReportFile = (name: string): boolean => name.endsWith('.json');

/**
 * Compares two states: revisions of the repository, reports in files (names that end in .json), and for `null` the files as
 * they are now. Throws `CliError` for what cannot be read.
 */
export async function compareSides(
  base: string,
  head: string | null,
  options: CompareOptions,
  io: Io,
): Promise<Comparison> {
  const names = { base, head: head ?? workTree };
  if (isReportFile(base) || (head !== null && isReportFile(head))) {
    const one = { name: base, report: await reportOf(base, options, io) };
    const other = { name: names.head, report: await reportOf(head, options, io) };
    return compareReports(one, other, null);
  }
  const change = await changeBetween(base, head, options.root);
  const own = withoutImports(options);
  io.progress(`Reading ${names.base}`);
  const one: NamedReport = { name: names.base, report: analyzeTree(change.before, own, io) };
  io.progress(`Reading ${names.head}`);
  const other: NamedReport = { name: names.head, report: analyzeTree(change.after, own, io) };
  io.progress('Asking the cache model');
  const comparison = compareReports(one, other, cacheVerdicts(change, options.configuration));
  io.progress('');
  return comparison;
}

/**
 * Compares a report with a base: one of the files as they are now (`from` null), or one that was read from a file. A revision is
 * held against what git calls changed in the files: what it ignores would be news.
 */
export async function compareWith(
  report: Report,
  from: string | null,
  base: string,
  options: CompareOptions,
  io: Io,
): Promise<Comparison> {
  if (!isReportFile(base)) {
    if (from === null) return compareSides(base, null, options, io);
    throw new CliError(`${from} is compared with a report, not with a revision`, 'Name a file that ends in .json.');
  }
  const other = { name: from ?? workTree, report };
  return compareReports({ name: base, report: await reportOf(base, options, io) }, other, null);
}

async function reportOf(name: string | null, options: CompareOptions, io: Io): Promise<Report> {
  if (name === null) return analyzeTree(repositoryTree(diskFileTree(options.root)), options, io);
  if (!isReportFile(name)) return analyzeTree(revisionTree(options.root, name), withoutImports(options), io);
  return readReport(name, io);
}

/** What another tool found, it found in the files as they are now: of two states that are analysed here, neither has it. */
function withoutImports(options: CompareOptions): CompareOptions {
  return { ...options, known: { ...options.known, imported: [] } };
}

function analyzeTree(tree: FileTree, { root, configuration, known, title }: CompareOptions, io: Io): Report {
  const report = analyze(tree, {
    title: title === '' ? (configuration.title ?? basename(root)) : title,
    configuration,
    ...known,
    version,
    onProgress: io.progress,
  });
  io.progress('');
  return report;
}

function revisionTree(root: string, revision: string): FileTree {
  return gitFileTree(root, revision) ?? refuse(root, revision);
}

function refuse(root: string, revision: string): never {
  throw unknownRevision(root, revision, 'Name a commit, branch or tag, or a report whose name ends in .json');
}

async function changeBetween(base: string, head: string | null, root: string): Promise<RepositoryChange> {
  if (head === null) return (await startGitChange(root, base)?.change) ?? refuse(root, base);
  const before = revisionTree(root, base);
  const after = revisionTree(root, head);
  return { before, after, files: treeChange(before, after) };
}

/** What the cache model says of each build, asked once for all. */
function cacheVerdicts(change: RepositoryChange, configuration: Configuration): FindVerdicts {
  const answer = affected({
    change,
    unknownFiles: [],
    buildArgs: {},
    baseImages: [],
    builder: builders.buildkit,
    configuration,
    cacheFrom: null,
  });
  const verdicts = new Map(answer.builds.map((build) => [build.build.id, verdictsOf(build)]));
  return ({ id }) => verdicts.get(id) ?? [];
}

/** Whether all that is to say of a step is that it follows the one that was told last, in its stage. */
function follows({ plan }: AffectedBuild, { step, status, causes }: AffectedStep, told: number | null): boolean {
  const [cause, ...others] = causes;
  if (plan === null || step === null || told === null || status !== 'rebuilt' || others.length > 0) return false;
  return cause?.kind === 'step' && cause.step === told && plan.steps[told]?.stage === plan.steps[step]?.stage;
}

function followerName({ plan }: AffectedBuild, step: number): string {
  const found = plan?.steps[step];
  return plan === null || found === undefined ? '' : stepName(plan, found, '');
}

function verdictsOf(build: AffectedBuild): readonly StepVerdict[] {
  let told: number | null = null;
  return build.steps.flatMap((step): readonly StepVerdict[] => {
    const { status } = step;
    if (step.step === null || (status !== 'rebuilt' && status !== 'output-dependent')) return [];
    const sentence = sentenceOf(build, step, told === null ? dockerfileName(build) : '', told);
    const follower = follows(build, step, told) ? followerName(build, step.step) : '';
    told = step.step;
    return [{ step: step.step, status, sentence, follower }];
  });
}
