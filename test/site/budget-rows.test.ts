import { expect, test } from 'vitest';
import { budgetRows } from '../../site/view/budget-rows.ts';
import { reportOfFiles } from '../report/sample-report.ts';

const report = {
  ...reportOfFiles({ 'a/Dockerfile': 'FROM alpine:3\nRUN x\n' }),
  budgets: [
    { kind: 'context', subject: 'the context of a/**', max: '1MB', unit: 'bytes', worst: 1000, excesses: [] },
    {
      kind: 'chain',
      subject: 'chains\u0007',
      max: '2',
      unit: 'steps',
      worst: 13,
      excesses: Array.from({ length: 12 }, (_, index) => ({
        value: 13 - index,
        limit: 2,
        message: `${11 - index} too many`,
        path: 'a/Dockerfile',
        line: index === 0 ? 2 : null,
        builds: index === 0 ? ['a/Dockerfile'] : ['elsewhere'],
      })),
    },
  ],
} as const;

test('budgets stand in the order of the configuration, in words, and say whether they are kept', () => {
  expect(budgetRows(report)).toMatchObject([
    { subject: 'the context of a/**', worst: '1.00 kB', max: '1MB', isKept: true, excesses: [], hidden: 0 },
    { subject: 'chains‹07›', worst: '13 steps', max: '2', isKept: false, hidden: 2 },
  ]);
});

test('what is beyond a budget leads to the line of the build, where there is one', () => {
  const [first, second] = budgetRows(report)[1]?.excesses ?? [];
  const { slug = '' } = report.builds[0] ?? {};
  expect(first).toEqual({ place: 'a/Dockerfile:2', url: `builds/${slug}.html#line=2`, message: '11 too many' });
  expect(second).toEqual({ place: 'a/Dockerfile', url: '', message: '10 too many' });
});
