import { parseRemote } from './forge.ts';

/**
 * The command that starts the Layerfall that runs here, wherever there is Node.js. `resolved`: where npm says that it got this
 * package from; empty when it says nothing. `version` is the package's own.
 *
 * What came from a repository of git's is named by its commit, so that CI runs the same; else the release is.
 */
export function startOf(resolved: string, version: string): string {
  const [address = '', commit = ''] = resolved.split('#');
  const fromGit = address.startsWith('git') ? parseRemote(address) : null;
  return fromGit === null ? `npx --yes layerfall@${version}` : `npx --yes ${gitSpecifier(fromGit, commit)}`;
}

function gitSpecifier({ host, path }: { readonly host: string; readonly path: string }, commit: string): string {
  return `git+https://${host}/${path}.git${commit === '' ? '' : `#${commit}`}`;
}
