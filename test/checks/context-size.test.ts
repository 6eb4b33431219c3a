import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const bytes = (count: number) => new Uint8Array(count);

describe('large-context', () => {
  testRows('large-context', [
    ['a hundred megabytes', ['COPY . .'], { 'a/b': bytes(100_000_001) }, ['Dockerfile:2']],
    ['less', ['COPY . .'], { 'a/b': bytes(99_000_000) }, []],
    ['not copied', ['COPY c /'], { 'a/b': bytes(100_000_001), c: '' }, []],
    ['held back', ['COPY . .'], { 'a/b': bytes(100_000_001), '.dockerignore': 'a\n' }, []],
    ['vendored', ['COPY . .'], { 'vendor/b': bytes(100_000_001) }, []],
  ]);
});

describe('unused-context-files', () => {
  testRows('unused-context-files', [
    ['fifty megabytes that no step takes', ['COPY c /'], { 'a/b': bytes(50_000_001), c: '' }, ['Dockerfile']],
    [
      'told at the ignore file, where there is one',
      ['COPY c /'],
      { 'a/b': bytes(50_000_001), c: '', '.dockerignore': 'd\n' },
      ['.dockerignore'],
    ],
    ['taken', ['COPY . /'], { 'a/b': bytes(50_000_001) }, []],
    ['some of it taken', ['COPY a/c /'], { 'a/b': bytes(50_000_001), 'a/c': '' }, []],
    ['held back', ['COPY c /'], { 'a/b': bytes(50_000_001), c: '', '.dockerignore': 'a\n' }, []],
    ['small', ['COPY c /'], { 'a/b': '', c: '' }, []],
  ]);
});
