import { expect, test } from 'vitest';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { discoverBuilds } from '../../analyzer/discover/discover-builds.ts';

function found(files: Readonly<Record<string, string>>) {
  const { builds, notices } = discoverBuilds(memoryFileTree(files), Object.keys(files));
  return { builds: builds.map(({ dockerfile }) => dockerfile), notices };
}

test.each([
  ['Go’s', '{{ define "base" }}\nFROM alpine\n{{ end }}\n'],
  ['Jinja’s', 'FROM alpine\n{% if tools %}\nRUN tools\n{% endif %}\n'],
  ['ERB', 'FROM alpine\n  <% packages.each do |name| %>\nRUN apk add <%= name %>\n<% end %>\n'],
])('a template (%s) is no Dockerfile, and is named', (_language, text) => {
  const { builds, notices } = found({ Dockerfile: 'FROM alpine\n', 'Dockerfile.part': text });
  expect(builds).toEqual(['Dockerfile']);
  expect(notices).toMatchObject([{ path: 'Dockerfile.part', message: expect.stringContaining('template') }]);
});

test('many templates make one notice', () => {
  const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}/Dockerfile`, '{{ . }}\n']));
  const { builds, notices } = found(files);
  expect(builds).toEqual([]);
  expect(notices).toEqual([
    {
      path: '',
      range: null,
      message: expect.stringMatching(/^4 files are templates .*: a\/Dockerfile, b\/Dockerfile, c\/Dockerfile, …\.$/),
    },
  ]);
});

test.each([
  ['a here-document', 'FROM alpine\nCOPY <<EOF /page\n{{ .Title }}\nEOF\n'],
  ['an argument', 'FROM alpine\nRUN x --format \\\n  {{.Name}}\n'],
  ['a comment', '# {{ not one }}\nFROM alpine\n'],
  ['another mistake', 'FROM alpine\nRUM {{ x }}\n'],
])('marks in %s make no template', (_where, text) => {
  expect(found({ Dockerfile: text }).builds).toEqual(['Dockerfile']);
});

test('what a definition names is a Dockerfile, whatever it looks like', () => {
  const { builds } = found({ 'compose.yaml': 'services:\n  a:\n    build: .\n', Dockerfile: '{{ . }}\n' });
  expect(builds).toEqual(['Dockerfile']);
});
