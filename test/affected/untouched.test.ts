import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keysOf, repositorySide, sideFrom } from '../../analyzer/affected/side.ts';
import { treeChange } from '../../analyzer/affected/tree-change.ts';
import { isUntouched } from '../../analyzer/affected/untouched.ts';
import { builders } from '../../analyzer/cache/builder.ts';
import { compareKeys } from '../../analyzer/cache/compare-keys.ts';
import { noKeys } from '../../analyzer/cache/key.ts';
import { keyRecords } from '../../analyzer/cache/match-keys.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';

type Files = Readonly<Record<string, MemoryFile>>;

/** Whether the change is told to pass a build of the root by, and whether the keys of its steps are the same. */
function judge(from: Files, to: Files): { readonly isUntouched: boolean; readonly isSame: boolean } {
  const options = { buildArgs: {}, builder: builders.buildkit, configuration: {} };
  const before = repositorySide(memoryFileTree(from), options);
  const tree = memoryFileTree(to);
  const files = treeChange(before.tree, tree);
  const after = sideFrom(before, tree, files, options);
  const [plan] = before.plans.values();
  if (plan === undefined) throw new Error('there is no build');
  const identity = (reference: string) => ({ digest: '', chainId: reference });
  const [past, present] = [before, after].map((side) => keysOf(side, plan, options, identity) ?? noKeys);
  const fileChange = () => null;
  const { vertices } = compareKeys(keyRecords(past ?? noKeys), present ?? noKeys, { buildArgs: [], fileChange });
  return {
    isUntouched: isUntouched({ change: { files }, isNarrowed: true }, before, after, plan, plan),
    isSame: vertices.every(({ state }) => state === 'same'),
  };
}

const compose = 'services:\n  app:\n    build:\n      context: .\n      dockerfile: Dockerfile\n';
const tree: Files = { 'compose.yaml': compose, 'a/x': '1', 'a/y.json': '1', 'b/x': '1', 'b/c/x': '1', z: '1' };
const link = (target: string): MemoryFile => ({ symlink: target });

describe('a change that cannot reach a build', () => {
  test.each<[what: string, copy: string, change: Readonly<Record<string, MemoryFile>>, untouched: boolean]>([
    ['a file beside what is copied', 'COPY a /', { 'b/x': '2' }, true],
    ['a file that is copied', 'COPY a /', { 'a/x': '2' }, false],
    ['a file whose name only begins alike', 'COPY a /', { 'ab/x': '2' }, true],
    ['a file beside a wildcard', 'COPY a/*.json /', { z: '2' }, true],
    ['a file where a wildcard looks', 'COPY a/*.json /', { 'a/x': '2' }, false],
    ['a wildcard in two names', 'COPY b/*/*.json /', { z: '2' }, true],
    ['a wildcard in the first name', 'COPY */x /', { z: '2' }, false],
    ['a mount of all', 'COPY a /\nRUN --mount=type=bind,target=/src true', { z: '2' }, false],
    ['an ignore file', 'COPY a /', { '.dockerignore': 'a/x' }, false],
    ['a build that reads no file', 'RUN true', { z: '2' }, true],
  ])('%s', (_, copy, change, untouched) => {
    const from = { ...tree, Dockerfile: `FROM base\n${copy}\n` };
    expect(judge(from, { ...from, ...change }).isUntouched).toBe(untouched);
  });

  test.each<[what: string, copy: string, links: Readonly<Record<string, MemoryFile>>, changed: string]>([
    ['the source is a link', 'COPY l /', { l: link('b') }, 'b/x'],
    ['the source lies below a link', 'COPY l/c /', { l: link('b') }, 'b/c/x'],
    ['a wildcard matches a link', 'COPY a/*.l /', { 'a/1.l': link('../z') }, 'z'],
  ])('is not told of a change behind a link: %s', (_, copy, links, changed) => {
    const from = { ...tree, ...links, Dockerfile: `FROM base\n${copy}\n` };
    expect(judge(from, { ...from, [changed]: '2' })).toEqual({ isUntouched: false, isSame: false });
  });

  test('leaves the keys of every step as they are', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'ab', '*', 'a*', '[ab]');
    const path = fc.array(fc.constantFrom('a', 'b', 'c', 'ab'), { minLength: 1, maxLength: 3 });
    const source = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const file = fc.oneof(
      fc.constantFrom('1', '2'),
      path.map((parts) => link(parts.join('/'))),
    );
    const files = fc
      .array(
        fc.tuple(
          path.map((parts) => parts.join('/')),
          file,
        ),
        { maxLength: 8 },
      )
      .map(withoutClashes);
    fc.assert(
      fc.property(files, files, fc.array(source, { minLength: 1, maxLength: 2 }), (some, others, sources) => {
        const Dockerfile = `FROM base\n${sources.map((each) => `COPY ${each} /d/`).join('\n')}\n`;
        const common = { 'compose.yaml': compose, Dockerfile };
        const verdict = judge(
          { ...some, ...common },
          { ...withoutClashes(Object.entries({ ...some, ...others })), ...common },
        );
        if (verdict.isUntouched) expect(verdict.isSame).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Of what cannot stand side by side, a file where another path has a folder, the first stays. */
function withoutClashes(files: readonly (readonly [string, MemoryFile])[]): Files {
  const kept = new Map<string, MemoryFile>();
  for (const [path, file] of files) {
    const clashes = [...kept.keys()].some((other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`));
    if (!clashes) kept.set(path, file);
  }
  return Object.fromEntries(kept);
}
