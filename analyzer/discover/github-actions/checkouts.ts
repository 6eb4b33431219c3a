import { itemsOf, textOf, valueAt, type LocatedValue } from '../located-value.ts';
import type { RepositoryFiles } from '../repository-files.ts';
import { followPath } from '../repository-path.ts';
import type { ContextLookup } from './expression.ts';
import { resolveText } from './workflow-text.ts';

/** A folder of the runner into which a job checks out a repository. */
interface Checkout {
  readonly folder: string;
  /** It names no other repository. */
  readonly isOwn: boolean;
}

/** From a path of the runner's workspace to one of the repository. */
export type FromWorkspace = (path: string) => string;

/**
 * Where the paths of a job's steps lead, by its actions/checkout steps with a `path`.
 *
 * A path that is not here as it is, and is in a checkout, counts from there: always where the checkout is of this very
 * repository. Which one `repository` names is not known here; then only a file in a folder counts, which another repository
 * hardly has at the same place.
 */
export function fromWorkspace(job: LocatedValue, lookup: ContextLookup, repository: RepositoryFiles): FromWorkspace {
  const checkouts = itemsOf(valueAt(job, 'steps')).flatMap((step) => checkoutOf(step, lookup));
  const isThere = (path: string): boolean => repository.isFile(path) || repository.isDirectory(path);
  return (path) => {
    if (checkouts.length === 0 || isThere(path)) return path;
    for (const { folder, isOwn } of checkouts) {
      const inside = path === folder ? '' : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
      if (inside !== null && isThere(inside) && (isOwn || inside === '' || inside.includes('/'))) return inside;
    }
    return path;
  };
}

function checkoutOf(step: LocatedValue, lookup: ContextLookup): readonly Checkout[] {
  if (!(textOf(valueAt(step, 'uses')) ?? '').startsWith('actions/checkout@')) return [];
  const { text, unresolved } = resolveText(textOf(valueAt(step, 'with', 'path')) ?? '.', lookup);
  if (unresolved.length > 0) return [];
  const followed = followPath('', text);
  const named = textOf(valueAt(step, 'with', 'repository')) ?? '';
  const isOwn = named === '' || /^\$\{\{\s*github\.repository\s*\}\}$/.test(named);
  return 'path' in followed && followed.path !== '' ? [{ folder: followed.path, isOwn }] : [];
}
