import { expect, test } from 'vitest';
import { onlyPlan, reportOfFiles } from './sample-report.ts';

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
