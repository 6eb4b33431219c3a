import type { StepUse } from './context-use.ts';
import { contextPath, repositoryPath, type ContextView } from '../context/context-view.ts';
import { judgeEntry, type IgnoreRule, type MatchedRules } from '../context/ignore-file.ts';

/** Why a path is in a build context or is not, and who takes it. */
export interface PathExplanation {
  /** Relative to the context. */
  readonly path: string;
  readonly isThere: boolean;
  readonly isDirectory: boolean;
  readonly isIgnored: boolean;
  /** The line that decided; null when none matched. */
  readonly rule: IgnoreRule | null;
  /** The folder that the line matched, where it is not the path itself; empty for the path itself. */
  readonly through: string;
  /** It is held back, and yet there, as exceptions keep something in it. */
  readonly isPartlyKept: boolean;
  /** The steps that take it, or something in it. */
  readonly takenBy: readonly StepUse[];
}

/** Explains one path of the main context; `path` is relative to it, with no `.` or `..`, empty for all of it. */
export function explainPath(view: ContextView, uses: readonly StepUse[], path: string): PathExplanation {
  const stat = view.tree.stat(repositoryPath(view, path));
  const decided = decide(view, path);
  const inside = path === '' ? '' : `${path}/`;
  const isMeant = (full: string): boolean => {
    const found = contextPath(view, full);
    return found === path || found.startsWith(inside);
  };
  const takenBy = uses.filter((use) =>
    use.takings.some(
      ({ context, selection }) =>
        context === 'context' &&
        selection !== null &&
        (selection.entries.some((entry) => isMeant(entry.path)) || selection.links.some(isMeant)),
    ),
  );
  return {
    path,
    isThere: stat !== null,
    isDirectory: stat?.kind === 'directory',
    ...decided,
    isPartlyKept: decided.isIgnored && view.places.has(path),
    takenBy,
  };
}

function decide(view: ContextView, path: string): Pick<PathExplanation, 'isIgnored' | 'rule' | 'through'> {
  let matched: MatchedRules | null = null;
  let isIgnored = false;
  let rule: IgnoreRule | null = null;
  let through = '';
  if (view.ignore === null || path === '') return { isIgnored, rule, through };
  for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
    const part = end < 0 ? path : path.slice(0, end);
    const verdict = judgeEntry(view.ignore, part, matched);
    if (verdict.rule !== rule) through = part;
    matched = verdict.matched;
    isIgnored = verdict.isIgnored;
    rule = verdict.rule;
    if (end < 0) return { isIgnored, rule, through: through === path ? '' : through };
  }
}
