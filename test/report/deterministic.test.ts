import { describe, expect, test } from 'vitest';
import type { FileTree } from '../../analyzer/context/file-tree.ts';
import { formats } from '../../analyzer/export/formats.ts';
import { reportOf, sampleNames, sampleTree } from './sample-report.ts';

/** A tree that lists every folder in another order, as another file system might. */
function shuffled(tree: FileTree, seed: number): FileTree {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  return {
    ...tree,
    list: (path) => {
      const entries = tree.list(path).map((entry) => ({ entry, place: next() }));
      return entries.sort((a, b) => a.place - b.place).map(({ entry }) => entry);
    },
  };
}

describe.each(sampleNames)('the report of samples/%s', (name) => {
  const report = reportOf(sampleTree(name), name);
  const json = JSON.stringify(report);

  test('is the same byte by byte when it is made again', () => {
    expect(JSON.stringify(reportOf(sampleTree(name), name))).toBe(json);
  });

  test.each([1, 2, 3])('does not depend on the order in which folders are listed (%i)', (seed) => {
    expect(JSON.stringify(reportOf(shuffled(sampleTree(name), seed), name))).toBe(json);
  });

  test('does not tell where it was made', () => {
    expect(json).not.toContain(process.cwd());
  });

  test.each([...formats.keys()])('is the same twice as %s', async (format) => {
    const write = await formats.get(format)?.();
    expect(write?.(report)).toBe(write?.(structuredClone(report)));
  });
});
