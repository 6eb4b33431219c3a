import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packPaths, unpackPaths } from '../../site/view/packed-paths.ts';

test('paths come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (paths) => {
      expect(unpackPaths(JSON.parse(JSON.stringify(packPaths(paths))))).toEqual(paths);
    }),
  );
});

test('what a path shares with the one before is told once', () => {
  expect(packPaths(['src/a.ts', 'src/ab.ts', 'test/a.ts'])).toEqual([0, 'src/a.ts', 5, 'b.ts', 0, 'test/a.ts']);
});
