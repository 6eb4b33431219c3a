import { expect, test } from 'vitest';
import { imageTakers } from '../../site/view/image-takers.ts';
import { reportOfFiles } from '../report/sample-report.ts';

const files = {
  'compose.yaml':
    'services:\n  a: { image: acme/a, build: a }\n  b: { image: acme/b, build: b }\n  c: { image: acme/c, build: c }\n',
  'a/Dockerfile': 'FROM alpine:3\nRUN a\n',
  'b/Dockerfile': 'FROM acme/a\nRUN b\n',
  'c/Dockerfile': 'FROM scratch\nCOPY --from=acme/b /b /b\n',
};

const { repositoryGraph } = reportOfFiles(files);

test.each([
  ['an image from outside', 'image:docker.io/library/alpine:3', ['a', 'b', 'c']],
  ['a build', 'build:compose.yaml#a', ['b', 'c']],
  ['a build whose files are taken', 'build:compose.yaml#b', ['c']],
  ['a build that nothing takes', 'build:compose.yaml#c', []],
  ['what is not there', 'build:none', []],
])('knows who stands on %s', (_what, node, names) => {
  expect(imageTakers(repositoryGraph)(node)).toEqual(names.map((name) => `build:compose.yaml#${name}`));
});

test('a build in a circle does not stand on itself', () => {
  const circle = reportOfFiles({ ...files, 'a/Dockerfile': 'FROM acme/b\nRUN a\n' });
  expect(imageTakers(circle.repositoryGraph)('build:compose.yaml#a')).toEqual([
    'build:compose.yaml#b',
    'build:compose.yaml#c',
  ]);
});
