import { expect, test } from 'vitest';
import { builders, keyBuild } from '../../analyzer/cache/builder.ts';
import { contextSelections } from '../../analyzer/cache/context-selections.ts';

import { vertexDigests } from '../../analyzer/cache/vertex-digests.ts';
import { contextView } from '../../analyzer/context/context-view.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { parseDockerfile } from '../../analyzer/dockerfile/parse.ts';
import type { KeyPart } from '../../analyzer/report/near-miss.ts';
import { nearMisses, stepKeys } from '../../analyzer/report/near-misses.ts';

type Files = Readonly<Record<string, string>>;
type Sample = readonly [lines: string, files?: Files];

/** What is told of builds a, b, c, …: `PLACES | PLACES: NAME ONE / OTHER`, a step by its number in its build. */
function told(...samples: readonly Sample[]): readonly string[] {
  const builds = samples.map(([lines, files = { f: '1', g: '1' }], index) => {
    const view = contextView(memoryFileTree(files), '', null);
    const dockerfile = parseDockerfile(lines.replaceAll('; ', '\n'));
    const { keyed } = keyBuild(builders.buildkit, dockerfile, {}, { selections: contextSelections(() => view) });
    if (keyed === null) throw new Error('rejected');
    return { id: 'abcdef'.charAt(index), stepKeys: stepKeys(keyed, vertexDigests(keyed)) };
  });
  const part = (given: KeyPart | null): string =>
    given === null ? '-' : `${given.value}${given.instruction === null ? '' : `@${given.instruction}`}`;
  return nearMisses(builds).nearMisses.map(({ one, other, differences }) => {
    const [first, second] = [one, other].map((places) => places.map(({ build, step }) => `${build}${step}`).join(' '));
    const texts = differences.map(({ name, one: left, other: right }) => `${name} ${part(left)} / ${part(right)}`);
    return `${first} | ${second}: ${texts.join(', ')}`;
  });
}

test.each<[what: string, samples: readonly Sample[], expected: readonly string[]]>([
  ['equal steps', [['FROM a; RUN x'], ['FROM a; RUN x']], []],
  ['steps of another text', [['FROM a; RUN x'], ['FROM a; RUN y']], []],
  [
    'another value of a variable, and not what follows from it',
    [['FROM a; ENV V=1; RUN x; RUN y'], ['FROM a; LABEL l=1; ENV V=2; RUN x; RUN y']],
    ['a1 | b1: environment V=1@1 / V=2@2'],
  ],
  ['a variable that one has', [['FROM a; ARG V=1; RUN x'], ['FROM a; RUN x']], ['a1 | b1: environment V=1@1 / -']],
  [
    'variables in another order',
    [['FROM a; ENV A=1; ENV B=1; RUN x'], ['FROM a; ENV B=1; ENV A=1; RUN x']],
    ['a1 | b1: environment PATH A B / PATH B A'],
  ],
  ['another user', [['FROM a; USER 1; RUN x'], ['FROM a; RUN x']], ['a1 | b1: user 1@1 / ']],
  [
    'another tag of the same base image',
    [['FROM a:1; RUN x'], ['FROM a:2; RUN x']],
    ['a1 | b1: base image docker.io/library/a:1@0 / docker.io/library/a:2@0'],
  ],
  ['a folder, which costs nothing to make twice', [['FROM a:1; WORKDIR /x'], ['FROM a:2; WORKDIR /x']], []],
  ['another base image', [['FROM a; RUN x'], ['FROM b; RUN x']], []],
  [
    'a file among equal ones',
    [
      ['FROM a; COPY . /', { f: '1', g: '1' }],
      ['FROM a; COPY . /', { f: '1', g: '2' }],
    ],
    ['a1 | b1: g g / g'],
  ],
  [
    'a file that one has',
    [
      ['FROM a; COPY . /', { f: '1' }],
      ['FROM a; COPY . /', { f: '1', g: '2' }],
    ],
    ['a1 | b1: g - / g'],
  ],
  [
    'other files altogether',
    [
      ['FROM a; COPY . /', { f: '1' }],
      ['FROM a; COPY . /', { f: '2' }],
    ],
    [],
  ],
  [
    'several builds on each side: the most common key first',
    [['FROM a; ENV V=1; RUN x'], ['FROM a; ENV V=2; RUN x'], ['FROM a; ENV V=2; RUN x']],
    ['b1 c1 | a1: environment V=2@1 / V=1@1'],
  ],
  ['two stages of one build', [['FROM a AS s; RUN x; FROM a; ENV V=1; RUN x; COPY --from=s /o /o']], []],
])('%s', (_, samples, expected) => {
  expect(told(...samples)).toEqual(expected);
});
