import { expect, test } from 'vitest';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { survey } from '../../analyzer/init/survey.ts';

/** A Dockerfile that starts from an image, and copies from others. */
const from = (image: string, ...others: readonly string[]): string =>
  `FROM ${image}\n${others.map((other) => `COPY --from=${other} /a /a\n`).join('')}`;

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    'several images of one form make one rule',
    {
      'images/base/Dockerfile': from('debian:12'),
      'images/tools/Dockerfile': from('quay.io/shop/base:1'),
      'images/all/Dockerfile': from('quay.io/shop/tools', 'quay.io/shop/base:2'),
    },
    ['quay.io/shop/{name} images/{name}/Dockerfile'],
  ],
  [
    'one image is named as it is',
    { 'images/base/Dockerfile': from('debian:12'), 'api/Dockerfile': from('shop/base:1') },
    ['shop/base images/base/Dockerfile'],
  ],
  [
    'other forms make other rules, sorted',
    {
      'images/base/Dockerfile': from('debian:12'),
      'lib/run/prod.Dockerfile': from('debian:12'),
      'api/Dockerfile': from('z.example/run:1', 'a.example/base:1'),
    },
    ['a.example/base images/base/Dockerfile', 'z.example/run lib/run/prod.Dockerfile'],
  ],
  [
    'what a tag says needs no rule',
    {
      'compose.yaml': 'services: { base: { build: ./base, image: "shop/base:1" } }',
      'base/Dockerfile': from('debian:12'),
      'api/Dockerfile': from('shop/base:1', 'shop/base:2'),
    },
    [],
  ],
  ['official images are nobody else’s', { 'node/Dockerfile': from('debian:12'), 'api/Dockerfile': from('node') }, []],
])('%s', (_what, files, rules) => {
  const { imageRules } = survey(memoryFileTree(files));
  expect(imageRules.map(({ match, dockerfile }) => `${match} ${dockerfile}`)).toEqual(rules);
});
