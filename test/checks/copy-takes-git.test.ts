import { expect, test } from 'vitest';
import { analyze } from '../../analyzer/analyze.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { repositoryTree } from '../../analyzer/discover/repository-tree.ts';

/** What is said of a Dockerfile in a checkout. */
function said(dockerfile: string, ignore = 'Dockerfile\n.dockerignore\n'): readonly string[] {
  const files = { Dockerfile: dockerfile, '.dockerignore': ignore, '.git/HEAD': '', a: '' };
  const tree = repositoryTree({ ...memoryFileTree(files), head: () => 'c1' });
  const { findings } = analyze(tree, { title: 't', version: '0' });
  return findings.filter(({ rule }) => rule === 'copy-takes-build-files').map(({ message }) => message);
}

test.each<[what: string, dockerfile: string, ignore: string | undefined, expected: readonly string[]]>([
  ['taken with all the rest', 'FROM alpine:3.20\nCOPY . /app\n', undefined, ['This also takes .git']],
  ['taken by a wildcard', 'FROM alpine:3.20\nCOPY * /app/\n', undefined, []],
  ['left out', 'FROM alpine:3.20\nCOPY . /app\n', '.git\nDockerfile\n.dockerignore\n', []],
  ['named: it is meant', 'FROM alpine:3.20\nCOPY .git /app/.git\n', undefined, []],
  ['asked by what a Makefile may say', 'FROM alpine:3.20\nCOPY . /app\nRUN make app\n', undefined, []],
  ['asked by go build', 'FROM alpine:3.20\nCOPY . /app\nRUN go build ./...\n', undefined, []],
  ['asked by a script of the project', 'FROM alpine:3.20\nCOPY . /app\nRUN ./build.sh\n', undefined, []],
  ['asked for the version of what is installed', 'FROM alpine:3.20\nCOPY . .\nRUN pip install .\n', undefined, []],
  ['asked by nothing', 'FROM alpine:3.20\nCOPY . .\nRUN pip install -r a.txt\n', undefined, ['This also takes .git']],
  ['asked by a step: it is meant', 'FROM alpine:3.20\nCOPY . /app\nRUN git describe\n', undefined, []],
])('.git is %s', (_, dockerfile, ignore, expected) => {
  expect(said(dockerfile, ignore)).toEqual(expected);
});
