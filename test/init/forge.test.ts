import { expect, test } from 'vitest';
import { forgesOf, parseRemote } from '../../analyzer/init/forge.ts';

test.each([
  ['git@github.com:owner/shop.git', 'github.com owner/shop'],
  ['https://github.com/owner/shop', 'github.com owner/shop'],
  ['https://token:x@GitHub.com/owner/shop.git/', 'github.com owner/shop'],
  ['ssh://git@gitlab.example:2222/group/sub/shop.git', 'gitlab.example group/sub/shop'],
  ['git+ssh://git@github.com/owner/shop.git', 'github.com owner/shop'],
  ['/srv/git/shop.git', null],
  ['../shop', null],
  ['', null],
])('the remote %s is %s', (address, expected) => {
  const remote = parseRemote(address);
  expect(remote === null ? null : `${remote.host} ${remote.path}`).toBe(expected);
});

const neither = { hasGithubFolder: false, hasGitlabPipeline: false };

test.each([
  ['git@github.com:owner/shop.git', neither, ['github']],
  ['https://github.example.com/owner/shop', neither, ['github']],
  ['https://gitlab.com/owner/shop', { ...neither, hasGithubFolder: true }, ['gitlab']],
  ['https://git.example/owner/shop', { ...neither, hasGitlabPipeline: true }, ['gitlab']],
  ['', { hasGithubFolder: true, hasGitlabPipeline: true }, ['github', 'gitlab']],
  ['https://example.com/github/shop', neither, []],
  ['', neither, []],
])('%s with %j is hosted on %j', (remote, files, forges) => {
  expect(forgesOf(files, remote)).toEqual(forges);
});
