import { describe, expect, test } from 'vitest';
import { readBaseline, writeBaseline } from '../../analyzer/audit/baseline.ts';
import { noCost, type Acceptance, type Finding } from '../../analyzer/checks/finding.ts';

function finding(path: string, rule: string, fingerprint: string, by: Acceptance['by'] | null = null): Finding {
  return {
    rule,
    path,
    fingerprint,
    source: 'layerfall',
    severity: 'info',
    message: '',
    hint: '',
    range: null,
    builds: [],
    cost: noCost,
    acceptance: by === null ? null : { by, reason: '' },
  };
}

const findings = [
  finding('b', 'x', '1'),
  finding('a', 'y', '3', 'baseline'),
  finding('a', 'y', '2'),
  finding('a', 'x', '4', 'comment'),
  finding('a', 'x', '5', 'configuration'),
];

describe('a baseline', () => {
  test('holds what nobody else accepts, sorted, one a line', () => {
    expect(writeBaseline(findings)).toBe(`{
  "version": 1,
  "findings": [
    {"path":"a","rule":"y","fingerprint":"2"},
    {"path":"a","rule":"y","fingerprint":"3"},
    {"path":"b","rule":"x","fingerprint":"1"}
  ]
}
`);
  });

  test('may be empty', () => {
    expect(readBaseline(writeBaseline([]))).toEqual([]);
  });

  test('reads as it was written', () => {
    expect(readBaseline(writeBaseline(findings))).toEqual([
      { path: 'a', rule: 'y', fingerprint: '2' },
      { path: 'a', rule: 'y', fingerprint: '3' },
      { path: 'b', rule: 'x', fingerprint: '1' },
    ]);
  });

  test.each([
    ['', 'it is not valid JSON'],
    ['[]', 'it has no findings in the form of version 1'],
    ['null', 'it has no findings in the form of version 1'],
    ['{"version":2,"findings":[]}', 'it has no findings in the form of version 1'],
    ['{"version":1,"findings":[{}]}', 'a finding in it has no fingerprint, rule or path'],
    ['{"version":1,"findings":[null]}', 'a finding in it has no fingerprint, rule or path'],
  ])('is not %j', (text, reason) => {
    expect(readBaseline(text)).toBe(reason);
  });
});
