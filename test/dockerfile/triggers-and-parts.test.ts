import { describe, expect, test } from 'vitest';
import { locateParts } from '../../analyzer/dockerfile/instruction-parts.ts';
import { parseDockerfile, parseTrigger } from '../../analyzer/dockerfile/parse.ts';
import type { Range } from '../../analyzer/dockerfile/range.ts';

describe('parseTrigger', () => {
  test('reads one instruction, here-documents too', () => {
    expect(parseTrigger('RUN <<A\nb\nA').instruction).toMatchObject({ keyword: 'RUN', heredocs: [{ content: 'b\n' }] });
  });

  test('escapes with a backslash, whatever the file does', () => {
    expect(parseTrigger('ENV A=b\\ c').instruction).toMatchObject({ env: [{ value: 'b\\ c' }] });
  });

  test.each(['', 'FROM a', 'RUN a\nRUN b', 'COPY a', 'RUN --nonsense a', 'ENV A', 'NONSENSE'])(
    '%j is refused',
    (text) => {
      expect(parseTrigger(text).problem).not.toBeNull();
    },
  );
});

/** The text of a place on one line. */
function textAt(text: string, { start, end }: Range): string {
  return (text.split('\n')[start.line - 1] ?? '').slice(start.column - 1, end.column - 1);
}

describe('locateParts', () => {
  test.each([
    ['COPY --from=a --link b c d', ['--from=a', '--link'], ['b', 'c', 'd']],
    ['COPY --from=a \\\n# c\n  --link \\\n b \\\n  /c', ['--from=a', '--link'], ['b', '/c']],
    ['CMD ["a", \\\n "b c"]', [], ['"a"', '"b c"']],
    ['RUN ["a"] && b', [], ['["a"]', '&&', 'b']],
    ['ENV A=b C="d e"', [], ['A=b', 'C="d e"']],
    ['ENV A=b \\\n  # c\n  C="d e" \\\n F=g', [], ['A=b', 'C="d e"', 'F=g']],
    ['LABEL "a b"=c d=e', [], ['"a b"=c', 'd=e']],
    ['ARG A B', [], ['A', 'B']],
    ['HEALTHCHECK --interval=3s CMD a b', ['--interval=3s'], ['CMD', 'a', 'b']],
    ['USER a', [], ['a']],
    ['run\t--network=none a', ['--network=none'], ['a']],
  ])('%j', (text, flags, words) => {
    const dockerfile = parseDockerfile(`# escape=\\\nFROM a\n${text}\n`);
    const instruction = dockerfile.instructions[1];
    if (instruction === undefined) throw new Error('It did not parse.');
    const parts = locateParts(dockerfile, instruction);
    expect(textAt(dockerfile.text, parts.keyword)).toBe(instruction.written);
    expect(parts.flags.map((each) => textAt(dockerfile.text, each))).toEqual(flags);
    expect(parts.arguments.map((each) => textAt(dockerfile.text, each))).toEqual(words);
  });

  test('in a line of many thousand characters, each assignment has the place of the whole', () => {
    const dockerfile = parseDockerfile(`FROM a\nENV ${'A=b '.repeat(5000)}`);
    const instruction = dockerfile.instructions[1];
    if (instruction === undefined) throw new Error('It did not parse.');
    const { arguments: words } = locateParts(dockerfile, instruction);
    expect(words).toHaveLength(5000);
    expect(words[4999]).toEqual(instruction.range);
  });

  test('with a backtick as escape character', () => {
    const dockerfile = parseDockerfile('# escape=`\nFROM a\nCOPY a `\n  b\\ C:\\\n');
    const instruction = dockerfile.instructions[1];
    if (instruction === undefined) throw new Error('It did not parse.');
    const { arguments: words } = locateParts(dockerfile, instruction);
    expect(words.map((each) => textAt(dockerfile.text, each))).toEqual(['a', 'b\\', 'C:\\']);
  });
});
