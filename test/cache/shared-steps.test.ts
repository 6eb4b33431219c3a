import { expect, test } from 'vitest';
import { builders, keyBuild } from '../../analyzer/cache/builder.ts';
import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import { sharedSteps, type KeyedBuildPlan } from '../../analyzer/cache/shared-steps.ts';
import { contextView } from '../../analyzer/context/context-view.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';

function build(
  id: string,
  lines: readonly string[],
  files: Readonly<Record<string, string>> = { 'a.txt': 'a' },
): KeyedBuildPlan {
  const view = contextView(memoryFileTree(files), '', null);
  const world = { selections: contextSelections(() => view) };
  const { keyed } = keyBuild(builders.buildkit, parseDockerfile(lines.join('\n')), {}, world);
  if (keyed === null) throw new Error('rejected');
  return { id, keyed };
}

test('equal steps of two builds are shared up to where they part', () => {
  const one = build('one', ['FROM base', 'LABEL a=1', 'WORKDIR /w', 'COPY a.txt ./', 'RUN x', 'RUN end-a']);
  const other = build('other', ['FROM base', 'WORKDIR /w', 'COPY a.txt ./', 'RUN x', 'RUN end-b']);
  const { shared, sharedOf, nearMisses } = sharedSteps([one, other]);
  expect(shared.map(({ places }) => places.map(({ build: id, step }) => `${id} ${step}`))).toEqual([
    ['one 1', 'other 1'],
    ['one 2', 'other 2'],
    ['one 3', 'other 3'],
  ]);
  expect(shared.map(({ parent }) => shared.findIndex(({ key }) => key === parent))).toEqual([-1, 0, 1]);
  expect(sharedOf.get('one')).toEqual({ shared: 3, steps: 4 });
  expect(nearMisses).toEqual([]);
});

test('what two steps of the same text differ in is named', () => {
  const one = build('one', ['FROM base', 'ENV V=1', 'RUN x', 'COPY a.txt /']);
  const other = build('other', ['FROM base', 'ENV V=2', 'RUN x', 'COPY a.txt /']);
  const [miss] = sharedSteps([one, other]).nearMisses;
  expect(miss?.causes).toEqual([
    { kind: 'ingredient', name: 'environment', before: 'V=1', after: 'V=2', instruction: 1 },
  ]);
});

test('a file that two contexts hold differently is named', () => {
  const one = build('one', ['FROM base', 'COPY . /'], { 'a.txt': 'a', 'b.txt': 'b' });
  const other = build('other', ['FROM base', 'COPY . /'], { 'a.txt': 'a', 'b.txt': 'c' });
  const { shared, nearMisses } = sharedSteps([one, other]);
  expect(shared).toEqual([]);
  expect(nearMisses[0]?.causes).toEqual([{ kind: 'file', change: { path: 'b.txt', kind: 'content' } }]);
});
