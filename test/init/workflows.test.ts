import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { githubWorkflow } from '../../analyzer/init/github-workflow.ts';
import { gitlabPipeline } from '../../analyzer/init/gitlab-pipeline.ts';

test('the documentation shows what is written', () => {
  const options = { branch: 'main', run: 'npx --yes layerfall' };
  expect(readFileSync('docs/ci/github.md', 'utf8')).toContain(githubWorkflow(options));
  expect(readFileSync('docs/ci/gitlab.md', 'utf8')).toContain(gitlabPipeline('npx --yes layerfall'));
});

describe('the branch of the workflow', () => {
  test.each([
    ['main', 'main'],
    ['release/1.x', 'release/1.x'],
    ['on', 'on'],
    ['1.0', '1.0'],
    ['what? [not] a*pattern!', 'what\\? \\[not\\] a\\*pattern\\!'],
    ['"]: {', '"\\]: {'],
  ])('%s is the pattern %s', (branch, pattern) => {
    const { on } = parse(githubWorkflow({ branch, run: 'layerfall' })) as { on: { push: { branches: string[] } } };
    expect(on.push.branches).toEqual([pattern]);
  });
});
