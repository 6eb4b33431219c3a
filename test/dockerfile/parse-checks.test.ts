import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';

/** The checks that fired, as `Rule@first-last`. */
function fired(text: string, checkOptions?: string): string[] {
  return parseDockerfile(text, checkOptions).warnings.map(
    ({ rule, range }) => `${rule}@${String(range.start.line)}-${String(range.end.line)}`,
  );
}

describe('build checks that fire while parsing', () => {
  test.each([
    ['FROM a AS Base', ['StageNameCasing@1-1']],
    ['FROM a as base', ['FromAsCasing@1-1']],
    ['from a AS base', ['FromAsCasing@1-1']],
    ['From a aS base', []],
    ['FROM a AS base', []],
    ['FROM a\nMAINTAINER b', ['MaintainerDeprecated@2-2']],
    ['FROM a\nRUN b \\\n\n c\nUSER d', ['NoEmptyContinuation@4-4']],
    ['FROM a\nMAINTAINER b\nRUN c \\\n\n d', ['NoEmptyContinuation@5-5', 'MaintainerDeprecated@2-2']],
    ['FROM a\nENV A b', []],
  ])('%j', (text, expected) => {
    expect(fired(text)).toEqual(expected);
  });

  test.each([
    ['a comment that describes something else', '# the base\nFROM a AS base', ['InvalidDefinitionDescription@3-3']],
    ['one that names the stage', '# base is first\nFROM a AS base', []],
    ['a stage without a name', '# the base\nFROM a', []],
    ['an ARG', '# A says\nARG A\n# says\nARG B\nFROM a', ['InvalidDefinitionDescription@5-5']],
    ['one of several ARGs', '# B says\nARG A B\nFROM a', []],
  ])('the experimental check on descriptions: %s', (_, text, expected) => {
    expect(fired(`# check=experimental=all\n${text}`)).toEqual(expected);
    expect(fired(`# check=skip=None\n${text}`)).toEqual([]);
  });
});

describe('checks that are switched off', () => {
  test.each([
    ['for the file', '# check=skip=StageNameCasing\nFROM a AS B', []],
    ['all of them', '# check=skip=all\nfrom a AS B', []],
    ['for one instruction', '# check=skip=StageNameCasing\nFROM a AS B\nFROM c AS D', []],
    [
      'behind a first comment for one instruction',
      '# x\n# check=skip=StageNameCasing\nFROM a AS B\nFROM c AS D',
      ['StageNameCasing@4-4'],
    ],
    ['not by an indented comment', '# x\n # check=skip=StageNameCasing\nFROM a AS B', ['StageNameCasing@3-3']],
    ['not by one that cannot be read', '# x\n# check=skp=StageNameCasing\nFROM a AS B', ['StageNameCasing@3-3']],
  ])('%s', (_, text, expected) => {
    expect(fired(text)).toEqual(expected);
  });

  test('the build argument replaces what the file says', () => {
    expect(fired('# check=skip=all\nFROM a AS B', 'skip=FromAsCasing')).toEqual(['StageNameCasing@2-2']);
    expect(parseDockerfile('# check=nonsense\nFROM a', '').problem).toBeNull();
    expect(parseDockerfile('FROM a', 'nonsense').problem).not.toBeNull();
  });
});

test('a file whose syntax is wrong has no warnings, one with a wrong instruction has those up to it', () => {
  expect(fired('FROM a AS B\nENV A')).toEqual([]);
  expect(fired('FROM a AS B\nMAINTAINER b\nRUN --x c\nMAINTAINER d')).toEqual([
    'StageNameCasing@1-1',
    'MaintainerDeprecated@2-2',
  ]);
});
