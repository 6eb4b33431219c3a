import { parseRemote } from './forge.ts';

/** How others get the Layerfall that runs here. */
export interface Origin {
  /** As a workflow's `uses` takes it. */
  readonly action: string;
  /** Starts it, without being installed before. */
  readonly run: string;
  /** The owner of the action is not known: `OWNER` stands in its place. */
  readonly isOwnerUnknown: boolean;
}

/**
 * `resolved`: where npm says that it got this package from; empty when it says nothing. `version` is the package's own,
 * `repository` the address that its package.json names, or nothing.
 *
 * What came from a repository of GitHub's is named by its commit, so that CI runs the same; else the release is.
 */
export function originOf(resolved: string, version: string, repository: string): Origin {
  const [address = '', commit = ''] = resolved.split('#');
  const fromGit = address.startsWith('git') ? parseRemote(address) : null;
  const run = fromGit === null ? `npx --yes layerfall@${version}` : `npx --yes ${gitSpecifier(fromGit, commit)}`;
  if (fromGit?.host === 'github.com' && commit !== '') {
    return { action: `${fromGit.path}@${commit}`, run, isOwnerUnknown: false };
  }
  const named = parseRemote(repository.replace(/^git\+/, ''));
  const owner = named?.host === 'github.com' ? named.path : null;
  const tag = `v${version.split('.')[0] ?? ''}`;
  return { action: `${owner ?? 'OWNER/layerfall'}@${tag}`, run, isOwnerUnknown: owner === null };
}

function gitSpecifier({ host, path }: { readonly host: string; readonly path: string }, commit: string): string {
  return `git+https://${host}/${path}.git${commit === '' ? '' : `#${commit}`}`;
}
