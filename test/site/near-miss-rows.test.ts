import { expect, test } from 'vitest';
import { nearMissRows } from '../../site/view/near-miss-rows.ts';
import { reportOfFiles } from '../report/sample-report.ts';

test('a step that builds nearly share, as a row', () => {
  const dockerfile = (value: string): string => `FROM a:1\nENV V=${value}\nRUN x\nRUN own-${value}\n`;
  const rows = nearMissRows(
    reportOfFiles({
      'one/Dockerfile': dockerfile('1'),
      'two/Dockerfile': dockerfile('2'),
      'three/Dockerfile': dockerfile('2'),
      'four/Dockerfile': 'FROM a:2\nUSER 7\nRUN x\n',
    }),
  );
  expect(
    rows.map(({ step, one, other, differences }) => ({
      step,
      sides: [one, other].map(({ name, url, others }) => [name, url, others].join(' ').trim()),
      differences,
    })),
  ).toEqual([
    {
      step: 'RUN x',
      sides: ['three builds/three-dockerfile.html#step=1 and 1 more', 'one builds/one-dockerfile.html#step=1'],
      differences: ['variable V is 2 (line 2) in the one, 1 (line 2) in the other'],
    },
    {
      step: 'RUN x',
      sides: ['three builds/three-dockerfile.html#step=1 and 1 more', 'four builds/four-dockerfile.html#step=1'],
      differences: [
        'variable V is only in the one: 2 (line 2)',
        'user is empty in the one, 7 (line 2) in the other',
        'base image is a:1 (line 1) in the one, a:2 (line 1) in the other',
      ],
    },
  ]);
});

test('steps that the same thing keeps apart are one row', () => {
  const dockerfile = (value: string): string =>
    `FROM a:1 AS one\nENV V=${value}\nRUN x\nFROM a:1\n# another line\nENV V=${value}\nRUN y\nCOPY --from=one /o /o\n`;
  const report = reportOfFiles({ 'one/Dockerfile': dockerfile('1'), 'two/Dockerfile': dockerfile('2') });
  const rows = nearMissRows(report);
  expect(rows.map(({ step, differences, more }) => [step, differences, more.map((each) => each.step)])).toEqual([
    ['RUN x', ['variable V is 1 (line 2) in the one, 2 (line 2) in the other'], ['RUN y']],
  ]);
  expect(report.nearMissCount).toBe(2);
});
