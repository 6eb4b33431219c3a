import { readFileSync } from 'node:fs';
import type { Environment } from './runner.ts';

/** What the action takes of the event that started the workflow. */
export interface TriggerEvent {
  /** Number of the pull request; null: the event is about none. */
  readonly pullRequest: number | null;
  /** Commit that the event names as what was before; empty: it names none. */
  readonly before: string;
  /** Last commit of the pull request's own branch; empty when there is none. */
  readonly head: string;
  /** Name of the repository's default branch; empty when unknown. */
  readonly defaultBranch: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads `GITHUB_EVENT_PATH`. Never throws: a field that is not what it should be counts as missing. */
export function readEvent(env: Environment): TriggerEvent {
  const event = readJson(env['GITHUB_EVENT_PATH'] ?? '');
  const request = object(event['pull_request']);
  const number = request['number'];
  const base = object(request['base'])['sha'] ?? object(event['merge_group'])['base_sha'] ?? event['before'];
  return {
    pullRequest: typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null,
    before: commit(base),
    head: commit(object(request['head'])['sha']),
    defaultBranch: text(object(event['repository'])['default_branch']),
  };
}

function readJson(path: string): Json {
  try {
    return object(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A commit's whole id; a new branch has zeros before it, which are none. */
function commit(value: unknown): string {
  return /^(?!0+$)[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text(value)) ? text(value) : '';
}
