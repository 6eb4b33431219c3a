import { expect, test } from 'vitest';
import { parseChmod } from '../../analyzer/plan/copy-mode.ts';
import { formatDuration, quote } from '../../analyzer/plan/go-format.ts';
import { isSignal } from '../../analyzer/plan/stop-signal.ts';

test.each([
  [0, '0s'],
  [1, '1ns'],
  [1500, '1.5µs'],
  [1_000_000, '1ms'],
  [1_000_000_000, '1s'],
  [90_500_000_000, '1m30.5s'],
  [3_600_000_000_000, '1h0m0s'],
  [-2_000_000_000, '-2s'],
])('%d nanoseconds are %s', (nanoseconds, text) => {
  expect(formatDuration(nanoseconds)).toBe(text);
});

test.each([
  ['a b', '"a b"'],
  ['"\\', '"\\"\\\\"'],
  ['\t\n\u0001\u007f', '"\\t\\n\\x01\\x7f"'],
  ['ü→😀', '"ü→😀"'],
  ['\u200b\u{e0001}', '"\\u200b\\U000e0001"'],
])('%j is quoted as %s', (text, want) => {
  expect(quote(text)).toBe(want);
});

test.each([
  ['', { bits: -1, symbolic: '' }],
  ['0644', { bits: 0o644, symbolic: '' }],
  ['7777', { bits: 0o7777, symbolic: '' }],
  ['10000', null],
  ['8', null],
  ['u=rwX,go=rX', { bits: -1, symbolic: 'u=rwX,go=rX' }],
  ['+x', { bits: -1, symbolic: '+x' }],
  ['a+x,', null],
  ['rwx', null],
  ['u+z', null],
])('--chmod=%s', (text, want) => {
  expect(parseChmod(text)).toEqual(want);
});

test.each([
  ['SIGTERM', true],
  ['term', true],
  ['9', true],
  ['RTMAX-14', true],
  ['0', false],
  ['SIGRTMAX-15', false],
  ['SIGSIGTERM', false],
  ['', false],
  ['99999999999999999999', false],
])('STOPSIGNAL %s', (text, want) => {
  expect(isSignal(text)).toBe(want);
});
