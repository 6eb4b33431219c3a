import { ActionError, cutMarkdown, type Environment, required } from './runner.ts';

/** Characters that GitHub takes in a comment's body; bytes are never fewer. */
const bodyLimit = 65_000;

/** Pages of a hundred comments that are searched for our own: a pull request with more is none that people read. */
const pageLimit = 30;

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly type?: string } | null;
  readonly author_association?: string;
}

/** What became of a comment; `refused`: the token may not write, as in pull requests from forks. */
export type CommentOutcome = 'created' | 'none' | 'refused' | 'unchanged' | 'updated';

export interface CommentRequest {
  readonly pullRequest: number;
  readonly token: string;
  /** Empty: the only one. */
  readonly key: string;
  readonly markdown: string;
  /** Write one where there is none yet; otherwise only one that is there is brought up to date. */
  readonly isWorthCreating: boolean;
}

/**
 * Writes a comment on a pull request, or brings the one that it wrote before up to date: it is known by a mark that nobody
 * sees. Throws `ActionError` where GitHub answers with something else than yes or no.
 */
export async function writeComment(env: Environment, request: CommentRequest): Promise<CommentOutcome> {
  const call = apiOf(env, request.token);
  const mark = commentMark(request.key);
  const body = `${mark}\n${cutMarkdown(request.markdown, bodyLimit)}`;
  const comments = `issues/${request.pullRequest}/comments`;
  const found = await findOwn(call, comments, mark);
  if (found === null) return 'refused';
  if (found === 'none') {
    if (!request.isWorthCreating) return 'none';
    return (await call('POST', comments, { body })) === null ? 'refused' : 'created';
  }
  if (found.body?.replaceAll('\r\n', '\n') === body) return 'unchanged';
  return (await call('PATCH', `issues/comments/${found.id}`, { body })) === null ? 'refused' : 'updated';
}

/** An HTML comment, which nothing in the key can end. */
export function commentMark(key: string): string {
  return `<!-- layerfall:${encodeURIComponent(key)} -->`;
}

/** Roles of people who may change anything in the repository anyway. */
const trusted: ReadonlySet<string> = new Set(['COLLABORATOR', 'MEMBER', 'OWNER']);

/**
 * Our comment among those of a pull request. One with our mark by anybody from outside is not ours: its author could change
 * what we said.
 */
async function findOwn(call: Api, path: string, mark: string): Promise<Comment | 'none' | null> {
  for (let page = 1; page <= pageLimit; page++) {
    const answer = await call('GET', `${path}?per_page=100&page=${page}`);
    if (answer === null) return null;
    const list = Array.isArray(answer) ? (answer as readonly Comment[]) : [];
    const own = list.find(
      ({ body, user, author_association: role = '' }) =>
        body?.startsWith(mark) === true && (user?.type === 'Bot' || trusted.has(role)),
    );
    if (own !== undefined) return own;
    if (list.length < 100) break;
  }
  return 'none';
}

/** Calls GitHub below the repository; null: the token may not do that. */
type Api = (method: string, path: string, body?: object) => Promise<unknown>;

function apiOf(env: Environment, token: string): Api {
  const server = (env['GITHUB_API_URL'] ?? '') || 'https://api.github.com';
  const repository = required(env, 'GITHUB_REPOSITORY').split('/').map(encodeURIComponent).join('/');
  return async (method, path, body) => {
    const response = await fetch(`${server}/repos/${repository}/${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'layerfall',
        'x-github-api-version': '2022-11-28',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    if (response.status === 401 || response.status === 403 || response.status === 404) return null;
    if (!response.ok) throw new ActionError(`GitHub answers ${response.status} to ${method} ${path}`);
    return response.json();
  };
}
