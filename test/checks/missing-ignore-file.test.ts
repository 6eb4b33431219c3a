import { describe, expect, test } from 'vitest';
import { analyze } from '../../analyzer/analyze.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { repositoryTree } from '../../analyzer/discover/repository-tree.ts';
import { foundBy, lines, testRows } from './found-by.ts';

const rule = 'missing-ignore-file';
const packageJson = { 'package.json': '{"dependencies": {"a": "1"}}' };

describe(rule, () => {
  testRows(rule, [
    ['the whole context', ['COPY . .'], {}, ['Dockerfile:2']],
    ['twice: one file mends both', ['COPY . .', 'COPY . /again'], {}, ['Dockerfile:2']],
    ['an ignore file, whatever it says', ['COPY . .'], { '.dockerignore': '' }, []],
    ['one of the Dockerfile alone', ['COPY . .'], { 'Dockerfile.dockerignore': '*.log\n' }, []],
    ['a folder without anything of the kind', ['COPY src /src'], { 'src/a': '' }, []],
    [
      'a folder with a package that is installed',
      ['COPY web /web', 'RUN npm ci'],
      { 'web/package.json': packageJson['package.json'] },
      ['Dockerfile:2'],
    ],
    ['held back by the copy itself', ['COPY --exclude=Dockerfile . .'], {}, []],
    ['a stage that nothing needs', ['COPY . .', 'FROM y'], {}, []],
  ]);

  test.each([
    ['the Dockerfile', {}, 'takes the Dockerfile', 'info'],
    [
      'what an install leaves, too',
      packageJson,
      'takes the Dockerfile, and would take a node_modules beside package.json',
      'warning',
    ],
  ])('names %s, and is all that is said of it', (_what, files, expected, severity) => {
    const Dockerfile = lines('FROM x', 'COPY . .', 'RUN npm ci');
    const [found, ...rest] = foundBy(rule, { Dockerfile, ...files });
    expect(found).toMatchObject({ message: `There is no .dockerignore: this also ${expected}`, severity });
    expect(rest).toEqual([]);
    expect(foundBy('copy-takes-build-files', { Dockerfile, ...files })).toEqual([]);
    expect(foundBy('generated-files-in-context', { Dockerfile, ...files })).toEqual([]);
  });

  test('names .git in a checkout, unless a step asks git', () => {
    const said = (...more: readonly string[]): readonly string[] => {
      const files = { Dockerfile: lines('FROM x', 'COPY . .', ...more), '.git/HEAD': '', a: '' };
      const tree = repositoryTree({ ...memoryFileTree(files), head: () => 'c1' });
      const { findings } = analyze(tree, { title: 't', version: '0' });
      return findings.filter((finding) => finding.rule === rule).map(({ message }) => message);
    };
    expect(said()).toEqual(['There is no .dockerignore: this also takes .git and the Dockerfile']);
    expect(said('RUN git describe')).toEqual(['There is no .dockerignore: this also takes the Dockerfile']);
  });
});
