import { describe, expect, test } from 'vitest';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { buildTexts } from '../../analyzer/discover/build-texts.ts';
import { discoverBuilds } from '../../analyzer/discover/discover-builds.ts';
import { walk } from '../../analyzer/discover/walk.ts';
import { assignBuilds } from '../../analyzer/shard/assign-builds.ts';
import type { Files } from './generated-repository.ts';

/** The ids of each shard. */
function sharesOf(files: Files, count: number): readonly (readonly string[])[] {
  const tree = memoryFileTree(files);
  const { files: paths } = walk(tree);
  const { builds } = discoverBuilds(tree, paths);
  const assigned = assignBuilds(builds, buildTexts(tree, builds).texts, paths, count);
  return Array.from({ length: count }, (_, place) =>
    builds.flatMap(({ id }) => (assigned.get(id) === place + 1 ? [id] : [])),
  );
}

const text = (lines: number): string => `FROM alpine\n${'RUN make\n'.repeat(lines)}`;

function many(count: number, lines: (place: number) => number): Files {
  return Object.fromEntries(
    Array.from({ length: count }, (_, place) => [`f${place}/Dockerfile`, text(lines(place))] as const),
  );
}

describe('builds are shared out', () => {
  test.each<readonly [string, Files, number, readonly number[]]>([
    ['evenly where they are alike', many(8, () => 5), 4, [2, 2, 2, 2]],
    ['one large against several small', many(4, (place) => (place === 0 ? 300 : 100)), 2, [1, 3]],
    ['to fewer machines than there are, where there are few', many(2, () => 5), 4, [1, 1, 0, 0]],
    ['none of nothing', {}, 2, [0, 0]],
  ])('%s', (_, files, count, sizes) => {
    expect(sharesOf(files, count).map((share) => share.length)).toEqual(sizes);
  });

  test('those of one Dockerfile together', () => {
    const services = ['a', 'b', 'c'].map((name) => `  ${name}: { build: { context: ., target: ${name} } }\n`);
    const shares = sharesOf(
      { 'compose.yaml': `services:\n${services.join('')}`, Dockerfile: 'FROM x AS a\nFROM x AS b\nFROM x AS c\n' },
      3,
    );
    expect(shares.map((share) => share.length)).toEqual([3, 0, 0]);
  });

  test('those of a large context together: it is read by one', () => {
    const context = (name: string): Files =>
      Object.fromEntries(Array.from({ length: 200 }, (_, place) => [`${name}/src/${place}`, '']));
    const service = (name: string, folder: string): string =>
      `  ${name}: { build: { context: ${folder}, dockerfile: ${name}.Dockerfile } }\n`;
    const shares = sharesOf(
      {
        ...context('one'),
        ...context('two'),
        'one/a.Dockerfile': text(1),
        'one/b.Dockerfile': text(1),
        'two/c.Dockerfile': text(1),
        'two/d.Dockerfile': text(1),
        'compose.yaml': `services:\n${service('a', 'one')}${service('b', 'one')}${service('c', 'two')}${service('d', 'two')}`,
      },
      2,
    );
    expect(shares).toEqual([
      ['compose.yaml#a', 'compose.yaml#b'],
      ['compose.yaml#c', 'compose.yaml#d'],
    ]);
  });
});
