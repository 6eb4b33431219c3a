import { describe, expect, test } from 'vitest';
import { code, fenced, folded, html, shortened, table, text } from '../../analyzer/export/markdown-text.ts';

describe('text in Markdown', () => {
  test.each([
    ['markup', '**a** [b](c) `d` <e>', '\\*\\*a\\*\\* \\[b\\]\\(c\\) \\`d\\` &#60;e&#62;'],
    ['a formula', 'costs $a$', 'costs \\$a\\$'],
    ['a mention', '@octocat', '@<!-- -->octocat'],
    ['a number of an issue', 'see #1', 'see #<!-- -->1'],
    ['an address', 'https://evil.example', 'https:<!-- -->//evil.example'],
    ['an address without a scheme', 'www.evil.example', 'www<!-- -->.evil.example'],
    ['the name of a picture', ':tada:', ':<!-- -->tada:'],
    ['a list', '- a', '\\- a'],
    ['a numbered list', '1. a', '1\\. a'],
    ['lines', 'a\nb', 'a b'],
  ])('is no %s', (_what, given, expected) => {
    expect(text(given)).toBe(expected);
  });
});

describe('text in HTML', () => {
  test.each([
    ['markup', '<b> & "c"', '&#60;b&#62; &#38; &#34;c&#34;'],
    ['a formula', '$a', '<span>$</span>a'],
    ['a mention', '@octocat', '@<!-- -->octocat'],
  ])('is no %s', (_what, given, expected) => {
    expect(html(given)).toBe(expected);
  });
});

test.each([
  ['a', '`a`'],
  ['a`b', '``a`b``'],
  ['`a', '`` `a ``'],
  ['a|b', '`a\\|b`'],
  ['', ''],
])('code %s', (given, expected) => {
  expect(code(given)).toBe(expected);
});

test('a block of lines is ended by none of them', () => {
  expect(fenced('diff', '+ ```\n- x')).toBe('````diff\n+ ```\n- x\n````');
});

test('a folded part has blank lines where Markdown begins and ends', () => {
  expect(folded('a', ['b', 'c'])).toBe('<details><summary>a</summary>\n\nb\n\nc\n\n</details>');
});

test('a column of numbers stands to the right, with gaps too', () => {
  const [, line] = table(
    ['A', 'B', 'C'],
    [
      ['a', 1, ''],
      ['b', '', 'x'],
    ],
  ).split('\n');
  expect(line).toBe('| --- | ---: | --- |');
});

test('what is cut ends with no half of a character', () => {
  expect(shortened(`${'a'.repeat(298)}😀😀`)).toBe(`${'a'.repeat(298)}…`);
});
