import { describe, expect, test } from 'vitest';

import { discover, lines, plain, type Files } from './build-lines.ts';

/** The context of the one build of `a/b/Dockerfile`, and what is said of it. */
function inferred(dockerfile: readonly string[], others: Files): readonly [string, string] {
  const { builds } = discover({ 'a/b/Dockerfile': lines('FROM alpine', ...dockerfile), ...others });
  const context = builds[0]?.context;
  return context?.kind === 'directory' ? [context.path, context.inferredFrom] : ['', 'not a folder'];
}

function near(what: string): string {
  return `the nearest folder that holds what COPY and ADD take: ${what}`;
}

describe('the context of a Dockerfile that nothing names', () => {
  const own = 'nothing declares this build and it takes no named file: the Dockerfile’s own folder';

  test.each<readonly [string, readonly string[], Files, string, string]>([
    ['its own folder when it copies nothing', ['RUN make'], {}, 'a/b', own],
    ['its own folder when it copies all', ['COPY . .'], {}, 'a/b', own],
    ['its own folder when that has the files', ['COPY x /'], { 'a/b/x': '', x: '' }, 'a/b', near('x')],
    [
      'the folder above when only that has them',
      ['COPY x y /'],
      { 'a/x': '', 'a/y': '', 'a/b/x': '' },
      'a',
      near('x, y'),
    ],
    ['the root', ['COPY a/b/x /'], { 'a/b/x': '' }, '', near('a/b/x')],
    ['ADD of a file, not of a URL', ['ADD https://example.org/f x /'], { 'a/x': '' }, 'a', near('x')],
    ['ADD of a URL in quotes', ['ADD "https://example.org/f" x /'], { 'a/x': '' }, 'a', near('x')],
    ['a file in quotes', ['COPY "x" /'], { 'a/x': '' }, 'a', near('x')],
    ['a wildcard needs one match', ['COPY src/*.go /'], { 'a/b/src/x.c': '', 'a/src/x.go': '' }, 'a', near('src/*.go')],
    [
      'a bind mount',
      ['RUN --mount=type=bind,source=go.mod,target=/go.mod go mod download'],
      { 'a/go.mod': '' },
      'a',
      near('go.mod'),
    ],
    ['not a mount from a stage', ['RUN --mount=type=bind,from=x,source=y,target=/y true'], { y: '' }, 'a/b', own],
    ['not a copy from a stage', ['COPY --from=x y /'], { y: '' }, 'a/b', own],
    ['a variable with a default', ['ARG D=src', 'COPY $D/x /'], { 'a/src/x': '' }, 'a', near('src/x')],
    ['not a variable without one', ['ARG D', 'COPY $D/x /'], { x: '' }, 'a/b', own],
    ['a leading slash and ./ mean the context', ['COPY /x ./y /'], { 'a/x': '', 'a/y': '' }, 'a', near('x, y')],
    ['a here-document is no file', ['COPY <<x /', 'x'], { x: '' }, 'a/b', own],
    ['a folder', ['COPY src/ /'], { 'a/src/x': '' }, 'a', near('src')],
    [
      'many files are not all named',
      ['COPY 1 2 3 4 5 /'],
      { 'a/1': '', 'a/2': '', 'a/3': '', 'a/4': '', 'a/5': '' },
      'a',
      near('1, 2, 3 and 2 more'),
    ],
    [
      'the folder that has most where none has all',
      ['COPY x y z /'],
      { 'a/x': '', 'a/y': '', 'a/b/x': '' },
      'a',
      'the folder that holds most of what COPY and ADD take; no folder above it holds all: z is missing',
    ],
    [
      'its own folder where none has any',
      ['COPY x /'],
      {},
      'a/b',
      'the Dockerfile’s own folder; no folder above it holds all: x is missing',
    ],
  ])('%s', (_, dockerfile, others, path, words) => {
    expect(inferred(dockerfile, others)).toEqual([path, words]);
  });
});

test('a Dockerfile that a definition names has no build by convention', () => {
  expect(
    discover({ 'compose.yaml': 'services: {a: {build: .}}', Dockerfile: plain }).builds.map(({ id }) => id),
  ).toEqual(['compose.yaml#a']);
});

test('what a package manager copied in is left alone', () => {
  const files = {
    'vendor/modules.txt': '',
    'vendor/x/Dockerfile': plain,
    'vendor/x/compose.yaml': 'services: {a: {build: .}}',
    'lib/vendor/x/Dockerfile': plain,
  };
  expect(discover(files).builds.map(({ id }) => id)).toEqual(['lib/vendor/x/Dockerfile']);
});

describe('names', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['its folder', ['web/Dockerfile'], ['web']],
    ['at the root, the file', ['Dockerfile'], ['Dockerfile']],
    [
      'what sets the file apart',
      ['Dockerfile.dev', 'x.Dockerfile', 'web/Dockerfile.dev', 'web/Containerfile'],
      ['dev', 'web', 'web-dev', 'x'],
    ],
    ['two of one name are told apart by their folders', ['a/web/Dockerfile', 'b/web/Dockerfile'], ['a/web', 'b/web']],
  ])('%s', (_, paths, expected) => {
    const { builds } = discover(Object.fromEntries(paths.map((path) => [path, plain])));
    expect(builds.map(({ name }) => name)).toEqual(expected);
  });
});
