import { describe, expect, test } from 'vitest';
import { fileTree, findNode, heatOf, icicle, maxColumns } from '../../site/layout/icicle.ts';

const files = [
  { path: 'Dockerfile', bytes: 10, steps: 0 },
  { path: 'src/a/deep/one.ts', bytes: 100, steps: 3 },
  { path: 'src/a/deep/two.ts', bytes: 300, steps: 5 },
  { path: 'src/b.ts', bytes: 0, steps: 8 },
];
const tree = fileTree(files);
const draw = (path = '', measure: 'bytes' | 'files' = 'files', height = 400) => {
  const top = findNode(tree, path);
  if (top === null) throw new Error(`${path} is not in the tree`);
  return icicle(top, height, measure, 8);
};

describe('the tree of files', () => {
  test('sums up what is in a folder', () => {
    expect(findNode(tree, 'src')).toMatchObject({ name: 'src', files: 3, bytes: 400, steps: 16, worst: 8 });
  });

  test.each(['', 'src', 'src/a/deep', 'src/b.ts'])('finds %j', (path) => {
    expect(findNode(tree, path)?.path).toBe(path);
  });

  test.each(['sr', 'src/', 'src/c', 'src/b.ts/x', '__proto__', 'constructor'])('knows of no %j', (path) => {
    expect(findNode(tree, path)).toBe(null);
  });

  test('names of objects’ own properties are names like others', () => {
    const odd = fileTree([{ path: '__proto__/constructor', bytes: 1, steps: 1 }]);
    expect(findNode(odd, '__proto__/constructor')?.name).toBe('constructor');
  });
});

describe('the icicle', () => {
  test('a folder’s cell is as high as those in it', () => {
    const cells = draw();
    const folder = cells.find(({ path }) => path === 'src');
    const inside = cells.filter(({ path, depth }) => depth === 2 && path.startsWith('src/'));
    expect(inside.reduce((sum, { height }) => sum + height, 0)).toBeCloseTo(folder?.height ?? 0);
  });

  test('the largest stands first', () => {
    expect(
      draw()
        .filter(({ depth }) => depth === 1)
        .map(({ path }) => path),
    ).toEqual(['src', 'Dockerfile']);
  });

  test('folders that hold nothing but a folder are one cell', () => {
    expect(draw().find(({ path }) => path === 'src/a/deep')).toMatchObject({ name: 'a/deep', kind: 'folder' });
  });

  test('heights follow the bytes where asked, and an empty file still has one', () => {
    const cells = draw('src', 'bytes', 802);
    expect(cells.find(({ path }) => path === 'src/a/deep')?.height).toBeCloseTo(800, 0);
    expect(cells.some(({ files: count, kind }) => kind === 'rest' && count === 1)).toBe(true);
  });

  test('what is too small is told as one', () => {
    const many = fileTree(Array.from({ length: 300 }, (_, index) => ({ path: `f${index}`, bytes: 1, steps: index })));
    const cells = icicle(many, 300, 'files', 299);
    expect(cells.filter(({ depth }) => depth === 1)).toMatchObject([{ kind: 'rest', name: '300 smaller', worst: 299 }]);
  });

  test('a path of a thousand folders takes no more columns than a page has, and no stack', () => {
    const path = Array.from({ length: 1000 }, (_, index) => `d${index}`).join('/');
    const deep = fileTree([
      { path, bytes: 1, steps: 1 },
      { path: path.split('/').slice(0, 500).concat('file').join('/'), bytes: 1, steps: 1 },
    ]);
    const cells = icicle(deep, 400, 'files', 1);
    expect(Math.max(...cells.map(({ depth }) => depth))).toBeLessThan(maxColumns);
  });
});

test.each([
  [0, 100, 1],
  [1, 1, 5],
  [100, 100, 5],
  [3, 100, 2],
  [0, 0, 1],
])('%i of %i steps has heat %i', (steps, most, heat) => {
  expect(heatOf(steps, most)).toBe(heat);
});
