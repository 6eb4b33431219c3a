import { expect, test } from 'vitest';
import { compareReports } from '../../analyzer/compare/compare-reports.ts';
import { comparePage } from '../../site/view/compare-page.ts';
import { hostileReport } from '../export/hostile-report.ts';
import { reportOfFiles } from '../report/sample-report.ts';

const files = {
  'api/Dockerfile':
    'FROM node:22.1 AS build\nWORKDIR /app\nCOPY x ./\nRUN make\nFROM scratch\nCOPY --from=build /out /\n',
  'api/x': '1',
  'web/Dockerfile': 'FROM alpine:3.20\nMAINTAINER me\n',
};

function pageOf(change: Readonly<Record<string, string>>) {
  const report = reportOfFiles({ ...files, ...change });
  const base = { name: 'main', report: reportOfFiles(files) };
  return comparePage(compareReports(base, { name: 'the work tree', report }, null), report);
}

test('steps of a build stand side by side, by stage, with links to where they are', () => {
  const { builds } = pageOf({ 'api/Dockerfile': files['api/Dockerfile'].replace('RUN make', 'RUN make all') });
  expect(builds.map(({ name, rebuilt, url }) => [name, rebuilt, url])).toEqual([
    ['api', 2, 'builds/api-dockerfile.html'],
  ]);
  expect(
    builds[0]?.steps.map(({ stage, base, head, change, status, url }) => [stage, base, head, change, status, url]),
  ).toEqual([
    ['build', 'FROM node:22.1', 'FROM node:22.1', 'same', 'cached', 'builds/api-dockerfile.html#line=1'],
    ['', 'WORKDIR /app', 'WORKDIR /app', 'same', 'cached', 'builds/api-dockerfile.html#line=2'],
    ['', 'COPY x ./', 'COPY x ./', 'same', 'cached', 'builds/api-dockerfile.html#line=3'],
    ['', 'RUN make', 'RUN make all', 'edited', 'rebuilt', 'builds/api-dockerfile.html#line=4'],
    [
      'stage-1',
      'COPY --from=build /out /',
      'COPY --from=build /out /',
      'same',
      'rebuilt',
      'builds/api-dockerfile.html#line=6',
    ],
  ]);
});

test('another image to start from is neither cached nor run: nobody knows whether the builder has it', () => {
  const { builds } = pageOf({ 'api/Dockerfile': files['api/Dockerfile'].replace('node:22.1', 'node:24.1') });
  expect(builds[0]?.steps.map(({ head, status }) => [head, status]).slice(0, 2)).toEqual([
    ['FROM node:24.1', ''],
    ['WORKDIR /app', 'rebuilt'],
  ]);
});

test('steps that only take something else stand folded', () => {
  const edited = { 'api/Dockerfile': files['api/Dockerfile'].replace('RUN make', 'RUN make all') };
  expect(pageOf(edited).builds.map(({ isEdited }) => isEdited)).toEqual([true]);
  expect(pageOf({ 'api/x': '2' }).builds.map(({ isEdited }) => isEdited)).toEqual([false]);
});

test('a new build and a removed one have no steps to compare', () => {
  const { builds } = pageOf({ 'new/Dockerfile': 'FROM alpine:3.20\nRUN n\n' });
  expect(builds.map(({ name, status, steps }) => [name, status, steps.length])).toEqual([['new', 'new', 0]]);
});

test('findings are told apart, those that are there with a link', () => {
  const { findings, keptFindings } = pageOf({ 'web/Dockerfile': 'FROM alpine:3.20\nCMD ["x"]\nEXPOSE 80/TCP\n' });
  expect(findings.map(({ title, rows }) => [title, ...rows.map(({ rule, url }) => `${rule} ${url}`)])).toEqual([
    ['New findings', 'ExposeProtoCasing builds/web-dockerfile.html#line=3'],
    ['Findings that are gone', 'MaintainerDeprecated '],
  ]);
  expect(keptFindings).toBeGreaterThanOrEqual(0);
});

test('what cannot be seen is shown by its code', () => {
  const report = hostileReport();
  const empty = { name: 'a\u202Eb', report: reportOfFiles({}) };
  const page = JSON.stringify(comparePage(compareReports(empty, { name: 'x', report }, null), report));
  expect(page).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/);
});
