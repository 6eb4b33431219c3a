import { describe, expect, test } from 'vitest';

import { contextSelections } from '../../analyzer/cache/context-selections.ts';
import { inputDigest, ownInputs } from '../../analyzer/cache/input-digest.ts';
import { keyPlan } from '../../analyzer/cache/keyed-plan.ts';
import { contextView } from '../../analyzer/context/context-view.ts';
import { parseIgnoreFile } from '../../analyzer/context/ignore-file.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import type { PlanOptions } from '../../analyzer/plan/plan-options.ts';
import { planOf } from '../plan/plan-of.ts';

interface Case {
  readonly dockerfile?: string;
  readonly files?: Readonly<Record<string, MemoryFile>>;
  readonly options?: PlanOptions;
  readonly parent?: string;
}

const dockerfile = [
  '# the image',
  'FROM alpine AS unused',
  'RUN true',
  'FROM alpine:3 AS build',
  'ARG V=1',
  'COPY src /src',
  'RUN make $V',
  'FROM alpine:3',
  'COPY --from=build /out /out',
  'COPY *.md /docs/',
  'CMD ["/out"]',
].join('\n');
const files = { 'src/a.c': 'a', 'src/b.c': 'b', 'x.md': 'x', 'other.txt': 'o', '.dockerignore': '**/*.tmp\n' };

function digestOf(change: Case = {}) {
  const tree = memoryFileTree({ ...files, ...change.files });
  const ignore = parseIgnoreFile('.dockerignore', '**/*.tmp\n');
  const view = contextView(tree, '', ignore);
  const plan = planOf(change.dockerfile ?? dockerfile, change.options);
  const keyed = keyPlan(plan, { selections: contextSelections(() => view) });
  return inputDigest(ownInputs(plan, keyed), (reference) =>
    reference.endsWith(':3') ? (change.parent ?? null) : null,
  );
}

const before = digestOf().digest;
const edited = (from: string, to: string): Case => ({ dockerfile: dockerfile.replace(from, to) });

describe('the digest changes with', () => {
  test.each<readonly [string, Case]>([
    ['a file that a step takes', { files: { 'src/a.c': 'A' } }],
    ['a file more that a step takes', { files: { 'src/c.c': '' } }],
    ['a file more that a wildcard finds', { files: { 'y.md': '' } }],
    ['permissions of a file', { files: { 'src/a.c': { text: 'a', mode: 0o755 } } }],
    ['a command', edited('make', 'make all')],
    ['the default of an argument', edited('V=1', 'V=2')],
    ['a build argument', { options: { buildArgs: { V: '2' } } }],
    ['the target', { options: { target: 'build' } }],
    ['the platform', { options: { platform: 'linux/arm64' } }],
    ['a base reference', edited('FROM alpine:3\nCOPY', 'FROM alpine:4\nCOPY')],
    ['what the image runs', edited('"/out"', '"/out", "-v"')],
    ['where a copy goes', edited('/docs/', '/doc/')],
    ['the inputs of a base image that is built here', { parent: 'sha256:1' }],
  ])('%s', (_, change) => {
    expect(digestOf(change).digest).not.toBe(before);
  });
});

describe('the digest stays with', () => {
  test.each<readonly [string, Case]>([
    ['the same', {}],
    ['a file that no step takes', { files: { 'other.txt': 'O', 'new.txt': '' } }],
    ['a file that is ignored', { files: { 'src/x.tmp': '' } }],
    ['a comment', edited('# the image', '# this image\n\n')],
    ['a stage that is not used', edited('RUN true', 'RUN false')],
    [
      'the name of a stage',
      { dockerfile: dockerfile.replace('AS build', 'AS make').replace('--from=build', '--from=make') },
    ],
    ['an argument that nobody declares', { options: { buildArgs: { NOBODY: '1' } } }],
  ])('%s', (_, change) => {
    expect(digestOf(change).digest).toBe(before);
  });
});

test('a tag that may move is told; an image that is built here, or pinned, is not', () => {
  expect(digestOf().open).toEqual(['docker.io/library/alpine:3']);
  expect(digestOf({ parent: 'sha256:1' }).open).toEqual([]);
  const pinned = `FROM alpine@sha256:${'a'.repeat(64)}\nRUN x\n`;
  expect(digestOf({ dockerfile: pinned }).open).toEqual([]);
});
