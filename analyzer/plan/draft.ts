import type { Origin } from './origin.ts';
import type { EnvSnapshot } from './environment.ts';
import type { CopyAction, ExecVertex, MkdirAction, MkfileAction, Mount } from './vertex.ts';

/**
 * A vertex while the graph is being built: it names its inputs by reference, and ids are given at the end, to what the
 * result consumes and once for what is the same.
 */
export type Draft = DraftExec | DraftFile | DraftMerge | DraftSource;

/** A file system: the draft that makes it, or null for an empty one. */
export type FileSystem = Draft | null;

interface DraftBase {
  readonly label: string;
  readonly platform: string | null;
  readonly stage: number | null;
  readonly instruction: number | null;
  readonly isNoCache: boolean;
  /** What shaped the definition, but for the environment of an exec. */
  readonly origins: readonly Origin[];
}

export interface DraftSource extends DraftBase {
  readonly type: 'source';
  readonly identifier: string;
  /** Asked for at the end: which paths of a context are wanted is known only then. */
  readonly attrs: () => Readonly<Record<string, string>>;
}

export interface DraftMount {
  /** Its `input` is known when the inputs have ids. */
  readonly mount: Mount;
  readonly source: FileSystem;
}

export interface DraftExec extends DraftBase {
  readonly type: 'exec';
  readonly definition: Pick<ExecVertex, 'args' | 'cwd' | 'hostname' | 'network' | 'secretEnv' | 'security' | 'user'>;
  readonly env: EnvSnapshot;
  /** Set where an ssh mount adds a variable of its own to `env`. */
  readonly sshSocket: string | null;
  /** The root first; those with a source, then secrets, then ssh. */
  readonly mounts: readonly DraftMount[];
}

/** An action; what it works on is known when the inputs have ids. */
export type OpenAction = CopyAction | MkdirAction | MkfileAction;

export interface DraftAction {
  readonly action: OpenAction;
  /** What a copy reads; null for an empty file system and for what reads nothing. */
  readonly source: FileSystem;
}

export interface DraftFile extends DraftBase {
  readonly type: 'file';
  readonly base: FileSystem;
  readonly actions: readonly DraftAction[];
}

export interface DraftMerge extends DraftBase {
  readonly type: 'merge';
  readonly bases: readonly Draft[];
}

/** The drafts that a draft reads, in the order in which BuildKit marshals them (client/llb, Inputs of each operation). */
export function draftInputs(draft: Draft): readonly Draft[] {
  switch (draft.type) {
    case 'source':
      return [];
    case 'merge':
      return draft.bases;
    case 'exec':
      return present(draft.mounts.map((mount) => mount.source));
    case 'file':
      return present([draft.base, ...draft.actions.map((action) => action.source).toReversed()]);
  }
}

function present(inputs: readonly FileSystem[]): readonly Draft[] {
  return inputs.filter((input) => input !== null);
}
