import { buildCheckRules } from '../../checks/build-check-advice.ts';
import { noCost, type Finding, type FindingDraft } from '../../checks/finding.ts';
import { fingerprints } from '../../checks/fingerprints.ts';
import { byPlace, mergeFindings } from '../../checks/merge-findings.ts';
import type { Range } from '../../dockerfile/range.ts';
import type { Notice, Report } from '../../report/report.ts';
import type { ImportedRegion, ImportedResult } from './imported-result.ts';

/** Findings with those of other tools among them, in the order of the report. */
export interface WithImported {
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
}

/** What a report knows of a file that findings can be pinned to. */
interface KnownFile {
  /** null: its text is not in the report. */
  readonly lines: readonly string[] | null;
  readonly builds: readonly string[];
}

/**
 * Pins the results of other tools to the Dockerfiles, ignore files and build definitions of a report. What is about other
 * files says nothing of builds and is left out, as is what Layerfall or BuildKit's checks say at the same line themselves.
 */
export function importFindings(report: Report, results: readonly ImportedResult[]): WithImported {
  if (results.length === 0) return { findings: report.findings, notices: [] };
  const files = knownFiles(report);
  const pathsOf = new Map<string, string[]>();
  for (const { path, text } of report.dockerfiles) pathsOf.set(text, [...(pathsOf.get(text) ?? []), path]);
  const known = new Set(report.findings.map(({ rule, path, range }) => mark(rule, path, range)));
  const drafts: FindingDraft[] = [];
  const leftOut = new Map<string, number>();
  for (const result of results) {
    const paths = result.text === null ? [result.path] : (pathsOf.get(result.text) ?? [null]);
    for (const path of paths) {
      const file = path === null ? undefined : files.get(path);
      if (path === null || file === undefined) {
        leftOut.set(result.tool, (leftOut.get(result.tool) ?? 0) + 1);
        continue;
      }
      const range = rangeOf(result.region, file.lines);
      if (isOwn(result) && known.has(mark(result.rule, path, range))) continue;
      const { tool: source, rule, severity, message, hint } = result;
      drafts.push({ rule, source, severity, message, hint, path, range, builds: file.builds, cost: noCost });
    }
  }
  const merged = mergeFindings(drafts);
  const marks = fingerprints(merged, (path) => files.get(path)?.lines ?? null);
  const imported = merged.map((draft, index) => ({ ...draft, fingerprint: marks[index] ?? '', acceptance: null }));
  return {
    findings: [...report.findings, ...imported].sort(byPlace),
    notices: [...leftOut].map(([tool, count]) => ({
      path: '',
      range: null,
      message: `${count} imported ${count === 1 ? 'result' : 'results'} of ${tool} left out: not about a Dockerfile or a build definition of this repository.`,
    })),
  };
}

/** Whether it may say what Layerfall says itself: results of Layerfall's own, and of BuildKit's checks. */
function isOwn({ tool, rule }: ImportedResult): boolean {
  return tool.toLowerCase() === 'layerfall' || rule === 'rejected' || buildCheckRules.includes(rule);
}

function mark(rule: string, path: string, range: Range | null): string {
  return JSON.stringify([rule, path, range?.start.line ?? null]);
}

function knownFiles({ dockerfiles, builds }: Report): ReadonlyMap<string, KnownFile> {
  const files = new Map<string, KnownFile>();
  const add = (path: string, build: string): void => {
    const builds = files.get(path)?.builds ?? [];
    if (!builds.includes(build)) files.set(path, { lines: null, builds: [...builds, build] });
  };
  for (const { id, build, outcome } of builds) {
    for (const { path } of build.origins) add(path, id);
    if (outcome.kind === 'planned' && outcome.plan.context.ignoreFile !== '') add(outcome.plan.context.ignoreFile, id);
  }
  for (const { path, text, builds: own } of dockerfiles) files.set(path, { lines: text.split('\n'), builds: own });
  return files;
}

/** A region within the text; whole lines where its columns say nothing. null: it lies beyond the end of the file. */
function rangeOf(region: ImportedRegion | null, lines: readonly string[] | null): Range | null {
  if (region === null) return null;
  const { startLine, endLine } = region;
  const last = lines === null ? Math.max(startLine, endLine) : Math.min(Math.max(startLine, endLine), lines.length);
  if (lines !== null && startLine > lines.length) return null;
  const lengthOf = (line: number): number =>
    lines?.[line - 1]?.replace(/\r$/, '').length ?? Number.MAX_SAFE_INTEGER - 1;
  const startColumn = Math.min(region.startColumn ?? 1, lengthOf(startLine) + 1);
  const wholeLine = lines === null ? startColumn + 1 : lengthOf(last) + 1;
  const named = last === endLine ? region.endColumn : null;
  // A place without length, as hadolint writes, means the line.
  const isEmpty = named === null || (last === startLine && named <= startColumn);
  return {
    start: { line: startLine, column: startColumn },
    end: { line: last, column: isEmpty ? wholeLine : Math.min(named, lengthOf(last) + 1) },
  };
}
