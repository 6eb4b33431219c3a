import { expect, test } from 'vitest';
import { nearestWord } from '../../analyzer/dockerfile/nearest-word.ts';

test.each([
  ['a letter more', 'buildd', ['deploy', 'build'], 'build'],
  ['a letter less', 'buld', ['build'], 'build'],
  ['two letters swapped are two changes', 'biuld', ['build'], 'build'],
  ['three are too many', 'bldui', ['build'], null],
  ['the nearest wins', 'test', ['tosts', 'tests'], 'tests'],
  ['of equals, the first', 'test', ['text', 'best'], 'text'],
  ['case counts', 'BUILD', ['build'], null],
  ['the very same is no suggestion', 'build', ['builds', 'build'], null],
  ['nothing is no suggestion', 'a', ['', 'xyz'], null],
  ['letters count, not their halves', '😀b', ['😀', 'x'], '😀'],
  ['no words', 'build', [], null],
])('%s', (_name, word, words, nearest) => {
  expect(nearestWord(word, words)).toBe(nearest);
});
