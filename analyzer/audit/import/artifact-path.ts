import { fieldsOf } from './imported-result.ts';

/**
 * The path that a SARIF artifact location names, relative to a repository's root; null where it lies outside of it.
 *
 * `root` is absolute, with slashes. `bases` are the run's `originalUriBaseIds`: one that lies below the root counts, one that
 * lies elsewhere is taken for the root, as tools run in containers see it at another place (SARIF 2.1.0, 3.4.4).
 */
export function artifactPath(location: unknown, root: string, bases: unknown): string | null {
  const { uri, uriBaseId } = fieldsOf(location);
  if (typeof uri !== 'string' || uri === '' || uri.length > 4096) return null;
  const path = plainPath(uri);
  if (path === null) return null;
  if (path.startsWith('/') || /^[A-Za-z]:\//.test(path)) return below(root, path);
  const base = typeof uriBaseId === 'string' ? fieldsOf(fieldsOf(bases)[uriBaseId])['uri'] : undefined;
  const folder = typeof base === 'string' ? plainPath(base) : null;
  const inside = folder === null ? null : below(root, folder);
  return normal(inside === null || inside === '' ? path : `${inside}/${path}`);
}

/** An address or a path with slashes and nothing encoded; null for other schemes than `file:`. */
function plainPath(uri: string): string | null {
  const file = /^file:\/\/(?:localhost)?(\/.*)$/s.exec(uri)?.[1];
  // A drive of Windows is no scheme.
  if (file === undefined && /^[A-Za-z][A-Za-z0-9+.-]+:/.test(uri)) return null;
  const path = decoded(file ?? uri).replaceAll('\\', '/');
  return path.includes('\0') ? null : path.replace(/^\/(?=[A-Za-z]:\/)/, '');
}

/** Percent signs that encode nothing stand for themselves: not every tool encodes its paths. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function below(root: string, path: string): string | null {
  const clean = absolute(path);
  const folder = absolute(root);
  if (clean === folder) return '';
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return clean.startsWith(prefix) ? normal(clean.slice(prefix.length)) : null;
}

/** Without `.`, `..` and doubled slashes. */
function absolute(path: string): string {
  const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? '';
  return `${drive}/${normal(path.slice(drive.length)) ?? ''}`;
}

/** A relative path without `.` and `..`; null where it leads out. */
function normal(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
