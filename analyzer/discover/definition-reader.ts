import type { Position, Range } from '../dockerfile/range.ts';
import type { BuildContext, BuildOrigin, BuildSource } from './build.ts';
import type { RepositoryFiles } from './repository-files.ts';

/** Something in a definition that could not be read or understood; the rest of the file still counts. */
export interface DefinitionProblem {
  readonly path: string;
  /** null: the file as a whole. */
  readonly range: Range | null;
  readonly message: string;
}

/** One build as one place declares it, before equal ones are merged and named. */
export interface DeclaredBuild {
  readonly origin: BuildOrigin;
  /** What people would call it; the origin's name where it has one. */
  readonly name: string;
  /** Path in the repository; null when the Dockerfile is inline, remote or unresolved. */
  readonly dockerfile: string | null;
  readonly inlineDockerfile: string | null;
  readonly context: BuildContext;
  readonly target: string;
  readonly buildArgs: ReadonlyMap<string, string>;
  /** Values as `Build.namedContexts` holds them. */
  readonly namedContexts: ReadonlyMap<string, string>;
  readonly platforms: readonly string[];
  readonly tags: readonly string[];
  /** What could not be resolved of all that changes what is built. */
  readonly unresolved: readonly string[];
  /** What could not be resolved of tags and platforms, which change nothing in the plan. */
  readonly unresolvedNames: readonly string[];
}

export interface DeclaredBuilds {
  readonly builds: readonly DeclaredBuild[];
  readonly problems: readonly DefinitionProblem[];
}

/**
 * How builds are read from one kind of file.
 *
 * `read` never throws for anything that stands in the file. It may read other files of the repository (an override file,
 * an included one, `.env`), always through `repository`.
 */
export interface DefinitionReader {
  readonly source: BuildSource;
  /** What files that it reads are called: the last part of their paths. */
  readonly names: RegExp;
  /** Which paths of those it reads; absent: all. */
  readonly paths?: RegExp;
  readonly read: (path: string, text: string, repository: RepositoryFiles) => DeclaredBuilds;
}

/** A problem at one place of a file; null: the file as a whole. */
export function problemAt(path: string, at: Position | null, message: string): DefinitionProblem {
  if (at === null) return { path, range: null, message };
  // Only these two: whoever names a place may know more of it.
  const { line, column } = at;
  return { path, range: { start: { line, column }, end: { line, column: column + 1 } }, message };
}
