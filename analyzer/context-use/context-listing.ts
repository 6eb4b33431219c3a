import { takenEntries, unusedEntries, type FindContext, type StepUse } from './context-use.ts';
import { repositoryPath, type ContextView } from '../context/context-view.ts';
import { gitFolder, type FileKind } from '../context/file-tree.ts';
import { explainPath, type PathExplanation } from './explain-path.ts';

/** What `layerfall context` answers, and its JSON. Paths are relative to the context that holds them. */
export interface ContextListing {
  readonly dockerfile: string;
  /** As people reach it from where they called; `.` for that folder itself. */
  readonly context: string;
  /** How the context was found; empty when it was named. */
  readonly inferredFrom: string;
  /** Empty when there is none. */
  readonly ignoreFile: string;
  /** Files and symlinks that are not held back. */
  readonly files: number;
  readonly bytes: number;
  /** What makes BuildKit refuse the build. */
  readonly problems: readonly ListingProblem[];
  readonly steps: readonly ListedStep[];
  readonly ignored?: readonly ListedIgnored[];
  readonly unused?: readonly ListedFile[];
  readonly why?: ListedWhy;
}

export interface ListingProblem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface ListedFile {
  /** The named context that it comes from; absent for the main one. */
  readonly context?: string;
  readonly path: string;
  readonly kind: FileKind;
  /** `0644`. */
  readonly mode: string;
  readonly bytes: number;
}

export interface ListedStep {
  readonly label: string;
  readonly line: number;
  readonly bytes: number;
  readonly files: readonly ListedFile[];
  /** It takes files of git's own folder: every commit changes some. */
  readonly takesGit: boolean;
  /** Contexts whose files are not here, by name. */
  readonly unknownContexts: readonly string[];
}

export interface ListedIgnored {
  readonly path: string;
  readonly kind: ListedFile['kind'];
  /** 1, or how many a folder holds. */
  readonly files: number;
  readonly bytes: number;
  readonly line: number;
  readonly pattern: string;
}

export interface ListedWhy {
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'missing';
  readonly isIgnored: boolean;
  /** Held back, and yet there: exceptions keep something in it. */
  readonly isPartlyKept: boolean;
  /** The line that decided; null when none matched. */
  readonly rule: { readonly line: number; readonly pattern: string } | null;
  /** The folder that the line matched; empty for the path itself. */
  readonly through: string;
  readonly takenBy: readonly { readonly label: string; readonly line: number }[];
}

/** What to list, and how what was read is called. */
export interface ListingRequest {
  readonly dockerfile: string;
  /** Path of the Dockerfile in the context's tree; null when it lies elsewhere. */
  readonly dockerfileInTree: string | null;
  readonly context: string;
  readonly inferredFrom: string;
  readonly ignored: boolean;
  readonly unused: boolean;
  /** Relative to the context; null for no question. */
  readonly why: string | null;
}

/** Puts together what the steps of one build take from its contexts. `findContext('context')` must answer. */
export function contextListing(
  view: ContextView,
  uses: readonly StepUse[],
  findContext: FindContext,
  request: ListingRequest,
): ContextListing {
  const kept = view.entries.filter(({ kind }) => kind !== 'directory');
  const own = [request.dockerfileInTree, view.ignore?.path].filter((path) => typeof path === 'string');
  return {
    dockerfile: request.dockerfile,
    context: request.context,
    inferredFrom: request.inferredFrom,
    ignoreFile: view.ignore?.path ?? '',
    files: kept.length,
    bytes: sum(kept.map(({ size }) => size)),
    problems: problemsOf(view, uses, request.dockerfile),
    steps: uses.map((use) => listStep(use, findContext)),
    ...(request.ignored ? { ignored: listIgnored(view) } : {}),
    ...(request.unused ? { unused: unusedEntries(uses, view, own).map((entry) => listFile('context', entry)) } : {}),
    ...(request.why === null ? {} : { why: listWhy(view, uses, request.why) }),
  };
}

function problemsOf(view: ContextView, uses: readonly StepUse[], dockerfile: string): readonly ListingProblem[] {
  const path = view.ignore?.path ?? '';
  const malformed = (view.ignore?.problems ?? []).map(({ line, message }) => ({ path, line, message }));
  const missing = uses.flatMap(({ line, takings }) =>
    takings.flatMap(({ context, selector, selection }) => {
      const problem = selection?.problem ?? null;
      if (problem === null) return [];
      const held = context === 'context' ? explainPath(view, [], selector.path.slice(1)) : null;
      const because = held?.isThere === true ? ` (${whyNot(view, held)})` : '';
      const where = context === 'context' ? 'the build context' : `the context "${context}"`;
      return [{ path: dockerfile, line, message: `${problem.replace('the build context', where)}${because}` }];
    }),
  );
  return [...malformed, ...missing];
}

/** Why a path that is there is not taken. */
function whyNot(view: ContextView, { isIgnored, rule }: PathExplanation): string {
  if (!isIgnored || rule === null) return 'it is a symlink that leads to nothing there';
  return `held back by ${view.ignore?.path ?? ''}:${rule.line}: ${rule.text}`;
}

function listStep(use: StepUse, findContext: FindContext): ListedStep {
  const files = takenEntries(use, findContext).map((entry) => listFile(entry.context, entry));
  const unknown = use.takings.filter(({ selection }) => selection === null).map(({ context }) => context);
  return {
    label: use.step.label,
    line: use.line,
    bytes: sum(files.map(({ bytes }) => bytes)),
    files,
    takesGit: files.some(isGits),
    unknownContexts: [...new Set(unknown)].sort(),
  };
}

function listFile(
  context: string,
  entry: { readonly path: string; readonly kind: ListedFile['kind']; readonly mode: number; readonly size: number },
): ListedFile {
  const { path, kind, mode, size } = entry;
  const file = { path, kind, mode: mode.toString(8).padStart(4, '0'), bytes: size };
  return context === 'context' ? file : { context, ...file };
}

/** Whether a file lies in git's own folder of its context. */
export function isGits({ path }: ListedFile): boolean {
  return path.startsWith(`${gitFolder}/`);
}

function listIgnored(view: ContextView): readonly ListedIgnored[] {
  return view.ignored.map(({ path, kind, size, rule: { line, text } }) => {
    const held = kind === 'directory' ? measure(view, path) : { files: 1, bytes: size };
    return { path, kind, ...held, line, pattern: text };
  });
}

/** All that a folder of a context holds. */
function measure(view: ContextView, folder: string): { readonly files: number; readonly bytes: number } {
  let files = 0;
  let bytes = 0;
  const pending = [repositoryPath(view, folder)];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const { name, kind, size } of view.tree.list(path)) {
      if (kind === 'directory') pending.push(`${path}/${name}`);
      else files++;
      bytes += size;
    }
  }
  return { files, bytes };
}

function listWhy(view: ContextView, uses: readonly StepUse[], path: string): ListedWhy {
  const found = explainPath(view, uses, path);
  return {
    path,
    kind: found.isThere ? (found.isDirectory ? 'directory' : 'file') : 'missing',
    isIgnored: found.isIgnored,
    isPartlyKept: found.isPartlyKept,
    rule: found.rule === null ? null : { line: found.rule.line, pattern: found.rule.text },
    through: found.through,
    takenBy: found.takenBy.map(({ step, line }) => ({ label: step.label, line })),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
