import { expect, test } from 'vitest';
import { searchResults, type Entry } from '../../site/client/search-results.ts';

const entries: readonly Entry[] = [
  ['build', 'webTests web/Dockerfile.tests', 'builds/web-tests.html'],
  ['build', 'old-web old/Dockerfile', 'builds/old-web.html'],
  ['build', 'web web/Dockerfile', 'builds/web.html'],
  ['stage', 'web in api', 'builds/api.html#line=4'],
  ['file', 'web/package.json', 'impact.html#file=web%2Fpackage.json'],
  ['file', 'other/web', 'impact.html#file=other%2Fweb'],
  ['line', 'RUN make web', 'builds/web.html#line=7'],
  ['line', 'RUN make web', 'builds/old-web.html#line=2'],
];

const told = (query: string): readonly string[] =>
  searchResults(entries, query).map(({ kind, text, where }) => [kind, text, where].join(' | '));

test('what is called as the query stands first of its kind, then what begins so; lines say where they are', () => {
  expect(told('web')).toEqual([
    'build | web web/Dockerfile | ',
    'build | webTests web/Dockerfile.tests | ',
    'build | old-web old/Dockerfile | ',
    'stage | web in api | ',
    'file | other/web | ',
    'file | web/package.json | ',
    'line | RUN make web | in web',
    'line | RUN make web | in old-web',
  ]);
});

test.each<[query: string, results: readonly string[]]>([
  ['MAKE web', ['line | RUN make web | in web', 'line | RUN make web | in old-web']],
  ['package.json', ['file | web/package.json | ']],
  ['nothing', []],
])('all words of "%s" are held', (query, results) => {
  expect(told(query)).toEqual(results);
});

test('a kind has at most twelve, the best of them', () => {
  const many = Array.from({ length: 30 }, (_, index): Entry => ['file', `a/x${index}.ts`, '']);
  const found = searchResults([...many, ['file', 'b/a', ''], ['build', 'a a/Dockerfile', '']], 'a');
  expect(found.map(({ text }) => text)).toEqual([
    'b/a',
    ...many.slice(0, 11).map(([, text]) => text),
    'a a/Dockerfile',
  ]);
});
