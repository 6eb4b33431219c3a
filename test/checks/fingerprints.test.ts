import { describe, expect, test } from 'vitest';
import { noCost, type FindingDraft } from '../../analyzer/checks/finding.ts';
import { fingerprints } from '../../analyzer/checks/fingerprints.ts';

const text = 'FROM alpine\nRUN one\nRUN one\n';

function found(line: number | null, change: Partial<FindingDraft> = {}): FindingDraft {
  const range = line === null ? null : { start: { line, column: 1 }, end: { line, column: 8 } };
  return {
    rule: 'rule',
    source: 'layerfall',
    severity: 'warning',
    message: 'It takes 3 files',
    hint: '',
    path: 'Dockerfile',
    range,
    builds: ['Dockerfile'],
    cost: noCost,
    ...change,
  };
}

const marks = (findings: readonly FindingDraft[], of = text) => fingerprints(findings, () => of.split('\n'));

describe('the fingerprint of a finding', () => {
  const [mark] = marks([found(2)]);

  test.each([
    ['lines above are added', [found(4)], `# one\n# two\n${text}`],
    ['the line is indented', [found(2)], text.replace('RUN one', '  RUN one')],
    ['lines end otherwise', [found(2)], text.replaceAll('\n', '\r\n')],
    ['its message counts something else', [found(2, { message: 'It takes 4 files' })], text],
    ['it costs something else', [found(2, { cost: { steps: 4, builds: 1 } })], text],
    ['other findings come before it', [found(1), found(2)], text],
  ])('stays when %s', (_what, findings, of) => {
    expect(marks(findings, of).at(-1)).toBe(mark);
  });

  test.each([
    ['its line', [found(2)], text.replace('RUN one', 'RUN two')],
    ['its file', [found(2, { path: 'other/Dockerfile' })], text],
    ['its rule', [found(2, { rule: 'another' })], text],
    ['its tool', [found(2, { source: 'hadolint' })], text],
    ['its place: the whole file', [found(null)], text],
  ])('is another for another %s', (_what, findings, of) => {
    expect(marks(findings, of).at(-1)).not.toBe(mark);
  });

  test('tells equal lines of one file apart', () => {
    expect(new Set(marks([found(2), found(3)])).size).toBe(2);
  });
});
