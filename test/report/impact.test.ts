import { describe, expect, test } from 'vitest';
import { affected } from '../../analyzer/affected/affected.ts';
import { namedFilesChange } from '../../analyzer/affected/named-files.ts';
import { builders } from '../../analyzer/cache/builder.ts';
import { onlyPlan, reportOf, reportOfFiles, sampleTree } from './sample-report.ts';

const files = {
  Dockerfile:
    'FROM alpine AS made\nCOPY a /a\nRUN make\nFROM alpine\nCOPY --from=made /out /out\nCOPY b c /src/\nRUN last\n',
  'other.Dockerfile': 'FROM alpine\nCOPY b /b\n',
  a: 'a',
  b: 'bbb',
  c: 'cc',
  d: 'taken by nobody',
};
const report = reportOfFiles(files);
const effectOf = (path: string) =>
  report.impact.effects[report.impact.files.find((file) => file.path === path)?.effect ?? -1];

test('names the files that some build takes, with their sizes', () => {
  expect(report.impact.files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ['a', 1],
    ['b', 3],
    ['c', 2],
  ]);
});

test.each([
  ['a', 2, 3],
  ['b', 3, 0],
  ['c', 2, 0],
])('a change of %s rebuilds %i steps, and %i more if a RUN writes something else', (path, rebuilt, outputDependent) => {
  expect(effectOf(path)).toMatchObject({ rebuilt, outputDependent });
});

test('a file that two builds take rebuilds steps of both', () => {
  expect(effectOf('b')?.builds.map(({ build, rebuilt }) => [build, rebuilt.length])).toEqual([
    [report.builds[0]?.id, 2],
    [report.builds[1]?.id, 1],
  ]);
});

test('files that rebuild the same share one effect', () => {
  const { impact } = reportOfFiles({ Dockerfile: 'FROM scratch\nCOPY . /\n', x: '', y: '', 'z/z': '' });
  expect(new Set(impact.files.map(({ effect }) => effect)).size).toBe(1);
  expect(impact.effects).toHaveLength(1);
});

test('steps have equal keys where a builder would take one for the other', () => {
  const plan = onlyPlan(
    reportOfFiles({
      Dockerfile: 'FROM alpine AS a\nRUN x\nFROM alpine AS b\nRUN x\nRUN y\nFROM b\nCOPY --from=a / /\n',
    }),
  );
  const keys = plan.steps.map(({ key }) => key);
  expect(keys[1]).toMatch(/^[0-9a-f]{16}$/);
  expect(keys[3]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(keys.length - 2);
});

test('a step that the target does not need has no key', () => {
  const plan = onlyPlan(reportOfFiles({ Dockerfile: 'FROM alpine\nRUN x\nFROM busybox\nRUN y\n' }));
  expect(plan.steps.filter(({ isUsed }) => !isUsed).every(({ key }) => key === null)).toBe(true);
  expect(plan.steps.filter(({ isUsed }) => isUsed).every(({ key }) => key !== null)).toBe(true);
});

test('another file content is another key', () => {
  const keyWith = (content: string) =>
    onlyPlan(reportOfFiles({ Dockerfile: 'FROM scratch\nCOPY x /\n', x: content })).steps[0]?.key;
  expect(keyWith('1')).toBe(keyWith('1'));
  expect(keyWith('1')).not.toBe(keyWith('2'));
});

describe('through images', () => {
  const chain = {
    'base/Dockerfile': 'FROM alpine\nCOPY f /f\nRUN base\n',
    'base/f': '',
    'api/Dockerfile': 'FROM shop/base:1\nRUN one\nRUN two\n',
    'web/Dockerfile': 'FROM node\nRUN build\nFROM nginx\nCOPY --from=shop/base:1 /f /f\nCOPY g /g\n',
    'web/g': '',
    'compose.yaml': [
      'services:',
      '  base: { image: shop/base:1, build: base }',
      '  api: { image: shop/api:1, build: api }',
      '  web: { image: shop/web:1, build: web }',
      '',
    ].join('\n'),
  };

  test('a file rebuilds what stands on the image that it goes into, FROM lines aside', () => {
    const { impact, builds } = reportOfFiles(chain);
    const effect = impact.effects[impact.files.find(({ path }) => path === 'base/f')?.effect ?? -1];
    const nameOf = (id: string) => builds.find((build) => build.id === id)?.build.name;
    expect(effect?.builds.map((each) => [nameOf(each.build), each.rebuilt, each.images])).toEqual([
      ['api', [1, 2], ['docker.io/shop/base:1']],
      ['base', [1, 2], []],
      ['web', [], ['docker.io/shop/base:1']],
    ]);
  });

  test('it says of every file of a sample what layerfall affected says', () => {
    const tree = sampleTree('shop');
    const { impact } = reportOf(tree, 'shop');
    // A changed Dockerfile changes instructions too.
    const plain = impact.files.filter(({ path }) => !/Dockerfile|\.ya?ml$|\.hcl$/.test(path));
    expect(plain.length).toBeGreaterThan(20);
    for (const { path, effect } of plain) {
      const change = namedFilesChange({ before: tree, after: tree, files: [] }, [path]);
      const answer = affected({
        change,
        unknownFiles: [],
        buildArgs: {},
        baseImages: [],
        builder: builders.buildkit,
        configuration: {},
        cacheFrom: null,
      });
      const told = answer.builds.flatMap(({ build, steps }) => {
        const of = (status: string) => steps.filter((step) => step.status === status).map(({ step }) => step);
        const [rebuilt, outputDependent] = [of('rebuilt'), of('output-dependent')];
        return rebuilt.length + outputDependent.length === 0 ? [] : [{ build: build.id, rebuilt, outputDependent }];
      });
      const shown = impact.effects[effect]?.builds.map(({ build, rebuilt, outputDependent }) => ({
        build,
        rebuilt,
        outputDependent,
      }));
      expect([path, shown]).toEqual([path, told]);
    }
  });
});

test('through an image that is known by its name alone: surely by its usual tag, perhaps by any other', () => {
  const { impact } = reportOfFiles({
    'base/Dockerfile': 'FROM alpine:3\nCOPY a /a\n',
    'base/a': '',
    'today/Dockerfile': 'FROM quay.io/org/base\nRUN x\n',
    'pinned/Dockerfile': 'FROM quay.io/org/base:2021-01\nRUN x\n',
  });
  const effect = impact.effects[impact.files.find(({ path }) => path === 'base/a')?.effect ?? -1];
  expect(effect?.builds).toMatchObject([
    { build: 'base/Dockerfile', rebuilt: [1] },
    { build: 'pinned/Dockerfile', rebuilt: [], outputDependent: [1] },
    { build: 'today/Dockerfile', rebuilt: [1], outputDependent: [] },
  ]);
});
