import { describe, expect, test } from 'vitest';
import { inChunks } from '../../site/view/chunks.ts';

const rows = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('the rows of a long list', () => {
  test.each([
    ['none', 0, []],
    ['fewer than fill one', 3, [[1, 3, false]]],
    ['as many as fill one', 40, [[1, 40, true]]],
    [
      'more',
      90,
      [
        [1, 40, true],
        [41, 40, true],
        [81, 10, false],
      ],
    ],
  ])('%s', (_what, count, expected) => {
    const chunks = inChunks(rows(count));
    expect(chunks.map(({ first, rows: { length }, isWhole }) => [first, length, isWhole])).toEqual(expected);
    expect(chunks.flatMap((chunk) => chunk.rows)).toEqual(rows(count));
  });
});
