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
    ['"x" is not in the repository’s root, which is taken for the build context'],
  ],
  [
    'whose name the caller completes: none',
    { Dockerfile: 'FROM alpine:3.20\nARG VERSION\nCOPY tool-${VERSION}.conf $UNSET/x /\n' },
    [],
  ],
  [
    'whose name is complete',
    { Dockerfile: 'FROM alpine:3.20\nARG VERSION=1\nCOPY tool-${VERSION}.conf /\n' },
    ['"tool-1.conf" is not in the repository’s root, which is taken for the build context'],
  ],
  ['that a tool makes: none', { Dockerfile: 'FROM alpine:3.20\nCOPY target/lib/ app.jar .env /\n', x: '' }, []],
  [
    'of a folder of output that is there',
    { Dockerfile: 'FROM alpine:3.20\nCOPY build/nginx.conf /\n', 'build/other.conf': '' },
    ['"build/nginx.conf" is not in the repository’s root, which is taken for the build context'],
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

test.each([
  ['a declared context', { 'compose.yaml': 'services: {a: {build: .}}\n' }, 'warning'],
  ['a context that is the likeliest', {}, 'info'],
])('of %s is as sure as that', (_, files, severity) => {
  const found = foundBy('missing-source', { Dockerfile: 'FROM alpine:3.20\nCOPY x /\n', ...files });
  expect(found.map((finding) => finding.severity)).toEqual([severity]);
});
