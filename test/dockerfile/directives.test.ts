import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { placeOf } from './read.ts';

/** What counts as a directive, as `name=value`. */
function directives(text: string): string[] {
  return parseDockerfile(text).directives.map((each) => `${each.name}=${each.value}`);
}

describe('which comments are directives', () => {
  test.each([
    [
      'several, one a line',
      '# syntax=a/b:1\n# escape=`\n# check=skip=all\nFROM a',
      ['syntax=a/b:1', 'escape=`', 'check=skip=all'],
    ],
    ['names in any case, blanks around', '#  SynTax \t=  a b  \nFROM a', ['syntax=a b']],
    ['none after an unknown one', '# foo=bar\n# escape=`\nFROM a', []],
    ['none after a comment', '# hello\n# syntax=a\nFROM a', []],
    ['none after a blank line', '\n# syntax=a\nFROM a', []],
    ['none after an instruction', 'FROM a\n# escape=`\n', []],
    [
      'syntax and check may follow a shebang line, escape may not',
      '#!/bin/sh\n# syntax=a\n# escape=`\nFROM a',
      ['syntax=a'],
    ],
    ['only escape may be indented', ' # escape=`\nFROM a', ['escape=`']],
    ['an indented check does not count', ' # check=skip=all\nFROM a', []],
    ['a value is needed', '# escape=\nFROM a', []],
  ])('%s', (_, text, expected) => {
    expect(directives(text)).toEqual(expected);
  });

  test('what is no directive is a comment', () => {
    const { comments } = parseDockerfile('# syntax=a\n# foo=bar\n# syntax=b\nFROM a');
    expect(comments.map((each) => each.text)).toEqual(['foo=bar', 'syntax=b']);
  });
});

describe('directives that BuildKit refuses', () => {
  test.each([
    ['the same twice', '# escape=`\n# escape=`\nFROM a', '2:1-2:11'],
    ['another escape character', '# escape=x\nFROM a', '1:1-1:11'],
    ['an escape character of blanks', '# escape= \nFROM a', '1:1-1:11'],
    ['check options that do not exist', '# check=skipp=all\nFROM a', '1:1-1:18'],
    ['check options cut at a space', '# check=skip=A; error=true\nFROM a', '1:1-1:27'],
  ])('%s', (_, text, place) => {
    expect(placeOf(parseDockerfile(text))).toBe(place);
  });
});
