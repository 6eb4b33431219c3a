import type { BuildContext } from './build.ts';
import { followPath, type PathFault } from './repository-path.ts';

const faultReasons: Readonly<Record<PathFault, string>> = {
  absolute: 'it is a path on somebody’s machine',
  outside: 'it lies outside the repository',
};

/**
 * Whether a context is a git or http URL, as docker/buildx tells it (util/urlutil/urlutil.go, IsRemoteURL) and compose
 * (types/types.go and loader/paths.go, which also know `ssh://` and `git://`).
 */
export function isRemoteContext(text: string): boolean {
  return /^(?:https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/|oci-layout:\/\/)/.test(text);
}

/** A context as a definition in `folder` (a path of the repository) writes it. */
export function readContext(folder: string, text: string): BuildContext {
  if (isRemoteContext(text)) return { kind: 'remote', url: text };
  if (text === '-') return { kind: 'unresolved', text, reason: 'it is read from standard input' };
  const followed = followPath(folder, text);
  if ('fault' in followed) return { kind: 'unresolved', text, reason: faultReasons[followed.fault] };
  return { kind: 'directory', path: followed.path, inferredFrom: '' };
}

/** A Dockerfile's path in the repository, or in words why there is none. */
export function readDockerfilePath(
  folder: string,
  text: string,
): { readonly path: string } | { readonly reason: string } {
  if (isRemoteContext(text)) return { reason: 'it is remote' };
  if (text === '-') return { reason: 'it is read from standard input' };
  const followed = followPath(folder, text);
  return 'fault' in followed ? { reason: faultReasons[followed.fault] } : followed;
}

/**
 * The value of a named context with local paths made relative to the repository's root: `docker-image://…`, `target:…`,
 * `service:…` and URLs stay as they are. null when it is a path that leads out of the repository.
 */
export function readNamedContext(folder: string, text: string): string | null {
  if (/^(?:docker-image:\/\/|oci-layout:\/\/|target:|service:|input:)/.test(text) || isRemoteContext(text)) return text;
  const followed = followPath(folder, text);
  return 'path' in followed ? (followed.path === '' ? '.' : followed.path) : null;
}
