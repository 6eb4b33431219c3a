import type { FileChange } from '../cache/change.ts';
import type { FileTree } from '../context/file-tree.ts';
import { containsWildcards, goMatcher } from '../context/go-match.ts';
import type { Build } from '../discover/build.ts';
import type { BuildPlan } from '../graph/plan-repository.ts';
import type { Plan } from '../plan/plan.ts';
import type { Side } from './side.ts';

/**
 * Whether a change cannot reach a build at all, by where it happened: the same declaration, the same Dockerfile, and no
 * changed file where any of its contexts is read. Saves listing contexts and making keys; whoever asks has seen to the
 * images that it takes. False where that is not certain.
 */
export function isUntouched(
  { change, isNarrowed }: { readonly change: { readonly files: readonly FileChange[] }; readonly isNarrowed: boolean },
  before: Side,
  after: Side,
  past: BuildPlan,
  present: BuildPlan,
): boolean {
  const { build, outcome } = present;
  if (declaration(past.build) !== declaration(build)) return false;
  if (before.texts.get(build.id) !== after.texts.get(build.id)) return false;
  if (past.outcome.kind !== outcome.kind) return false;
  const plan = isNarrowed && outcome.kind === 'planned' ? outcome.plan : null;
  const contexts = localContexts(build, plan);
  return change.files.every(
    ({ path }) =>
      path !== build.dockerfile &&
      !isOwnIgnore(build, path) &&
      contexts.every((context) => !isRead(context, path, [before.tree, after.tree])),
  );
}

/** What shapes a build; where it is declared and how it is tagged does not. */
export function declaration(build: Build): string {
  const { context, dockerfile, inlineDockerfile, target, buildArgs, namedContexts, platforms } = build;
  return JSON.stringify([context, dockerfile, inlineDockerfile, target, buildArgs, namedContexts, platforms]);
}

/** A folder that a build reads; `paths`: those that BuildKit asks the client for (`local.followpaths`), null for all. */
interface LocalContext {
  readonly folder: string;
  readonly paths: readonly string[] | null;
}

function localContexts(build: Build, plan: Plan | null): readonly LocalContext[] {
  const { context, namedContexts } = build;
  const named = Object.entries(namedContexts).filter(([, value]) => !value.includes(':'));
  const folders = context.kind === 'directory' ? [['context', context.path] as const, ...named] : named;
  return folders.flatMap(([name, folder]) => {
    if (plan === null) return [{ folder, paths: null }];
    const source = plan.vertices.find((vertex) => vertex.type === 'source' && vertex.identifier === `local://${name}`);
    if (source?.type !== 'source') return [];
    const paths = source.attrs['local.followpaths'];
    return [{ folder, paths: paths === undefined ? null : (JSON.parse(paths) as readonly string[]) }];
  });
}

function isRead({ folder, paths }: LocalContext, changed: string, trees: readonly FileTree[]): boolean {
  if (folder !== '' && changed !== folder && !changed.startsWith(`${folder}/`)) return false;
  // What stands where the context's folder was, and what decides on all that is in it.
  if (paths === null || changed === folder || changed.endsWith('.dockerignore')) return true;
  const below = folder === '' ? changed : changed.slice(folder.length + 1);
  return paths.some((path) => mayReach(path, below) || mayLead(trees, folder, path));
}

/** Whether a path that is read names a changed one, one above it, or one below it. */
function mayReach(path: string, changed: string): boolean {
  const fixed = fixedPart(path);
  return fixed === '' || changed === fixed || changed.startsWith(`${fixed}/`) || fixed.startsWith(`${changed}/`);
}

/** Whether a symlink could lead a path that is read to another place. */
function mayLead(trees: readonly FileTree[], folder: string, path: string): boolean {
  const fixed = fixedPart(path);
  const isLink = (at: string): boolean => trees.some((tree) => tree.stat(at)?.kind === 'symlink');
  let at = folder;
  for (const part of fixed === '' ? [] : fixed.split('/')) {
    at = at === '' ? part : `${at}/${part}`;
    if (isLink(at)) return true;
  }
  return isWildcardLink(trees, at, path.slice(fixed.length).split('/'));
}

/** Folders that are looked at before a symlink is taken for granted. */
const maxLookedFolders = 1000;

/** Whether a name that a wildcard matches, or that stands below one, may be a symlink. */
function isWildcardLink(trees: readonly FileTree[], start: string, names: readonly string[]): boolean {
  let folders = [start];
  let looked = 0;
  for (const name of names.filter((part) => part !== '')) {
    const matches = goMatcher(name);
    looked += folders.length;
    if (matches === null || looked > maxLookedFolders) return true;
    const found = folders.flatMap((folder) =>
      trees.flatMap((tree) =>
        tree
          .list(folder)
          .filter((entry) => matches(entry.name))
          .map((entry) => ({ path: folder === '' ? entry.name : `${folder}/${entry.name}`, kind: entry.kind })),
      ),
    );
    if (found.some(({ kind }) => kind === 'symlink')) return true;
    folders = [...new Set(found.flatMap(({ path, kind }) => (kind === 'directory' ? [path] : [])))];
  }
  return false;
}

/** The names before the first one with a wildcard or an escape. */
function fixedPart(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const first = parts.findIndex((part) => containsWildcards(part) || part.includes('\\'));
  return parts.slice(0, first < 0 ? parts.length : first).join('/');
}

function isOwnIgnore({ dockerfile }: Build, path: string): boolean {
  return dockerfile !== null && path === `${dockerfile}.dockerignore`;
}
