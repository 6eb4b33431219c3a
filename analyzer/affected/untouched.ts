import type { FileChange } from '../cache/change.ts';
import type { Build } from '../discover/build.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import type { Side } from './side.ts';

/**
 * Whether a change cannot reach a build at all, by where it happened: the same declaration, the same Dockerfile, and no
 * changed file in any of its contexts. Saves making keys; whoever asks has seen to the images that it takes.
 */
export function isUntouched(
  { change }: { readonly change: { readonly files: readonly FileChange[] } },
  before: Side,
  after: Side,
  past: BuildPlan,
  present: BuildPlan,
): boolean {
  const { build } = present;
  if (declaration(past.build) !== declaration(build)) return false;
  if (before.texts.get(build.id) !== after.texts.get(build.id)) return false;
  if (past.outcome.kind !== present.outcome.kind) return false;
  const folders = contextFolders(build);
  return change.files.every(
    ({ path }) => isOutside(folders, path) && path !== build.dockerfile && !isOwnIgnore(build, path),
  );
}

/** What shapes a build; where it is declared and how it is tagged does not. */
export function declaration(build: Build): string {
  const { context, dockerfile, inlineDockerfile, target, buildArgs, namedContexts, platforms } = build;
  return JSON.stringify([context, dockerfile, inlineDockerfile, target, buildArgs, namedContexts, platforms]);
}

function contextFolders({ context, namedContexts }: Build): readonly string[] {
  const named = Object.values(namedContexts).filter((value) => !value.includes(':'));
  return context.kind === 'directory' ? [context.path, ...named] : named;
}

function isOutside(folders: readonly string[], path: string): boolean {
  return folders.every((folder) => folder !== '' && path !== folder && !path.startsWith(`${folder}/`));
}

function isOwnIgnore({ dockerfile }: Build, path: string): boolean {
  return dockerfile !== null && path === `${dockerfile}.dockerignore`;
}
