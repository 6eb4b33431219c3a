import { describe, expect, test } from 'vitest';
import { contextView } from '../../analyzer/context/context-view.ts';
import { parseIgnoreFile } from '../../analyzer/context/ignore-file.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';
import { selectFiles } from '../../analyzer/context/select-files.ts';
import type { FileTree } from '../../analyzer/context/file-tree.ts';
import { repositoryTree } from '../../analyzer/discover/repository-tree.ts';
import { onlyPlan, reportOf } from '../report/sample-report.ts';

const files = { '.git/HEAD': 'ref\n', '.git/index': '', 'src/a': 'a\n', 'b.txt': 'b\n' };

/** A checkout at a commit. */
function checkout(more: Readonly<Record<string, MemoryFile>>, head = 'c1'): FileTree {
  return repositoryTree({ ...memoryFileTree({ ...files, ...more }), head: () => head });
}

describe('git’s own folder is in a context', () => {
  test.each<[ignore: string, isThere: boolean]>([
    ['', true],
    ['node_modules', true],
    ['.git', false],
    ['/.git/', false],
    ['**/.git', false],
    ['.*', false],
    ['*\n!src', false],
    ['*\n!.git', true],
    ['.git/*', false],
    ['.git/objects', true],
    ['.git\n!.git/HEAD', true],
    ['.git*\n!.gitignore', false],
  ])('with the ignore file %j: %j', (ignore, isThere) => {
    const view = contextView(checkout({}), '', parseIgnoreFile('.dockerignore', ignore));
    expect(view.entries.some(({ kind }) => kind === 'git')).toBe(isThere);
    expect(view.ignored.some(({ kind }) => kind === 'git')).toBe(!isThere);
  });

  test('of the repository’s root alone', () => {
    expect(contextView(checkout({}), 'src', null).entries.map(({ path }) => path)).toEqual(['a']);
  });

  test('as one entry, whatever a clone has in it', () => {
    const paths = contextView(checkout({ '.git/FETCH_HEAD': '' }), '', null).entries.map(({ path }) => path);
    expect(paths).toEqual(['.git', 'b.txt', 'src', 'src/a']);
  });
});

describe('git’s own folder is taken', () => {
  test.each<[path: string, isTaken: boolean]>([
    ['/', true],
    ['/.git', true],
    ['/.git/HEAD', true],
    ['/.git/refs/heads', true],
    ['/*', true],
    ['/.g*', true],
    ['/src', false],
    ['/*.txt', false],
  ])('by %s: %j', (path, isTaken) => {
    const selector = { path, wildcard: true, followLinks: true, include: [], exclude: [], required: [] };
    const [now, later] = ['c1', 'c2'].map((head) => selectFiles(contextView(checkout({}, head), '', null), selector));
    expect(now?.problem).toBeNull();
    expect(now?.entries.some((entry) => entry.path === '.git')).toBe(isTaken);
    expect(now?.digest === later?.digest).toBe(!isTaken);
  });
});

describe('a report', () => {
  const dockerfile = 'FROM alpine:3\nCOPY src /src\nCOPY . /all\nRUN --mount=target=/here ls\n';

  test('names the steps that take git’s own folder, and counts none of its files', () => {
    const { context, steps } = onlyPlan(reportOf(checkout({ Dockerfile: dockerfile }), 't'));
    expect(context.gitSteps.map((id) => steps[id]?.label)).toEqual([
      '[stage-0 3/4] COPY . /all',
      '[stage-0 4/4] RUN --mount=target=/here ls',
    ]);
    expect(context.files).toBe(3);
    expect(steps.map(({ context: taken }) => taken?.files)).toEqual([undefined, 1, 3, 3]);
    expect(context.taken.flatMap((step) => step.files).some(({ path }) => path === '.git')).toBe(false);
  });

  test('says what a commit rebuilds', () => {
    const { impact } = reportOf(checkout({ Dockerfile: dockerfile }), 't');
    const commit = impact.files.find(({ path }) => path === '.git');
    expect(impact.effects[commit?.effect ?? -1]?.rebuilt).toBe(2);
  });

  test('has another input digest for each commit where a step takes it, and only there', () => {
    const digestAt = (head: string, text: string): string =>
      onlyPlan(reportOf(checkout({ Dockerfile: text }, head), 't')).inputDigest.digest;
    expect(digestAt('c1', dockerfile)).not.toBe(digestAt('c2', dockerfile));
    const narrow = 'FROM alpine:3\nCOPY src /src\n';
    expect(digestAt('c1', narrow)).toBe(digestAt('c2', narrow));
  });

  test('knows none where there is none', () => {
    const { context } = onlyPlan(reportOf(repositoryTree(memoryFileTree({ Dockerfile: dockerfile })), 't'));
    expect(context.gitSteps).toEqual([]);
  });

  test('takes a Dockerfile that copies of it to be built from the root', () => {
    const tree = checkout({ 'docker/Dockerfile': 'FROM alpine:3\nCOPY .git/HEAD /head\nCOPY b.txt /\n' });
    expect(reportOf(tree, 't').builds.map(({ build }) => build.context)).toMatchObject([{ path: '' }]);
  });
});

describe('what BuildKit clones by itself', () => {
  const workflow = (inputs: string): string =>
    `on: push\njobs:\n  b:\n    runs-on: x\n    steps:\n      - uses: docker/build-push-action@v6\n        with: ${inputs}\n`;
  const contextOf = (inputs: string, tracked: readonly string[] | null = null) => {
    const tree = checkout({
      '.github/workflows/w.yml': workflow(inputs),
      '.dockerignore': 'b.txt\n',
      'node_modules/x': '',
      Dockerfile: 'FROM alpine:3\nCOPY . /all\n',
    });
    const report = reportOf(tracked === null ? tree : { ...tree, tracked: () => new Set(tracked) }, 't');
    const { context } = onlyPlan(report);
    return { ...context, files: context.taken[0]?.files.map(({ path }) => path).toSorted() };
  };

  test.each<[inputs: string, ignoreFile: string, hasGit: boolean]>([
    ['{ context: . }', '.dockerignore', true],
    ['{ push: true }', '', false],
    ['{ context: "{{defaultContext}}" }', '', false],
    ['{ build-args: BUILDKIT_CONTEXT_KEEP_GIT_DIR=1 }', '', true],
    ['{ context: ., build-args: BUILDKIT_CONTEXT_KEEP_GIT_DIR=0 }', '.dockerignore', true],
  ])('%s has the ignore file %j, git’s own folder: %j', (inputs, ignoreFile, hasGit) => {
    expect(contextOf(inputs)).toMatchObject({ ignoreFile, gitSteps: hasGit ? [1] : [] });
    expect(contextOf(inputs).files?.includes('b.txt')).toBe(ignoreFile === '');
  });

  test('has what git tracks', () => {
    const tracked = ['.github/workflows/w.yml', 'Dockerfile', 'src/a'];
    expect(contextOf('{ push: true }', tracked).files).toEqual(tracked);
    expect(contextOf('{ context: . }', tracked).files).toContain('node_modules/x');
  });
});
