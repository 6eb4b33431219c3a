import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack } from '../../site/layout/pack.ts';

const pieces = fc.array(
  fc.record({ width: fc.integer({ min: 1, max: 500 }), height: fc.integer({ min: 1, max: 300 }) }),
  {
    maxLength: 30,
  },
);

test('pieces never overlap', () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 900 }), (list, across) => {
      const boxes = pack(list, across).map((place, index) => ({ ...place, ...list[index] }));
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) {
          const isApart =
            a.x + (a.width ?? 0) <= b.x ||
            b.x + (b.width ?? 0) <= a.x ||
            a.y + (a.height ?? 0) <= b.y ||
            b.y + (b.height ?? 0) <= a.y;
          expect(isApart).toBe(true);
        }
      }
    }),
  );
});

test.each([
  [
    'beside each other where there is room',
    [
      { width: 40, height: 10 },
      { width: 40, height: 10 },
    ],
    200,
    [
      [0, 0],
      [40, 0],
    ],
  ],
  [
    'below each other where there is none',
    [
      { width: 40, height: 10 },
      { width: 40, height: 10 },
    ],
    40,
    [
      [0, 0],
      [0, 10],
    ],
  ],
  [
    'a small one into the gap beside a tall one',
    [
      { width: 40, height: 50 },
      { width: 60, height: 10 },
      { width: 60, height: 10 },
    ],
    100,
    [
      [0, 0],
      [40, 0],
      [40, 10],
    ],
  ],
])('stand %s', (_name, list, across, expected) => {
  expect(pack(list, across).map(({ x, y }) => [x, y])).toEqual(expected);
});
