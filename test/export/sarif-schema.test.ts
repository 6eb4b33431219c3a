import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv, type ErrorObject } from 'ajv';
import { expect, test } from 'vitest';
import { analyze } from '../../analyzer/analyze.ts';
import { readSarif } from '../../analyzer/audit/import/read-sarif.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { writeSarif } from '../../analyzer/export/sarif.ts';
import type { Report } from '../../analyzer/report/report.ts';
import { reportOf, reportOfFiles, sampleNames, sampleTree } from '../report/sample-report.ts';
import { hostileReport } from './hostile-report.ts';

// Draft 4 in a reader of draft 7, which differ in these two names; a pattern in it is no expression with the flag `u`.
const { $schema: _draft, id: _id, ...definition } = schema as Record<string, unknown>;
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true, unicodeRegExp: false }).compile(
  definition,
);

function faults(report: Report): readonly ErrorObject[] {
  validate(JSON.parse(writeSarif(report)));
  return validate.errors ?? [];
}

/** A report with findings of another tool, and with accepted ones. */
function auditedReport(): Report {
  const log = {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: '<b>Tool</b>' } },
        results: [
          {
            ruleId: 'a/b c',
            message: { text: 'Wrong' },
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'my app/Dockerfile' }, region: { startLine: 2 } } },
            ],
          },
        ],
      },
    ],
  };
  return analyze(memoryFileTree({ 'my app/Dockerfile': 'FROM alpine:3\nCMD run me\n' }), {
    title: '',
    version: '0.0.0',
    configuration: { accept: [{ rule: 'JSONArgsRecommended', reason: 'a "shell" is wanted' }] },
    imported: readSarif(log, '/'),
  });
}

test.each<[string, () => Report]>([
  ...sampleNames.map((name) => [`samples/${name}`, () => reportOf(sampleTree(name), name)] as [string, () => Report]),
  ['hostile names', hostileReport],
  ['an empty repository', () => reportOfFiles({})],
  ['accepted and imported findings', auditedReport],
])('SARIF of %s holds to its schema', (_name, report) => {
  expect(faults(report())).toEqual([]);
});

test('the schema refuses what is no SARIF', () => {
  validate({ version: '2.1.0', runs: [{ tool: {} }] });
  expect(validate.errors).not.toEqual([]);
});

test('findings of another tool have a run of their own, which reads as it was imported', () => {
  const report = auditedReport();
  const log = JSON.parse(writeSarif(report)) as { runs: { tool: { driver: { name: string } }; results: unknown[] }[] };
  expect(log.runs.map(({ tool }) => tool.driver.name)).toEqual(['Layerfall', '<b>Tool</b>']);
  const again = readSarif({ version: '2.1.0', runs: log.runs.slice(1) }, '/');
  expect(again).toMatchObject([{ tool: '<b>Tool</b>', rule: 'a/b c', message: 'Wrong', path: 'my app/Dockerfile' }]);
});
