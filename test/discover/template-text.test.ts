import { describe, expect, test } from 'vitest';
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

describe('a text without FROM', () => {
  const template = '{{ define "base" }}\nFROM alpine\n{{ end }}\n';

  test.each([
    ['among templates', { 'make/Dockerfile': template, 'make/Dockerfile.env': 'ENV A=1\n' }],
    ['below templates', { 'make/Dockerfile': template, 'make/more/Dockerfile.env': '# nothing\n' }],
    ['with a mark in an argument', { 'make/Dockerfile.env': 'RUN get {{ .Version }}\n' }],
    ['whose instructions go on after those of the text before', { 'make/Dockerfile.env': '    A={{ .A }}\n' }],
  ])('%s is a part of one', (_where, files: Readonly<Record<string, string>>) => {
    expect(found(files).builds).toEqual([]);
  });

  test.each([
    ['where there are no templates', { 'make/Dockerfile.env': 'ENV A=1\n' }],
    ['beside a folder of templates', { 'make/Dockerfile': template, 'make-it/Dockerfile.env': 'ENV A=1\n' }],
    ['below a template at the root', { Dockerfile: template, 'make/Dockerfile.env': 'ENV A=1\n' }],
    ['with a mark in a comment', { 'make/Dockerfile.env': '# {{ .Version }}\nENV A=1\n' }],
  ])('%s is a Dockerfile that is refused', (_where, files: Readonly<Record<string, string>>) => {
    expect(found(files).builds).toEqual([expect.stringContaining('Dockerfile.env')]);
  });

  test.each([
    ['a FROM', 'FROM alpine\nENV A=1\n'],
    ['a FROM that is wrong', 'from a b c\n'],
  ])('%s makes a Dockerfile of what stands among templates', (_what, text) => {
    expect(found({ 'make/Dockerfile': template, 'make/Dockerfile.env': text }).builds).toEqual(['make/Dockerfile.env']);
  });
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
