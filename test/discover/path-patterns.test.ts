import { expect, test } from 'vitest';
import { pathPatterns } from '../../analyzer/discover/path-patterns.ts';

test.each<[readonly string[], string, boolean]>([
  [[], 'Dockerfile', false],
  [['Dockerfile'], 'Dockerfile', true],
  [['Dockerfile'], 'a/b/Dockerfile', true],
  [['/Dockerfile'], 'a/Dockerfile', false],
  [['vendor/'], 'a/vendor/b/Dockerfile', true],
  [['vendor/'], 'vendor', false],
  [['docs/**'], 'docs/a/Dockerfile', true],
  [['docs/**'], 'docs2/Dockerfile', false],
  [['**/testdata/*.yaml'], 'a/testdata/compose.yaml', true],
  [['docs/*', '!docs/Dockerfile'], 'docs/Dockerfile', false],
  [['docs', '!docs/Dockerfile'], 'docs/Dockerfile', true],
  [['# no pattern'], '# no pattern', false],
  [['['], '[', false],
])('%j mean %s: %s', (patterns, path, expected) => {
  expect(pathPatterns(patterns)(path)).toBe(expected);
});
