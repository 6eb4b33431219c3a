import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { analyze, analyzeShard } from '../../analyzer/analyze.ts';
import type { FileTree } from '../../analyzer/context/file-tree.ts';
import { memoryFileTree } from '../../analyzer/context/memory-file-tree.ts';
import { mergeShards, type NamedShard } from '../../analyzer/shard/merge-shards.ts';
import type { Shard } from '../../analyzer/shard/shard.ts';
import { jsonSchema, schemas } from '../../scripts/json-schema.ts';
import { sampleNames, sampleTree } from '../report/sample-report.ts';
import { repository, type Files } from './generated-repository.ts';

const options = { title: 'repository', version: '0.0.0' };

/** A shard as it comes out of its file. */
function shardOf(tree: FileTree, index: number, count: number, title = options.title): Shard {
  return JSON.parse(JSON.stringify(analyzeShard(tree, { ...options, title }, { index, count }))) as Shard;
}

function shardsOf(treeOf: () => FileTree, count: number): readonly NamedShard[] {
  return Array.from({ length: count }, (_, place) => {
    const index = place + 1;
    // Each on a machine of its own: nothing that one has read is known to another.
    return { name: `shard-${index}.json`, shard: shardOf(treeOf(), index, count) };
  });
}

function mergedText(shards: readonly NamedShard[]): string {
  const outcome = mergeShards(shards);
  return outcome.kind === 'merged' ? JSON.stringify(outcome.report) : outcome.reason;
}

const wholeText = (tree: FileTree): string => JSON.stringify(analyze(tree, options));

describe.each(sampleNames)('the shards of samples/%s are the whole report, byte for byte', (name) => {
  const whole = wholeText(sampleTree(name));

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('%i of them', (count) => {
    expect(mergedText(shardsOf(() => sampleTree(name), count))).toBe(whole);
  });
});

test('the shards of any repository are the whole report, in any order', () => {
  let builds = 0;
  fc.assert(
    fc.property(repository, fc.integer({ min: 1, max: 9 }), fc.boolean(), (files, count, isReversed) => {
      const treeOf = (): FileTree => memoryFileTree(files);
      const shards = shardsOf(treeOf, count);
      expect(mergedText(isReversed ? shards.toReversed() : shards)).toBe(wholeText(treeOf()));
      builds += analyze(treeOf(), options).builds.length;
    }),
    { numRuns: 60 },
  );
  expect(builds).toBeGreaterThan(60);
});

const files: Files = {
  'a/Dockerfile': 'FROM alpine\nCOPY x /\n',
  'a/x': '1',
  'b/Dockerfile': 'FROM alpine\nRUN b\n',
  'c/Dockerfile': 'FROM t/b\nRUN c\n',
};

const named = (index: number, count: number, change: Files = {}, title = ''): NamedShard => ({
  name: `${index}.json`,
  shard: shardOf(memoryFileTree({ ...files, ...change }), index, count, title),
});

function withVersion({ name, shard }: NamedShard, version: string): NamedShard {
  return { name, shard: { ...shard, generator: { ...shard.generator, version } } };
}

function withoutBuilds({ name, shard }: NamedShard): NamedShard {
  return { name, shard: { ...shard, share: { ...shard.share, builds: [] } } };
}

describe('what is not the shards of one report is refused', () => {
  test.each<readonly [string, readonly NamedShard[], string | RegExp]>([
    ['none at all', [], 'there is no shard'],
    ['one missing', [named(1, 3), named(3, 3)], 'of 3 shards 2 is missing'],
    ['several missing', [named(2, 4)], 'of 4 shards 1, 3, 4 are missing'],
    [
      'many missing',
      [named(1, 30)],
      'of 30 shards 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 and 9 more are missing',
    ],
    ['one twice', [named(1, 2), named(1, 2)], '1.json and 1.json are both shard 1 of 2'],
    ['of 2 and of 3', [named(1, 2), named(2, 3)], '1.json and 2.json are of different numbers of shards: 2 and 3'],
    [
      'of other versions',
      [named(1, 2), withVersion(named(2, 2), '9.9.9')],
      '1.json and 2.json are of different versions of Layerfall: 0.0.0 (form 1.0.0) and 9.9.9 (form 1.0.0)',
    ],
    [
      'under other titles',
      [named(1, 2), named(2, 2, {}, 'x')],
      '1.json and 2.json are of different titles: "" and "x"',
    ],
    [
      'of another content of a file',
      [named(1, 2), named(2, 2, { 'a/x': '2' })],
      /^1\.json and 2\.json are of different states of the repository: sha256:[0-9a-f]+ and sha256:[0-9a-f]+$/,
    ],
    ['with a file more', [named(1, 2), named(2, 2, { 'z/new': '' })], /different states of the repository/],
    ['with builds lost', [named(1, 2), withoutBuilds(named(2, 2))], /^no shard has the build /],
    [
      'with builds doubled',
      [named(1, 2), { name: '2.json', shard: { ...named(2, 2).shard, share: named(1, 2).shard.share } }],
      /^2\.json has the build \S+, which is not its own$/,
    ],
  ])('%s', (_, shards, reason) => {
    expect(mergeShards(shards)).toEqual({
      kind: 'refused',
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
  });
});

describe('the schema of a shard', () => {
  const text = readFileSync(schemas.shard.path, 'utf8');
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(text) as object,
  );

  test('is what the types say: npm run schema writes it anew', async () => {
    expect(text).toBe(await jsonSchema(schemas.shard));
  });

  test.each(sampleNames)('holds for shards of samples/%s', (name) => {
    for (const index of [1, 2, 3]) {
      validate(shardOf(sampleTree(name), index, 3));
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});
