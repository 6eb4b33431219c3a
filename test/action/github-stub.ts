import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StubComment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
  readonly author_association: string;
}

export interface GithubStub {
  readonly url: string;
  readonly comments: StubComment[];
  /** Method and path of every call. */
  readonly calls: string[];
}

/** GitHub's interface for comments, as far as the action uses it; `refused`: answers those methods with 403. */
export async function githubStub(comments: StubComment[] = [], refused: readonly string[] = []): Promise<GithubStub> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      calls.push(`${method} ${url}`);
      const answer = (status: number, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      const sent = chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as { body?: string });
      const { pathname, searchParams } = new URL(url, 'http://x');
      if (headers.authorization !== 'Bearer a-token') return answer(401, {});
      if (refused.includes(method)) return answer(403, { message: 'Resource not accessible by integration' });
      if (pathname === '/repos/owner/shop/issues/7/comments' && method === 'GET') {
        const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))];
        return answer(200, comments.slice(size * (page - 1), size * page));
      }
      if (pathname === '/repos/owner/shop/issues/7/comments' && method === 'POST') {
        const comment = bot(comments.length + 1, sent.body ?? '');
        comments.push(comment);
        return answer(201, comment);
      }
      const id = /^\/repos\/owner\/shop\/issues\/comments\/(\d+)$/.exec(pathname)?.[1];
      const found = comments.find((each) => String(each.id) === id);
      if (method !== 'PATCH' || found === undefined) return answer(500, { message: 'no such call' });
      found.body = sent.body ?? '';
      return answer(200, found);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, comments, calls };
}

/** A comment by the workflow's own token. */
export function bot(id: number, body: string): StubComment {
  return { id, body, user: { type: 'Bot' }, author_association: 'NONE' };
}

/** A comment by somebody: `OWNER`, `CONTRIBUTOR`, … */
export function person(id: number, body: string, role: string): StubComment {
  return { id, body, user: { type: 'User' }, author_association: role };
}
