/**
 * Paths as BuildKit's front end cleans them: Go's `path` package, and util/system/path.go for images of either system.
 *
 * These are names inside a container, never of a file on this machine.
 */

/** Go's `path.Clean`: the shortest equivalent path; `.` for nothing. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  const joined = parts.join('/');
  if (isRooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** Go's `path.Join`: empty elements are left out, the rest is cleaned; empty when all are empty. */
export function joinPath(...elements: readonly string[]): string {
  const present = elements.filter((element) => element !== '');
  return present.length === 0 ? '' : cleanPath(present.join('/'));
}

/** Go's `path.Base`: the last element; `.` for an empty path, `/` for slashes only. */
export function basePath(path: string): string {
  if (path === '') return '.';
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  if (end === 0) return '/';
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** Backslashes become slashes for a Windows image, nothing changes for others. */
export function toSlash(path: string, os: string): string {
  return os === 'windows' ? path.replaceAll('\\', '/') : path;
}

/** Thrown for a path that no image of that system can have (Windows only). */
export class PathFlaw extends Error {}

function withoutDriveLetter(path: string, os: string, keepSlash: boolean): string {
  if (os !== 'windows') return path;
  if (path.length === 2 && path[1] === ':') throw new PathFlaw(`No path follows the drive letter in "${path}".`);
  if (toSlash(path.slice(0, 2), os) === '//') throw new PathFlaw(`"${path}" is a UNC path, which no image can have.`);
  const colon = path.indexOf(':');
  if (colon >= 0 && path.slice(0, colon).toLowerCase() !== 'c') {
    throw new PathFlaw(`"${path}" is not on the system drive (C:).`);
  }
  const rest = toSlash(colon < 0 ? path : path.slice(colon + 1), os);
  const cleaned = cleanPath(rest);
  return keepSlash && cleaned.length > 1 && rest.endsWith('/') ? `${cleaned}/` : cleaned;
}

/** Whether a path starts at the root (util/system/path.go, IsAbs). A path that is wrong for its system does not. */
export function isAbsolutePath(path: string, os: string): boolean {
  try {
    return withoutDriveLetter(path, os, false).startsWith('/');
  } catch (error) {
    if (error instanceof PathFlaw) return false;
    throw error;
  }
}

/** `path` keeps the trailing slash or `/.` of what the user wrote: it decides whether a destination is a directory. */
function withTrailingSlash(path: string, written: string): string {
  if (written.endsWith('/')) return path.endsWith('/') ? path : `${path}/`;
  if (written.endsWith('/.')) return path === '/' ? '/.' : `${path}/.`;
  return path;
}

/**
 * An absolute path with forward slashes and without a drive letter; relative ones start at `parent`
 * (util/system/path.go, NormalizePath). Throws `PathFlaw` for a Windows path off the system drive.
 */
export function normalizePath(parent: string, path: string, os: string, keepSlash: boolean): string {
  const written = toSlash(path, os);
  let root = withoutDriveLetter(toSlash(parent, os) || '/', os, keepSlash);
  if (!root.startsWith('/')) root = joinPath('/', root);
  let result = withoutDriveLetter(written === '' ? root : written, os, keepSlash);
  if (!result.startsWith('/')) result = joinPath(root, result);
  return keepSlash ? withTrailingSlash(result, written) : result;
}

/** A new working directory as the image config stores it: `\` separates on Windows (NormalizeWorkdir). */
export function normalizeWorkdir(current: string, path: string, os: string): string {
  const result = normalizePath(current, path, os, false);
  return os === 'windows' ? result.replaceAll('/', '\\') : result;
}

/** Where COPY and ADD write to (dockerfile2llb/convert.go, pathRelativeToWorkingDir). Throws `PathFlaw`. */
export function destinationPath(workdir: string, path: string, os: string): string {
  const bare = withoutDriveLetter(path, os, true);
  if (bare.startsWith('/')) return normalizePath('/', bare, os, true);
  return normalizePath(workdir, bare === '.' || bare === '' ? './' : bare, os, true);
}

/** Cleans what a file action names; `keepSlash` as above (client/llb/fileop.go, normalizePath). */
export function actionPath(workdir: string, path: string, keepSlash: boolean): string {
  const cleaned = cleanPath(path);
  const absolute = cleaned.startsWith('/') ? cleaned : joinPath('/', workdir, cleaned);
  return keepSlash ? withTrailingSlash(absolute, path) : absolute;
}
