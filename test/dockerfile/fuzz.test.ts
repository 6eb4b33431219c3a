import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dockerfile } from '../../analyzer/dockerfile/dockerfile.ts';
import { parseDockerfile, parseTrigger } from '../../analyzer/dockerfile/parse.ts';
import { locateParts } from '../../analyzer/dockerfile/instruction-parts.ts';
import type { Range } from '../../analyzer/dockerfile/range.ts';

const instructionLines = [
  'FROM alpine AS base',
  'FROM --platform=$BUILDPLATFORM golang:1.25 AS build',
  'ARG VERSION=1 NAME',
  'ENV A=b C="d e" F=g\\ h',
  'ENV A b c',
  'RUN --mount=type=cache,target=/x --network=none make',
  'RUN a \\\n  && b \\\n# why\n\n  && c',
  'RUN <<EOF\nset -e\n# inside\nEOF',
  'COPY <<-"A" <<B /x/\n\ta\n\tA\nb\nB',
  'COPY --from=base --chown=a:b --link c d /e/',
  'ADD --checksum=sha256:0 https://example.com/a /b',
  'COPY ["a b", "/c"]',
  'CMD ["a", "-b"]',
  'ENTRYPOINT a b',
  'EXPOSE 80 443/tcp',
  'VOLUME ["/a b"]',
  'LABEL a=b "c d"=e',
  'HEALTHCHECK --interval=1m30s --retries=3 CMD a b',
  'ONBUILD COPY . /x',
  'SHELL ["a", "-c"]',
  'WORKDIR /a b',
  'USER a',
  'STOPSIGNAL SIGTERM',
  'MAINTAINER a',
];
const pieces = [
  '\n',
  '\r\n',
  '\r',
  '\\\n',
  '\\',
  '`',
  '#',
  '# c\n',
  '# escape=`\n',
  '# check=skip=all\n',
  ' ',
  '\t',
  '\v',
  '\u00a0',
  '"',
  "'",
  '$',
  '${',
  '}',
  '<<',
  '<<EOF',
  '\nEOF\n',
  '[',
  ']',
  ',',
  '=',
  '--',
  ' --x=y',
  'é',
  '😀',
  '\ud800',
  '\u0000',
  '\ufeff',
  '__proto__',
  'constructor',
  'ONBUILD ',
  'RUN ',
  'ENV ',
  '${a:-${b',
];

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const realistic = fc
  .array(fc.constantFrom(...instructionLines), { maxLength: 8 })
  .map((lines) => `FROM scratch\n${lines.join('\n')}\n`);

const mutated = fc
  .tuple(
    realistic,
    fc.array(
      fc.record({ at: fc.nat(400), remove: fc.nat(3), insert: fc.constantFrom('', ...pieces, ...instructionLines) }),
      { maxLength: 5 },
    ),
  )
  .map(([text, edits]) => edits.reduce(edit, text));

function edit(text: string, { at, remove, insert }: Edit): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + insert + text.slice(place + remove);
}

const anything = fc.oneof(
  mutated,
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join('')),
  fc.string(),
);

// Bounded in time as well: what counts is that every run tries other texts.
const bounds = { numRuns: 5000, interruptAfterTimeLimit: 4000, markInterruptAsFailure: false };

function isBefore(left: Range['start'], right: Range['start']): boolean {
  return left.line < right.line || (left.line === right.line && left.column <= right.column);
}

function expectInside(text: string, range: Range): void {
  const lines = text.split('\n');
  expect(isBefore(range.start, range.end)).toBe(true);
  expect(range.start.line).toBeGreaterThanOrEqual(1);
  expect(range.start.column).toBeGreaterThanOrEqual(1);
  expect(range.end.line).toBeLessThanOrEqual(lines.length);
  expect(range.end.column).toBeLessThanOrEqual((lines[range.end.line - 1] ?? '').length + 1);
}

