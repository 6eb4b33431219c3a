import { spawnSync } from 'node:child_process';
import type { TriggerEvent } from './event.ts';
import { ActionError, type Environment } from './runner.ts';

/** What the state of the work tree is compared with. */
export type Base =
  | { readonly kind: 'revision'; readonly revision: string }
  /** Nothing is known of what was before: every build counts as new. */
  | { readonly kind: 'nothing'; readonly reason: string };

/** Runs git and answers what it printed; null when it fails. */
export type Git = (words: readonly string[]) => string | null;

/** Git in the workspace, with the environment that actions/checkout left its credentials in. */
export function gitIn(folder: string, env: Environment): Git {
  return (words) => {
    const { status, stdout } = spawnSync('git', words, {
      cwd: folder,
      env: { ...env, GIT_TERMINAL_PROMPT: '0' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return status === 0 ? stdout.trim() : null;
  };
}

/**
 * The revision to compare with: the one asked for, else what the event names: the base of a pull request or of a merge
 * group, what a push replaces. A commit that a shallow clone lacks is fetched, alone.
 *
 * A pull request is checked out as its merge with the base: then the base is that merge's first parent, which may be newer
 * than the base that the event names. Throws `ActionError` where the revision asked for is not to be had.
 */
export function baseRevision(since: string, event: TriggerEvent, git: Git): Base {
  if (since !== '') {
    const revision = reachable(since, git);
    if (revision !== null) return { kind: 'revision', revision };
    throw new ActionError(
      `git knows no revision "${since}": name a commit or origin/BRANCH, or check out with fetch-depth: 0`,
    );
  }
  const before = event.pullRequest === null ? event.before : (mergedBase(event.head, git) ?? forkPoint(event, git));
  if (before === '') return { kind: 'nothing', reason: 'the event names no revision that was before' };
  const revision = reachable(before, git);
  if (revision !== null) return { kind: 'revision', revision };
  return { kind: 'nothing', reason: `${before.slice(0, 12)}, which was before, cannot be fetched` };
}

/** The first parent of the commit that merges a pull request; null where something else is checked out. */
function mergedBase(head: string, git: Git): string | null {
  // Not `HEAD^1`: a shallow clone has no parents, but the commit still names them.
  const commit = git(['cat-file', 'commit', 'HEAD']) ?? '';
  const parents = [...(commit.split('\n\n', 1)[0] ?? '').matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id]) => id);
  return parents.length === 2 && parents[1] === head ? (parents[0] ?? null) : null;
}

/** Where the branch left the base; the base itself where the history is too short to tell. */
function forkPoint({ before }: TriggerEvent, git: Git): string {
  return isKnown(before, git) ? (git(['merge-base', before, 'HEAD']) ?? before) : before;
}

function isKnown(revision: string, git: Git): boolean {
  return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]) !== null;
}

function reachable(revision: string, git: Git): string | null {
  if (isKnown(revision, git)) return revision;
  const wanted = fetchSpec(revision);
  if (wanted === null) return null;
  git(['fetch', '--no-tags', '--depth=1', '--quiet', '--end-of-options', 'origin', wanted]);
  return isKnown(revision, git) ? revision : null;
}

/** What to fetch for a revision: a commit by its id, a branch by its name; null for what has neither. */
function fetchSpec(revision: string): string | null {
  if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(revision)) return revision;
  const branch = /^origin\/([\w./-]+)$/.exec(revision)?.[1];
  return branch === undefined ? null : `+refs/heads/${branch}:refs/remotes/origin/${branch}`;
}
