import { describe, expect, test } from 'vitest';

import { planned, useLines, type Files } from './planned.ts';

/** A compose file with these services: name → image and folder. */
function compose(services: Readonly<Record<string, string>>): string {
  const all = Object.entries(services).map(([name, image]) => `  ${name}: {build: ${name}, image: "${image}"}`);
  return `services:\n${all.join('\n')}\n`;
}

const base = 'FROM scratch\n';

const rows: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'by a tag that is declared',
    {
      'compose.yaml': compose({ a: 'org/base:1', b: 'org/app' }),
      'a/Dockerfile': base,
      'b/Dockerfile': 'FROM org/base:1\n',
    },
    ['b from docker.io/org/base:1 <- a (tag)'],
  ],
  [
    'whether the registry is written or not',
    {
      'compose.yaml': compose({ a: 'docker.io/library/base', b: 'app' }),
      'a/Dockerfile': base,
      'b/Dockerfile': 'FROM base:latest\n',
    },
    ['b from docker.io/library/base:latest <- a (tag)'],
  ],
  [
    'by COPY --from and mounts too',
    {
      'compose.yaml': compose({ a: 'org/a', b: 'org/b' }),
      'a/Dockerfile': base,
      'b/Dockerfile': 'FROM scratch\nCOPY --from=org/a /x /\nRUN --mount=from=org/a,target=/a true\n',
    },
    ['b copy-from docker.io/org/a:latest <- a (tag)', 'b mount docker.io/org/a:latest <- a (tag)'],
  ],
  [
    'variables and build arguments resolved',
    {
      'compose.yaml':
        'services:\n  a: {build: a, image: reg.io/org/base:2}\n  b: {build: {context: b, args: {V: 2}}}\n',
      'a/Dockerfile': base,
      'b/Dockerfile': 'ARG R=reg.io\nARG V=1\nFROM $R/org/base:$V\n',
    },
    ['b from reg.io/org/base:2 <- a (tag)'],
  ],
  [
    'by another tag of the same repository',
    {
      'compose.yaml': compose({ a: 'org/base:dev', b: 'org/app' }),
      'a/Dockerfile': base,
      'b/Dockerfile': 'FROM org/base:1\n',
    },
    ['b from docker.io/org/base:1 <- a (convention?)'],
  ],
  [
    'not by another tag of an official image',
    {
      'compose.yaml': compose({ a: 'redis:dev', b: 'org/app' }),
      'a/Dockerfile': base,
      'b/Dockerfile': 'FROM redis:7\n',
    },
    ['b from docker.io/library/redis:7'],
  ],
  [
    'not where two Dockerfiles make that repository',
    {
      'compose.yaml': compose({ a: 'org/x:a', b: 'org/x:b', c: 'org/c' }),
      'a/Dockerfile': base,
      'b/Dockerfile': base,
      'c/Dockerfile': 'FROM org/x:1\n',
    },
    ['c from docker.io/org/x:1'],
  ],
  [
    'by the folder of a Dockerfile',
    { 'images/base/Dockerfile': base, 'images/app/Dockerfile': 'FROM quay.io/org/base\n' },
    ['app from quay.io/org/base:latest <- base (convention)'],
  ],
  [
    'by the folder whatever the tag, which may name an image of the past',
    { 'images/base/Dockerfile': base, 'images/app/Dockerfile': 'FROM quay.io/org/base:2021-01\n' },
    ['app from quay.io/org/base:2021-01 <- base (convention?)'],
  ],
  [
    'not by a folder that there are two of',
    { 'x/base/Dockerfile': base, 'y/base/Dockerfile': base, 'app/Dockerfile': 'FROM quay.io/org/base\n' },
    ['app from quay.io/org/base:latest'],
  ],
  [
    'by the folder where one file of two is called Dockerfile',
    { 'base/Dockerfile': base, 'base/Dockerfile.dev': base, 'app/Dockerfile': 'FROM quay.io/org/base\n' },
    ['app from quay.io/org/base:latest <- base (convention)'],
  ],
  [
    'not an official image by the folder',
    { 'node/Dockerfile': base, 'app/Dockerfile': 'FROM node:22\n' },
    ['app from docker.io/library/node:22'],
  ],
  [
    'not by the folder of a template',
    { 'base/Dockerfile': 'FROM {{ image }} {{ x }}\n', 'app/Dockerfile': 'FROM quay.io/org/base\n' },
    ['app from quay.io/org/base:latest'],
  ],
  [
    'not what is pinned to a digest',
    { 'base/Dockerfile': base, 'app/Dockerfile': `FROM quay.io/org/base@sha256:${'a'.repeat(64)}\n` },
    [`app from quay.io/org/base@sha256:${'a'.repeat(64)}`],
  ],
  [
    'not itself: an image that starts from its own older one',
    { 'compose.yaml': compose({ a: 'org/a' }), 'a/Dockerfile': 'FROM org/a\n' },
    ['a from docker.io/org/a:latest'],
  ],
  [
    'by a target of the same bake file',
    {
      'docker-bake.hcl':
        'target "base" { context = "base" }\ntarget "app" {\n context = "app"\n contexts = { parent = "target:base" }\n}\n',
      'base/Dockerfile': base,
      'app/Dockerfile': 'FROM parent\nCOPY --from=parent / /p/\n',
    },
    ['app from target:base <- base (link)', 'app copy-from target:base <- base (link)'],
  ],
  [
    'by a service of the same compose project',
    {
      'compose.yaml':
        'services:\n  base: {build: base}\n  app: {build: {context: app, additional_contexts: {parent: "service:base"}}}\n',
      'base/Dockerfile': base,
      'app/Dockerfile': 'FROM parent\n',
    },
    ['app from target:base <- base (link)'],
  ],
  [
    'by an image in a named context',
    {
      'compose.yaml':
        'services:\n  base: {build: base, image: org/base}\n  app: {build: {context: app, additional_contexts: {parent: "docker-image://org/base"}}}\n',
      'base/Dockerfile': base,
      'app/Dockerfile': 'FROM parent\n',
    },
    ['app from docker.io/org/base:latest <- base (tag)'],
  ],
];

