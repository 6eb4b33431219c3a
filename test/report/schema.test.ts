import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../analyzer/report/report.ts';
import { jsonSchema, schemas } from '../../scripts/json-schema.ts';
import { reportOf, reportOfFiles, sampleNames, sampleTree } from './sample-report.ts';

const text = readFileSync(schemas.report.path, 'utf8');
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile<Report>(
  JSON.parse(text),
);

/** What is wrong with a report, as a reader meets it: after its way through text. */
function faults(report: unknown): readonly ErrorObject[] {
  validate(JSON.parse(JSON.stringify(report)));
  return validate.errors ?? [];
}

describe('the schema of the report', () => {
  test('is what the types say: npm run schema writes it anew', async () => {
    expect(text).toBe(await jsonSchema(schemas.report));
  });

  test.each(sampleNames)('holds for the report of samples/%s', (name) => {
    expect(faults(reportOf(sampleTree(name), name))).toEqual([]);
  });

  test('holds for the report of an empty repository', () => {
    expect(faults(reportOfFiles({}))).toEqual([]);
  });

  test('holds where names are those of objects’ own properties', () => {
    const report = reportOfFiles({
      Dockerfile:
        'FROM alpine AS constructor\nARG __proto__=1\nENV toString=a hasOwnProperty=b\nLABEL __proto__=c\nRUN true\n',
      'compose.yaml':
        'services:\n  __proto__:\n    build:\n      context: .\n      args:\n        __proto__: x\n        constructor: y\n',
    });
    expect(faults(report)).toEqual([]);
  });

  test.each([
    ['an unknown property', { more: 1 }],
    ['a list for a number', { figures: [] }],
    ['a finding without a place', { findings: [{ rule: 'x' }] }],
  ])('refuses %s', (_name, change) => {
    expect(faults({ ...reportOfFiles({ Dockerfile: 'FROM scratch\n' }), ...change })).not.toEqual([]);
  });

  test('is strict everywhere: no object takes what it does not name', () => {
    const open: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { type, additionalProperties } = value as Record<string, unknown>;
      if (type === 'object' && additionalProperties === undefined) open.push(path);
      for (const [key, inner] of Object.entries(value)) look(inner, `${path}/${key}`);
    };
    look(JSON.parse(text), '');
    expect(open).toEqual([]);
  });
});
