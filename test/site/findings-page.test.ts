import { expect, test } from 'vitest';
import { findingsPage } from '../../site/view/findings-page.ts';
import { reportOfFiles } from '../report/sample-report.ts';

/** Each rule with its rows: place, what is said there, what else is said of that line. */
function told(files: Readonly<Record<string, string>>) {
  return findingsPage(reportOfFiles(files)).groups.map(({ rule, count, hint, rows }) => ({
    rule,
    count,
    hint,
    rows: rows.map((row) => [row.place, row.messages, row.also.map((other) => `${other.rule} ${other.url}`)]),
  }));
}

test('what a rule says of one line is one row, and counts as often as it is said', () => {
  const unless = 'unless alpine:3 sets it';
  expect(told({ Dockerfile: 'FROM alpine:3\nUSER $A:$B\nUSER $C\n' })).toEqual([
    {
      rule: 'UndefinedVar',
      count: 3,
      hint: expect.stringContaining('What a base image sets is not known here'),
      rows: [
        [
          'Dockerfile:2',
          [`Usage of undefined variable '$A', ${unless}`, `Usage of undefined variable '$B', ${unless}`],
          [],
        ],
        ['Dockerfile:3', [`Usage of undefined variable '$C', ${unless}`], []],
      ],
    },
  ]);
});

test('two rules that speak of one line name each other', () => {
  const dockerfile = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';
  const rows = told({ Dockerfile: dockerfile, 'package.json': '{}', 'package-lock.json': '{}', 'src/a.js': '' });
  const also = Object.fromEntries(
    rows.map(({ rule, rows: [first] }) => [rule, first?.[0] === 'Dockerfile:3' ? first[2] : null]),
  );
  expect(also).toMatchObject({
    'broad-copy-above-install': ['missing-ignore-file #rule-2'],
    'missing-ignore-file': ['broad-copy-above-install #rule-1'],
  });
});

test('a hint is told once where all rows have it, and in each row where not', () => {
  const [group] = findingsPage(
    reportOfFiles({ 'a.Dockerfile': 'FROM alpine\nRUM x\n', 'b.Dockerfile': 'FROM alpine\nCOPY a\n' }),
  ).groups;
  expect(group?.rule).toBe('rejected');
  expect(group?.hint).toBe('');
  expect(group?.rows.map(({ hint }) => hint)).toEqual([expect.stringContaining('RUN'), expect.stringMatching(/./)]);
});
