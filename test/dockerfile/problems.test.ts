import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import { placeOf } from './read.ts';

describe('what BuildKit refuses, and where', () => {
  test.each([
    ['COPPY a b', '2:1-2:6'],
    ['FROM a b', '2:8-2:9'],
    ['FROM', '2:1-2:5'],
    ['FROM a AS', '2:8-2:10'],
    ['FROM a AS 1b', '2:11-2:13'],
    ['FROM a AS $b', '2:11-2:13'],
    ['FROM --platfrom=x a', '2:6-2:18'],
    ['FROM a AS b c', '2:8-2:10'],
    ['ENV', '2:1-2:4'],
    ['ENV A', '2:5-2:6'],
    ['ENV A=1 B', '2:9-2:10'],
    ['ENV =1', '2:5-2:7'],
    ['ENV --x A=1', '2:1-2:12'],
    ['LABEL a', '2:7-2:8'],
    ['ARG', '2:1-2:4'],
    ['ARG A =1', '2:7-2:9'],
    ['RUN --network=x a', '2:5-2:16'],
    ['RUN --security=x a', '2:5-2:17'],
    ['RUN --mont=type=cache a', '2:5-2:22'],
    ['RUN --network=none --mount=from=$x,target=/y a', '2:20-2:45'],
    [`RUN --mount='a"b' c`, '2:5-2:18'],
    ['RUN --device=name=a,name=b c', '2:5-2:27'],
    ['RUN --mount a', '2:5-2:12'],
    ['RUN ["a", 1]', '2:1-2:13'],
    ['COPY a', '2:1-2:7'],
    ['COPY', '2:1-2:5'],
    ['COPY --link= a b', '2:6-2:13'],
    ['COPY --link=yes a b', '2:6-2:16'],
    ['COPY --from a b', '2:6-2:12'],
    ['COPY --chmod=1 --chmod=2 a b', '2:16-2:25'],
    ['COPY --checksum=x a b', '2:6-2:18'],
    ['SHELL a -c', '2:7-2:8'],
    ['SHELL []', '2:1-2:9'],
    ['HEALTHCHECK', '2:1-2:12'],
    ['HEALTHCHECK RUN a', '2:13-2:16'],
    ['HEALTHCHECK CMD', '2:13-2:16'],
    ['HEALTHCHECK NONE a', '2:18-2:19'],
    ['HEALTHCHECK --interval=3 CMD a', '2:13-2:25'],
    ['HEALTHCHECK --interval=1us CMD a', '2:13-2:27'],
    ['HEALTHCHECK --retries=-1 CMD a', '2:13-2:25'],
    ['EXPOSE', '2:1-2:7'],
    ['VOLUME []', '2:1-2:10'],
    ['VOLUME ["a", " "]', '2:14-2:17'],
    ['USER', '2:1-2:5'],
    ['USER --x a', '2:1-2:11'],
    ['ONBUILD', '2:1-2:8'],
    ['ONBUILD ONBUILD RUN a', '2:9-2:16'],
    ['ONBUILD FROM a', '2:9-2:13'],
    ['ONBUILD maintainer a', '2:9-2:19'],
    ['ONBUILD ENV A', '2:1-2:14'],
  ])('%s', (text, place) => {
    const dockerfile = parseDockerfile(`FROM scratch\n${text}\nUSER after\n`);
    expect(placeOf(dockerfile)).toBe(place);
    // The instructions that are right stay, and the wrong one is named.
    expect(dockerfile.instructions.map((each) => each.keyword)).toEqual(['FROM', 'USER']);
    expect(dockerfile.leftOut).toEqual([dockerfile.problem]);
  });

  test.each([
    ['', null],
    ['# only a comment\n', null],
    ['ARG A\n', null],
    ['ARG A\nRUN a\n', '2:1-2:4'],
    ['\\\n', '1:1-1:2'],
  ])('%j', (text, place) => {
    const dockerfile = parseDockerfile(text);
    expect(dockerfile.problem).not.toBeNull();
    expect(placeOf(dockerfile)).toBe(place);
  });

  test('an error in a continuation stands there, and BuildKit names the first line', () => {
    const { problem } = parseDockerfile('FROM a\nENV A=1 \\\n  # c\n  B\n');
    expect(problem).toMatchObject({ range: { start: { line: 4, column: 3 } }, instructionLine: 2 });
  });
});

describe('which of several errors is the first', () => {
  test.each([
    [
      'the syntax of the whole file comes before the meaning of its first line',
      'FROM a b\nRUN --x a\nENV A\n',
      '3:5-3:6',
    ],
    ['then they follow the file', 'FROM a\nRUN --x a\nRUN --y b\n', '2:5-2:8'],
    ['check options come before all', '# check=x\nFROM a\nENV A\n', '1:1-1:10'],
    ['an instruction is read before it is missed that no stage is there', 'RUN --x a\n', '1:5-1:8'],
    ['a line too long ends the reading', `FROM a\nRUN ${'x'.repeat(70000)}\nENV A\n`, '2:1-2:1'],
    ['but not what stands before it', `FROM a\nENV A\nRUN ${'x'.repeat(70000)}\n`, '2:5-2:6'],
  ])('%s', (_, text, place) => {
    expect(placeOf(parseDockerfile(text))).toBe(place);
  });

  test('all of them are listed', () => {
    const { leftOut } = parseDockerfile('FROM a\nRUN --x a\nENV A\nFETCH b\nUSER c\n');
    expect(leftOut.map((each) => each.range?.start.line)).toEqual([2, 3, 4]);
  });

  test('instructions after a wrong FROM are kept', () => {
    const { instructions } = parseDockerfile('FROM a b c\nRUN a\nCOPY b c\n');
    expect(instructions.map((each) => each.keyword)).toEqual(['RUN', 'COPY']);
  });
});

describe('hints', () => {
  test.each([
    ['FROM a\nENVV A=1', 'Did you mean ENV?'],
    ['FROM a\nwrokdir /', 'Did you mean WORKDIR?'],
    ['FROM a\nCOPY --form=b c d', 'Did you mean --from?'],
    ['FROM a\nRUN echo $((1 << 2))', 'If none is meant here, leave no blanks around << or put it in quotes.'],
  ])('%j', (text, hint) => {
    expect(parseDockerfile(text).problem?.hint).toBe(hint);
  });
});
