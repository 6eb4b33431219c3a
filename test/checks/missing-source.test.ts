import { expect, test } from 'vitest';
import { foundBy } from './found-by.ts';

test.each<[what: string, files: Readonly<Record<string, string>>, expected: readonly string[]]>([
  [
    'of a folder',
    {
      'compose.yaml': 'services: {a: {build: a}}\n',
      'a/Dockerfile': 'FROM alpine:3.20\nCOPY b/x /\n',
      'b/x': '',
    },
    ['"b/x" is not in a, which is the build context'],
  ],
  [
    'that an ignore file leaves out',
    { Dockerfile: 'FROM alpine:3.20\nCOPY x /\n', x: '', '.dockerignore': 'a\nx\n' },
    ['"x" does not reach the build: .dockerignore:2 ("x") leaves it out'],
  ],
  [
    'of a bind mount',
    { Dockerfile: 'FROM alpine:3.20\nRUN --mount=type=bind,source=x,target=/x ls\n' },
    ['"x" is not in the repository’s root, which is the build context'],
  ],
  ['of a wildcard: none', { Dockerfile: 'FROM alpine:3.20\nCOPY x* /\n' }, []],
  ['in a stage that no build needs: none', { Dockerfile: 'FROM alpine:3.20 AS a\nCOPY x /\nFROM scratch\n' }, []],
  [
    'of a remote context: none',
    {
      'compose.yaml': 'services: {a: {build: "https://example.org/x.git"}}\n',
    },
    [],
  ],
])('a missing source %s', (_, files, expected) => {
  expect(foundBy('missing-source', files).map(({ message }) => message)).toEqual(expected);
});
