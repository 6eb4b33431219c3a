import { cleanPath, joinPath } from './system-path.ts';

/** A Git repository as ADD and build contexts name it (frontend/dockerfile/dfgitutil/git_ref.go). */
export interface GitReference {
  readonly scheme: 'git' | 'http' | 'https' | 'ssh';
  /** The URL without query and fragment. */
  readonly remote: string;
  readonly host: string;
  readonly path: string;
  /** Branch, tag or commit; empty for the default branch. */
  readonly ref: string;
  readonly subdir: string;
  readonly checksum: string;
  readonly keepGitDir: boolean | null;
  readonly submodules: boolean | null;
  readonly fetchByCommit: boolean;
}

/** `git`: a repository. `none`: something else. `invalid`: meant as a repository, but its query is wrong. */
export type ParsedGitReference =
  | { readonly kind: 'git'; readonly reference: GitReference }
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid'; readonly message: string };

const url = /^([a-z0-9]+):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/i;
const scp = /^[\w-]+@([\w.-]+):([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/;

interface Parts {
  readonly scheme: GitReference['scheme'];
  readonly remote: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/**
 * Tells a Git repository from a file or a web address: `git@host:path`, `git://`, `ssh://`, and `http(s)://` where the
 * path ends in `.git`. `github.com/owner/name` without a scheme is a file to ADD.
 */
export function parseGitReference(text: string): ParsedGitReference {
  if (text.startsWith('github.com/')) {
    const query = /^[^?#]*\?([^#]*)/.exec(text)?.[1];
    const message = query === undefined ? null : readQuery(query, '', '');
    return typeof message === 'string' ? { kind: 'invalid', message } : { kind: 'none' };
  }
  const parts = splitUrl(text) ?? splitScp(text);
  if (parts === null) return { kind: 'none' };
  if (/^https?$/.test(parts.scheme) && !parts.path.endsWith('.git')) return { kind: 'none' };
  const colon = parts.fragment.indexOf(':');
  const ref = colon < 0 ? parts.fragment : parts.fragment.slice(0, colon);
  const subdir = colon < 0 ? '' : cleanPath(`/${parts.fragment.slice(colon + 1)}`).slice(1);
  const options = readQuery(parts.query, ref, subdir);
  if (typeof options === 'string') return { kind: 'invalid', message: options };
  const { scheme, remote, host, path } = parts;
  return { kind: 'git', reference: { scheme, remote, host, path, ...options } };
}

function splitUrl(text: string): Parts | null {
  const match = url.exec(text);
  const scheme = match?.[1]?.toLowerCase();
  if (match === null || !(scheme === 'git' || scheme === 'http' || scheme === 'https' || scheme === 'ssh')) return null;
  const authority = match[2] ?? '';
  const path = decode(match[3] ?? '');
  if (path === null) return null;
  return {
    scheme,
    remote: `${scheme}://${authority}${match[3] ?? ''}`,
    host: authority.slice(authority.lastIndexOf('@') + 1),
    path,
    query: match[4] ?? '',
    fragment: decode(match[5] ?? '') ?? match[5] ?? '',
  };
}

function splitScp(text: string): Parts | null {
  const match = scp.exec(text);
  if (match === null) return null;
  return {
    scheme: 'ssh',
    remote: text.replace(/[?#][^]*$/, ''),
    host: match[1] ?? '',
    path: match[2] ?? '',
    query: match[3] ?? '',
    fragment: match[4] ?? '',
  };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

type QueryOptions = Pick<GitReference, 'checksum' | 'fetchByCommit' | 'keepGitDir' | 'ref' | 'submodules' | 'subdir'>;

/** The options of a query, or what is wrong with it (loadQuery). */
function readQuery(query: string, fragmentRef: string, fragmentSubdir: string): QueryOptions | string {
  const seen = new Set<string>();
  const options: { -readonly [Key in keyof QueryOptions]: QueryOptions[Key] } = {
    ref: fragmentRef,
    subdir: fragmentSubdir,
    checksum: '',
    keepGitDir: null,
    submodules: null,
    fetchByCommit: false,
  };
  let tag = '';
  let branch = '';
  for (const [key, value] of new URLSearchParams(query)) {
    if (seen.has(key)) return `the query names "${key}" twice`;
    seen.add(key);
    const flag = value === '' ? true : parseBool(value);
    const isFlag = key === 'keep-git-dir' || key === 'submodules' || key === 'fetch-by-commit';
    if (isFlag && flag === null) return `"${value}" is neither true nor false for "${key}"`;
    if (!isFlag && value === '') return `"${key}" in the query has no value`;
    switch (key) {
      case 'ref':
      case 'subdir':
        if (options[key] !== '' && options[key] !== value) return `the ${key} is both "${options[key]}" and "${value}"`;
        options[key] = value;
        break;
      case 'tag':
        tag = value.startsWith('refs/tags/') ? value : `refs/tags/${value}`;
        break;
      case 'branch':
        branch = value.startsWith('refs/heads/') ? value : `refs/heads/${value}`;
        break;
      case 'checksum':
      case 'commit':
        options.checksum = value;
        break;
      case 'keep-git-dir':
        options.keepGitDir = flag;
        break;
      case 'submodules':
        options.submodules = flag;
        break;
      case 'fetch-by-commit':
        options.fetchByCommit = flag === true;
        break;
      case 'mtime':
        if (value !== 'checkout' && value !== 'commit') return `mtime is checkout or commit, not "${value}"`;
        break;
      default:
        return `the query knows no "${key}"`;
    }
  }
  if (tag !== '' && branch !== '') return 'the query names both a tag and a branch';
  const named = tag === '' ? branch : tag;
  if (named === '') return options;
  if (options.ref !== '' && options.ref !== named) return `the ref is both "${options.ref}" and "${named}"`;
  return { ...options, ref: named };
}

function parseBool(text: string): boolean | null {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : null;
}

/** What a Git source is called, and its attributes (client/llb/source.go, Git). */
export function gitSource(
  git: GitReference,
  keepGitDir: boolean,
  checksum: string,
): { readonly identifier: string; readonly attrs: Readonly<Record<string, string>> } {
  const attrs: Record<string, string> = {
    'git.authheadersecret': 'GIT_AUTH_HEADER',
    'git.authtokensecret': 'GIT_AUTH_TOKEN',
    'git.fullurl': git.remote,
  };
  if (keepGitDir) attrs['git.keepgitdir'] = 'true';
  if (git.scheme === 'ssh') attrs['git.mountsshsock'] = 'default';
  if (checksum !== '') attrs['git.checksum'] = checksum;
  if (git.submodules === false) attrs['git.skipsubmodules'] = 'true';
  if (git.fetchByCommit) attrs['git.fetchbycommit'] = 'true';
  const fragment = git.subdir === '' ? git.ref : `${git.ref}:${git.subdir}`;
  const place = `git://${git.host}${joinPath('/', git.path)}`;
  return { identifier: fragment === '' ? place : `${place}#${fragment}`, attrs };
}
