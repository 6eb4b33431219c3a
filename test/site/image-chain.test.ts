import { expect, test } from 'vitest';
import { imageChains } from '../../site/view/image-chain.ts';
import { reportOfFiles } from '../report/sample-report.ts';

const compose = (...names: readonly string[]): string =>
  `services:\n${names.map((name) => `  ${name}: { image: acme/${name}, build: ${name} }\n`).join('')}`;

test.each<[what: string, dockerfile: string, chain: readonly string[]]>([
  ['an image from outside', 'FROM alpine:3\nRUN x\n', ['alpine:3']],
  [
    'the target’s base, not those of other stages',
    'FROM golang AS b\nRUN x\nFROM alpine:3\nCOPY --from=b /x /x\n',
    ['alpine:3'],
  ],
  ['what an earlier stage starts from', 'FROM alpine:3 AS a\nRUN x\nFROM a AS b\nFROM b\nRUN y\n', ['alpine:3']],
  ['images made here', 'FROM acme/mid\nRUN x\n', ['debian:12', 'base', 'mid']],
  [
    'the one of two that is the base',
    'FROM acme/base AS b\nFROM acme/mid\nCOPY --from=b /x /x\n',
    ['debian:12', 'base', 'mid'],
  ],
  ['nothing', 'FROM scratch\nCOPY <<a /a\na\n', []],
])('stands on %s', (_what, dockerfile, chain) => {
  const report = reportOfFiles({
    'base/Dockerfile': 'FROM debian:12\nRUN x\n',
    'mid/Dockerfile': 'FROM acme/base\nRUN x\n',
    'app/Dockerfile': dockerfile,
    'compose.yaml': compose('base', 'mid', 'app'),
  });
  const app = report.builds.find(({ build }) => build.name === 'app');
  expect(app === undefined ? null : imageChains(report)(app)).toEqual(chain);
});