test.each(rows)('an image is known %s', (_, files, expected) => {
  expect(useLines(planned(files))).toEqual(expected);
});

describe('rules of the configuration', () => {
  const files: Files = { 'images/one/v1/Dockerfile': base, 'app/Dockerfile': 'FROM quay.io/org/one:v1\n' };
  test.each([
    ['quay.io/org/{name}:{tag}', 'images/{name}/{tag}/Dockerfile', true],
    ['quay.io/org/{name}', 'images/{name}/v1/Dockerfile', true],
    ['quay.io/{org}/{name}', 'images/{name}/v1/Dockerfile', true],
    ['quay.io/org/one', 'images/one/v1/Dockerfile', true],
    ['quay.io/{name}', 'images/{name}/v1/Dockerfile', false],
    ['quay.io/other/{name}', 'images/{name}/v1/Dockerfile', false],
    ['quay.io/org/{name}-x', 'images/{name}/v1/Dockerfile', false],
    ['quay.io/org/{name}', 'images/{name}/Dockerfile', false],
    ['quay.io/org/(o+)+{name}', 'images/{name}/v1/Dockerfile', false],
  ])('%s → %s', (match, dockerfile, isMatched) => {
    expect(useLines(planned(files, [{ match, dockerfile }]))).toEqual([
      `app from quay.io/org/one:v1${isMatched ? ' <- v1 (rule)' : ''}`,
    ]);
  });

  test('come before tags and names, and match the short form of an image', () => {
    const both: Files = { 'base/Dockerfile': base, 'other/Dockerfile': base, 'app/Dockerfile': 'FROM org/base\n' };
    expect(useLines(planned(both, [{ match: 'org/{name}', dockerfile: 'other/Dockerfile' }]))).toEqual([
      'app from docker.io/org/base:latest <- other (rule)',
    ]);
  });
});
