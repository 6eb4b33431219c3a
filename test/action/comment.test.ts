import { describe, expect, test, vi } from 'vitest';
import { commentMark, writeComment, type CommentRequest } from '../../action/comment.ts';
import { bot, githubStub, person, type StubComment } from './github-stub.ts';
import { runner } from './stub-runner.ts';

// Each run of the action starts Layerfall several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

const mark = commentMark('');
const request: CommentRequest = { pullRequest: 7, token: 'a-token', key: '', markdown: 'new', isWorthCreating: true };

async function write(comments: StubComment[], change: Partial<CommentRequest> = {}, refused: readonly string[] = []) {
  const github = await githubStub(comments, refused);
  const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'owner/shop' };
  const outcome = await writeComment(env, { ...request, ...change });
  return { outcome, calls: github.calls, bodies: comments.map(({ body }) => body) };
}

const crowd = (count: number): StubComment[] => Array.from({ length: count }, (_, id) => person(id + 100, 'x', 'NONE'));

describe('the comment on a pull request', () => {
  test.each<[string, StubComment[], Partial<CommentRequest>, string, string]>([
    ['is created where there is none', [], {}, 'created', `${mark}\nnew`],
    ['is not created for nothing', [], { isWorthCreating: false }, 'none', ''],
    ['is brought up to date', [bot(1, `${mark}\nold`)], {}, 'updated', `${mark}\nnew`],
    [
      'also when there is nothing left to say',
      [bot(1, `${mark}\nold`)],
      { isWorthCreating: false },
      'updated',
      `${mark}\nnew`,
    ],
    ['stays where it says the same', [bot(1, `${mark}\r\nnew`)], {}, 'unchanged', `${mark}\r\nnew`],
    ['is found behind a hundred others', [...crowd(130), bot(1, `${mark}\nold`)], {}, 'updated', `${mark}\nnew`],
    ['may be that of a person who owns the token', [person(1, `${mark}\nold`, 'OWNER')], {}, 'updated', `${mark}\nnew`],
    [
      'is never that of somebody from outside',
      [person(1, `${mark}\nold`, 'CONTRIBUTOR')],
      {},
      'created',
      `${mark}\nnew`,
    ],
    ['is none that only quotes it', [bot(1, `> ${mark}\nold`)], {}, 'created', `${mark}\nnew`],
    ['is that of the same key', [bot(1, `${mark}\nold`)], { key: 'api' }, 'created', `${commentMark('api')}\nnew`],
    ['has a mark that no key ends', [], { key: '--><b>' }, 'created', '<!-- layerfall:--%3E%3Cb%3E -->\nnew'],
  ])('%s', async (_what, comments, change, outcome, last) => {
    const written = await write(comments, change);
    expect([written.outcome, written.bodies.at(-1) ?? '']).toEqual([outcome, last]);
  });

  test.each([
    ['reads', ['GET']],
    ['writes', ['POST']],
  ])('is left where the token of a fork %s nothing', async (_what, refused) => {
    expect((await write([], {}, refused)).outcome).toBe('refused');
  });

  test('is left where the token is none', async () => {
    expect((await write([], { token: 'other' })).outcome).toBe('refused');
  });

  test('says when GitHub fails', async () => {
    await expect(write([], { pullRequest: 8 })).rejects.toThrow('GitHub answers 500 to GET issues/8/comments');
  });

  test('is cut where GitHub takes no more, between blocks', async () => {
    const block = `<details><summary>build</summary>\n\n- ${'ü'.repeat(20_000)}\n\n</details>`;
    const { bodies } = await write([], { markdown: `**all**\n\n${[block, block, block].join('\n\n')}\n` });
    const [body = ''] = bodies;
    expect(body.length).toBeLessThan(65_536);
    expect(body.match(/<details>/g)).toHaveLength(1);
    expect(body.match(/<\/details>/g)).toHaveLength(1);
    expect(body).toContain('More was found than fits here');
  });
});

test('two runs of the action on one pull request leave one comment', async () => {
  const github = await githubStub();
  const at = runner({ Dockerfile: 'FROM alpine:3.20\nCOPY file /\n', file: 'one\n' });
  const sha = at.git('rev-parse', 'HEAD');
  const world = {
    event: { pull_request: { number: 7, base: { sha } } },
    env: { GITHUB_API_URL: github.url },
  };
  const inputs = { commands: 'affected', comment: 'true' };
  expect(await at.run(inputs, world)).toMatchObject({ code: 0 });
  expect(github.comments).toEqual([]);
  at.write({ file: 'two\n' });
  await at.run(inputs, world);
  expect(github.comments.map(({ body }) => body.split('\n')[0])).toEqual([mark]);
  expect(github.comments[0]?.body).toContain('to the work tree: 1 build differs, 1 step runs again.**');
  at.write({ file: 'one\n' });
  await at.run(inputs, world);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain('to the work tree: No build differs');
  const forked = await githubStub([], ['GET', 'POST']);
  const refused = await at.run(inputs, { ...world, env: { GITHUB_API_URL: forked.url } });
  expect(refused.code).toBe(0);
  expect(refused.log).toContain('::notice title=Layerfall::The token may not comment on this pull request');
});