function allRanges(dockerfile: Dockerfile): Range[] {
  const { problem, leftOut, warnings, comments, directives, instructions } = dockerfile;
  const problems = [...(problem === null ? [] : [problem]), ...leftOut].flatMap((each) => each.range ?? []);
  const inner = instructions.flatMap((each) => {
    const parts = locateParts(dockerfile, each);
    const own = [parts.keyword, ...parts.flags, ...parts.arguments, ...each.heredocs.map((one) => one.range)];
    for (const range of own) {
      expect(isBefore(each.range.start, range.start) && isBefore(range.end, each.range.end)).toBe(true);
    }
    return own;
  });
  return [
    ...problems,
    ...[...warnings, ...comments, ...directives, ...instructions].map((each) => each.range),
    ...inner,
  ];
}

describe('for any text', () => {
  test('parsing never throws, and every place is inside the text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const dockerfile = parseDockerfile(text);
        for (const range of allRanges(dockerfile)) expectInside(dockerfile.text, range);
        expect(parseTrigger(text)).toHaveProperty('instruction');
      }),
      bounds,
    );
  });

  test('instructions follow each other without overlap, each with its index', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { instructions } = parseDockerfile(text);
        for (const [index, each] of instructions.entries()) {
          expect(each.index).toBe(index);
          const next = instructions[index + 1];
          if (next !== undefined) expect(each.range.end.line).toBeLessThan(next.range.start.line);
        }
      }),
      bounds,
    );
  });

  test('every line that is not blank belongs to an instruction, a comment, a directive, or a problem', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { text: read, instructions, comments, directives, problem, leftOut } = parseDockerfile(text);
        const owned = new Set<number>();
        const own = ({ start, end }: Range): void => {
          for (let line = start.line; line <= end.line; line += 1) owned.add(line);
        };
        for (const each of [...instructions, ...comments, ...directives]) own(each.range);
        // A problem may name but one word of an instruction that was left out.
        if (problem !== null || leftOut.length > 0) return;
        for (const [index, line] of read.split('\n').entries()) {
          if (/^[\s\u0085]*$/.test(line)) continue;
          expect(owned.has(index + 1)).toBe(true);
        }
      }),
      bounds,
    );
  });
});

test('comments and blank lines between instructions move them and change nothing else', () => {
  const between = fc.array(fc.constantFrom('', '# a comment', '  # indented', '\t'), { maxLength: 3 });
  const parts = fc.array(fc.tuple(between, fc.constantFrom(...instructionLines)), { maxLength: 8 });
  fc.assert(
    fc.property(parts, (all) => {
      const bare = parseDockerfile(`FROM scratch\n${all.map(([, line]) => `${line}\n`).join('')}`);
      const spread = parseDockerfile(
        `FROM scratch\n${all.map(([gap, line]) => [...gap, line, ''].join('\n')).join('')}`,
      );
      expect(withoutPlaces(spread.instructions)).toEqual(withoutPlaces(bare.instructions));
    }),
    bounds,
  );
});

/** The same data without ranges and doc comments, which the text around an instruction decides. */
function withoutPlaces(data: unknown): unknown {
  const places = new Set(['range', 'docComments']);
  return JSON.parse(JSON.stringify(data, (key, value: unknown) => (places.has(key) ? undefined : value)));
}

test('hostile depth and width are read', () => {
  for (const text of [
    `RUN ${'${a:-'.repeat(20000)} <<EOF\nEOF`,
    `${'ONBUILD '.repeat(20000)}RUN a`,
    `CMD ${'['.repeat(30000)}`,
    `CMD ${'['.repeat(20000)}${']'.repeat(20000)}`,
    `# escape=${' '.repeat(30000)}\u00a0`,
    `COPY ${'--exclude=a '.repeat(5000)}b c`,
    `ENV ${'A=b '.repeat(15000)}`,
    `RUN ${'<<A '.repeat(2000)}\n${'A\n'.repeat(2000)}`,
    'RUN a \\\n'.repeat(20000),
  ]) {
    expect(() => parseDockerfile(`FROM a\n${text}\n`)).not.toThrow();
  }
});
