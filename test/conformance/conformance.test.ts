import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareCache } from './cache.ts';
import { compareIgnoreFiles } from './dockerignore.ts';
import { comparePlans } from './plan.ts';
import { differences, totals, type CaseResult } from './result.ts';
import { compareWords } from './words.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));

/** A copy of recorded cases with one text in them changed. */
function altered(data: unknown, from: string, to: string): unknown {
  const text = JSON.stringify(data);
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to));
}

const disagreements = (results: readonly CaseResult[]): readonly string[] =>
  results.filter(({ disagree }) => disagree > 0).map(({ id }) => id);

const kinds = [
  {
    kind: 'plan',
    compare: comparePlans,
    cases: 200,
    from: '"by":"RUN /bin/sh -c true # buildkit"',
    to: '"by":"RUN /bin/sh -c false # buildkit"',
  },
  { kind: 'words', compare: compareWords, cases: 400, from: '"expanded":"$A"', to: '"expanded":"$B"' },
  {
    kind: 'dockerignore',
    compare: compareIgnoreFiles,
    cases: 250,
    from: '"ignored":["y.txt"',
    to: '"ignored":["src","y.txt"',
  },
  { kind: 'cache', compare: compareCache, cases: 180, from: '[3/4] COPY . .":"ran"', to: '[3/4] COPY . .":"cached"' },
  {
    kind: 'cache-combinations',
    compare: compareCache,
    cases: 138,
    from: '[src 1/1] COPY . /src":"ran"',
    to: '[src 1/1] COPY . /src":"cached"',
  },
] as const;

describe.each(kinds)('recorded answers: $kind', ({ kind, compare, cases, from, to }) => {
  test('all agree', () => {
    const results = compare(read(kind));
    expect(results.length).toBe(cases);
    expect(results.flatMap(({ id, differences: found }) => found.map((each) => ({ id, ...each })))).toEqual([]);
    expect(disagreements(results)).toEqual([]);
  });

  test('an expectation that is changed is reported, with its place', () => {
    const results = compare(altered(read(kind), from, to));
    const wrong = results.find(({ disagree }) => disagree > 0);
    expect(disagreements(results).length).toBe(1);
    expect(wrong?.differences.length).toBeGreaterThan(0);
    expect(totals(results)).toMatch(/^\d+ agree, [1-9]\d* disagree, \d+ abstain$/);
  });
});

describe('differences', () => {
  test.each([
    ['nothing is nothing, however it is written', { a: null, b: [], c: '' }, {}, []],
    ['a value', { a: { b: 1 } }, { a: { b: 2 } }, [{ at: 'a.b', expected: 1, got: 2 }]],
    ['an item', { a: [1, 2] }, { a: [1, 3] }, [{ at: 'a[1]', expected: 2, got: 3 }]],
    ['a length', { a: [1] }, { a: [1, 2] }, [{ at: 'a', expected: [1], got: [1, 2] }]],
    ['one that is not there', { a: 1 }, {}, [{ at: 'a', expected: 1, got: undefined }]],
  ])('tell %s', (_name, expected, got, found) => {
    expect(differences(expected, got)).toEqual(found);
  });
});
