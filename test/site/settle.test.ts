import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle, type Resident } from '../../site/layout/settle.ts';

const gap = 10;
const box = (id: string, height = 30): Resident => ({ id, height });
const tie = (from: string, to: string) => ({ from, to, weight: 1 });

const columnsOfBoxes = fc
  .array(fc.array(fc.integer({ min: 6, max: 200 }), { maxLength: 8 }), { maxLength: 5 })
  .map((columns) => columns.map((heights, column) => heights.map((height, row) => box(`${column} ${row}`, height))));

describe('columns that settle', () => {
  test('keep their order and their distance, wherever ties pull', () => {
    fc.assert(
      fc.property(columnsOfBoxes, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }), (columns, pairs) => {
        const all = columns.flat();
        const named = (index: number): string => all[index % Math.max(1, all.length)]?.id ?? '';
        const tops = settle(
          columns,
          all.length === 0 ? [] : pairs.map(([from, to]) => tie(named(from), named(to))),
          gap,
        );
        for (const column of columns) {
          for (const [index, { id }] of column.entries()) {
            const above = column[index - 1];
            if (above === undefined) continue;
            // Whole pixels: each end is rounded.
            expect((tops.get(id) ?? 0) - (tops.get(above.id) ?? 0)).toBeGreaterThanOrEqual(above.height + gap - 1);
          }
        }
        if (all.length > 0) expect(Math.min(...tops.values())).toBe(0);
      }),
    );
  });

  test('what one stands before stands level with it', () => {
    const tops = settle([[box('a')], [box('b')], [box('c')]], [tie('a', 'b'), tie('b', 'c')], gap);
    expect([...tops.values()]).toEqual([0, 0, 0]);
  });

  test('what many hang on stands at their middle', () => {
    const tops = settle(
      [[box('root')], [box('x'), box('y'), box('z')]],
      ['x', 'y', 'z'].map((id) => tie('root', id)),
      gap,
    );
    expect(tops.get('root')).toBe(tops.get('y'));
    expect(tops.get('z')).toBe(80);
  });

  test('boxes stand no further apart than what they hang on asks for', () => {
    const leaves = Array.from({ length: 12 }, (_, index) => box(`leaf ${index}`));
    const tops = settle(
      [[box('root')], leaves],
      leaves.map(({ id }) => tie('root', id)),
      gap,
    );
    expect(Math.max(...tops.values())).toBe(11 * 40);
  });
});
