import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { placeOf, readOne } from './read.ts';

describe('which words open a here-document', () => {
  test.each([
    ['RUN <<A', ['A']],
    ['RUN <<A cat', ['A']],
    ['RUN cat <<A >x', ['A']],
    ['RUN cat<<A', []],
    ['RUN 3<<A', ['A']],
    ['RUN << A', ['A']],
    ['RUN <<-A', ['A']],
    ['RUN <<"A"', ['A']],
    ["RUN <<'A'", ['A']],
    ['RUN <<"A"B', ['AB']],
    ['RUN <<\\A', ['A']],
    ['RUN "<<A"', []],
    ['RUN <<<A', []],
    ['RUN echo $((1<<2))', []],
    ['RUN <<A <<B', ['A', 'B']],
    ['RUN ["<<A"]', []],
    ['RUN echo ${a^^} <<A', []],
    ['RUN echo ${a:0:3} <<A', ['A']],
    ["RUN echo don't <<A", []],
    ['CMD <<A', []],
    ['COPY <<A /x', ['A']],
    ['ADD <<A <<B /x', ['A', 'B']],
    ['ONBUILD RUN <<A', ['A']],
    ['ONBUILD CMD <<A', []],
  ])('%s', (line, names) => {
    const end = names.map((name) => `${name}\n`).join('');
    const dockerfile = parseDockerfile(`FROM a\n${line}\n${end}USER after\n`);
    expect(dockerfile.problem).toBeNull();
    expect(dockerfile.instructions[1]?.heredocs.map((each) => each.name)).toEqual(names);
    expect(dockerfile.instructions[2]?.keyword).toBe('USER');
  });
});

describe('what a here-document holds', () => {
  test('comments, blank lines, continuations and line endings, as they are', () => {
    const { heredocs } = readOne('RUN <<A\n# a\n\n  b \\\r\nA', 'RUN');
    expect(heredocs[0]?.content).toBe('# a\n\n  b \\\r\n');
  });

  test('its end may be a line of Windows', () => {
    expect(readOne('RUN <<A\r\na\r\nA\r', 'RUN').heredocs[0]?.content).toBe('a\r\n');
  });

  test('tabs before the end count only after <<-', () => {
    expect(readOne('RUN <<-A\n\ta\n\t\tA', 'RUN').heredocs[0]).toMatchObject({ isChomped: true, content: '\ta\n' });
    expect(readOne('RUN <<A\n\tA\nA', 'RUN').heredocs[0]).toMatchObject({ isChomped: false, content: '\tA\n' });
  });

  test('several follow each other', () => {
    const { heredocs } = readOne('COPY <<A <<B /x\na\nA\nb\nB', 'COPY');
    expect(heredocs.map((each) => [each.name, each.content, each.range.start.line, each.range.end.line])).toEqual([
      ['A', 'a\n', 3, 4],
      ['B', 'b\n', 5, 6],
    ]);
  });

  test.each([
    ['<<A', true],
    ['<<"A"', false],
    ["<<'A'", false],
    ['<<\\A', true],
  ])('%s is expanded: %s', (word, isExpanded) => {
    expect(readOne(`COPY ${word} /x\nA`, 'COPY').heredocs[0]?.isExpanded).toBe(isExpanded);
  });

  test('a number before it is its file descriptor', () => {
    expect(readOne('RUN 3<<A\nA', 'RUN').heredocs[0]?.fileDescriptor).toBe(3);
  });
});

describe('sources of COPY that are here-documents', () => {
  test('are files of their own, with tabs stripped', () => {
    const copy = readOne('COPY a <<-B c <<"D" /x/\n\tb\nB\n\td\nD', 'COPY');
    expect(copy.sources).toEqual(['a', 'c']);
    expect(copy.inlineFiles).toEqual([
      { path: 'B', data: 'b\n', isExpanded: true },
      { path: 'D', data: '\td\n', isExpanded: false },
    ]);
  });

  test('with blanks behind << are words to COPY and yet take a body', () => {
    const copy = readOne('COPY << A /x\nbody\nA', 'COPY');
    expect(copy.sources).toEqual(['<<', 'A']);
    expect(copy.inlineFiles).toEqual([]);
    expect(copy.heredocs).toHaveLength(1);
  });
});

describe('here-documents that BuildKit refuses', () => {
  test.each([
    ['no end', 'FROM a\nRUN <<A\nb\n', '2:1-3:2'],
    ['an end that is indented', 'FROM a\nRUN <<A\n A\n', '2:1-3:3'],
    ['as a destination', 'FROM a\nCOPY a <<A\nA\n', '2:8-2:11'],
  ])('%s', (_, text, place) => {
    expect(placeOf(parseDockerfile(text))).toBe(place);
  });
});
