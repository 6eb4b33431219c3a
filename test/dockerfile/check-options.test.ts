import { describe, expect, test } from 'vitest';
import {
  cutCheckValue,
  defaultCheckOptions,
  isCheckOn,
  parseCheckOptions,
  withInlineChecks,
  type CheckOptions,
} from '../../analyzer/dockerfile/check-options.ts';

function read(value: string): CheckOptions {
  const options = parseCheckOptions(value);
  if ('message' in options) throw new Error(options.message);
  return options;
}

describe('parseCheckOptions', () => {
  test.each([
    ['', {}],
    ['skip=all', { isAllSkipped: true }],
    ['skip=A,B', { skipped: new Set(['A', 'B']) }],
    [' skip = A , B ; error = true ', { skipped: new Set(['A', 'B']), isError: true }],
    ['error=1', { isError: true }],
    ['error=F', { isError: false }],
    ['experimental=all;skip=A;error=true', { isAllExperimental: true, skipped: new Set(['A']), isError: true }],
    ['experimental=A', { experimental: new Set(['A']) }],
    ['skip=A;skip=B', { skipped: new Set(['B']) }],
    [
      'skip=A;error=true;experimental=B;more',
      { skipped: new Set(['A']), isError: true, experimental: new Set(['B;more']) },
    ],
  ])('%j', (value, expected) => {
    expect(read(value)).toEqual({ ...defaultCheckOptions, ...expected });
  });

  test.each(['skip', 'skip=A;', 'skp=A', 'error=', 'error=yes', ';'])('%j is refused', (value) => {
    expect(parseCheckOptions(value)).toHaveProperty('message');
  });
});

test('a directive counts up to its first space', () => {
  expect(cutCheckValue('skip=A; error=true')).toBe('skip=A;');
});

describe('which checks run', () => {
  test.each([
    ['', 'StageNameCasing', true],
    ['skip=all', 'StageNameCasing', false],
    ['skip=StageNameCasing', 'StageNameCasing', false],
    ['skip=Other', 'StageNameCasing', true],
    ['', 'InvalidDefinitionDescription', false],
    ['experimental=all', 'InvalidDefinitionDescription', true],
    ['experimental=InvalidDefinitionDescription;skip=all', 'InvalidDefinitionDescription', true],
  ])('%j: %s %s', (value, rule, expected) => {
    expect(isCheckOn(read(value), rule)).toBe(expected);
  });
});

test('doc comments add to the options of the file; only the first check= among them does', () => {
  const options = withInlineChecks(read('skip=A'), ['b', 'check=skip=C;error=true', 'check=skip=D']);
  expect(options).toEqual({ ...defaultCheckOptions, skipped: new Set(['A', 'C']) });
});
