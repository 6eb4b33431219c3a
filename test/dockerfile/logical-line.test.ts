import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';

/** The logical lines of a text, as they are after joining. */
function originals(text: string): string[] {
  return parseDockerfile(text).instructions.map((each) => each.original);
}

describe('which lines are one instruction', () => {
  test.each([
    ['a continuation keeps the next line as it is indented', 'FROM a\nRUN b \\\n   c', 'RUN b    c'],
    ['blanks may follow the continuation character', 'FROM a\nRUN b \\ \t\n c', 'RUN b  c'],
    ['a comment between continuations vanishes', 'FROM a\nRUN b \\\n # no\n c', 'RUN b  c'],
    ['even where it ends in a continuation character', 'FROM a\nRUN b \\\n# no \\\n c', 'RUN b  c'],
    ['a blank line between continuations vanishes', 'FROM a\nRUN b \\\n \t\n c', 'RUN b  c'],
    ['a doubled continuation character continues nothing', 'FROM a\nRUN b \\\\\nUSER c', 'RUN b \\\\'],
    ['line endings of Windows go', 'FROM a\r\nRUN b \\\r\n c\r\n', 'RUN b  c'],
    ['the end of the file ends a continuation', 'FROM a\nRUN b \\', 'RUN b '],
    ['a number sign inside a line is no comment', 'FROM a\nRUN b # c', 'RUN b # c'],
    ['a line may start with a continuation alone', 'FROM a\n\\\nRUN b', 'RUN b'],
    ['leading white space of the first line goes', 'FROM a\n \t RUN b', 'RUN b'],
  ])('%s', (_, text, expected) => {
    expect(originals(text)[1]).toBe(expected);
  });

  test('with the escape directive the backtick continues, and the backslash does not', () => {
    expect(originals('# escape=`\nFROM a\nRUN b `\n c\nWORKDIR C:\\\nRUN d')).toEqual([
      'FROM a',
      'RUN b  c',
      'WORKDIR C:\\',
      'RUN d',
    ]);
  });

  test('a byte order mark is no part of the text', () => {
    const dockerfile = parseDockerfile('\ufeffFROM a');
    expect(dockerfile.text).toBe('FROM a');
    expect(dockerfile.instructions[0]?.range.start).toEqual({ line: 1, column: 1 });
  });
});

describe('where an instruction stands', () => {
  test.each([
    ['one line', 'FROM a\n  RUN b', '2:3-2:8'],
    ['continuations', 'FROM a\nRUN b \\\n# c\n\n  d\nRUN e', '2:1-5:4'],
    ['here-documents', 'FROM a\nRUN <<A\nb\nA\nRUN c', '2:1-4:2'],
    ['a carriage return is no column', 'FROM a\r\nRUN b\r\n', '2:1-2:6'],
  ])('%s', (_, text, expected) => {
    const range = parseDockerfile(text).instructions[1]?.range;
    const place = `${String(range?.start.line)}:${String(range?.start.column)}-${String(range?.end.line)}:${String(range?.end.column)}`;
    expect(place).toBe(expected);
  });
});

describe('doc comments', () => {
  test.each([
    ['those directly above', '# a\n# b\nFROM x', ['a', 'b']],
    ['a blank line between does not part them', '# a\n\nFROM x', ['a']],
    ['an empty comment starts anew', '# a\n#\n# b\nFROM x', ['b']],
    ['an instruction takes them all', '# a\nARG A\nFROM x', []],
    ['an indented one keeps its sign', '  # a\nFROM x', ['# a']],
    ['a directive is none', '# syntax=a\n# b\nFROM x', ['b']],
    ['a comment between continuations is none', 'FROM \\\n# a\n x', []],
  ])('%s', (_, text, expected) => {
    const from = parseDockerfile(text).instructions.find((each) => each.keyword === 'FROM');
    expect(from?.docComments).toEqual(expected);
  });
});

test('comments are listed wherever they stand, without their sign', () => {
  const { comments } = parseDockerfile('# a\nFROM x\n  #b \nRUN c \\\n #d\n e\nRUN <<A\n# no comment\nA\n');
  expect(comments.map((each) => [each.text, each.range.start.line, each.range.start.column])).toEqual([
    ['a', 1, 1],
    ['b', 3, 3],
    ['d', 5, 2],
  ]);
});

describe('lines that are too long for BuildKit', () => {
  const longest = 65536 - 'RUN \n'.length;
  test.each([
    ['65,536 bytes with their newline are read', `FROM a\nRUN ${'x'.repeat(longest)}\n`, true],
    ['one more is not', `FROM a\nRUN ${'x'.repeat(longest + 1)}\n`, false],
    ['a last line without newline has one less', `FROM a\nRUN ${'x'.repeat(longest + 1)}`, false],
    ['bytes count, not characters', `FROM a\nRUN ${'é'.repeat(40000)}\n`, false],
    ['continuations may be longer together', `FROM a\nRUN a${` \\\n ${'x'.repeat(40000)}`.repeat(3)}\n`, true],
  ])('%s', (_, text, isRead) => {
    expect(parseDockerfile(text).problem === null).toBe(isRead);
  });
});
