import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formats } from '../../analyzer/export/formats.ts';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  'a/Dockerfile': 'FROM alpine:3\nCOPY x /\n',
  'a/x': '1',
  'b/Dockerfile': 'FROM t/a\nRUN b\n',
  'c/Dockerfile': 'FROM alpine:3\nMAINTAINER c\n',
};

/** A repository, and the shards of it in files beside it. */
async function shards(count: number): Promise<{ readonly repository: string; readonly folder: string }> {
  const repository = temporaryFolder(files);
  const folder = temporaryFolder({});
  for (let index = 1; index <= count; index++) {
    const words = ['analyze', repository, '--shard', `${index}/${count}`, '--output', `shard-${index}.json`];
    expect(await runMain([...words, '--title', 'shop'], folder)).toEqual({ code: 0, out: '', log: '' });
  }
  return { repository, folder };
}

describe('layerfall merge', () => {
  test.each(['json', 'markdown', 'sarif', 'csv'])('of all shards is what one run writes: %s', async (format) => {
    const { repository, folder } = await shards(3);
    const whole = await runMain(['analyze', repository, '--title', 'shop', '--format', format], folder);
    const merged = await runMain(['merge', 'shard-2.json', 'shard-3.json', 'shard-1.json', '--format', format], folder);
    expect(merged).toEqual({ code: 0, out: whole.out, log: '' });
  });

  test.each<[name: string, words: readonly string[], log: string]>([
    ['nothing', [], 'layerfall: there is nothing to merge\nName the files: shard-*.json.\n'],
    [
      'a shard too few',
      ['shard-1.json'],
      'layerfall: these are not the shards of one report: of 2 shards 2 is missing\nMake all of them with the same version, of the same commit: layerfall analyze --shard 1/N to N/N.\n',
    ],
    [
      'no file',
      ['shard-9.json'],
      'layerfall: shard-9.json cannot be read: there is no such file\nName a file that layerfall analyze wrote.\n',
    ],
    [
      'another format',
      ['shard-1.json', '--format', 'xml'],
      `layerfall: there is no format "xml"\nFormats: ${[...formats.keys()].join(', ')}.\n`,
    ],
  ])('refuses %s', async (_, words, log) => {
    const { folder } = await shards(2);
    expect(await runMain(['merge', ...words], folder)).toEqual({ code: 2, out: '', log });
  });

  test('refuses a file that is named twice, by whatever path', async () => {
    const { folder } = await shards(2);
    const { code, log } = await runMain(['merge', 'shard-1.json', 'shard-2.json', './shard-1.json'], folder);
    expect([code, log]).toEqual([2, 'layerfall: ./shard-1.json is named twice\nName each file once.\n']);
  });

  test('writes several formats of one run', async () => {
    const { folder } = await shards(2);
    const words = ['merge', 'shard-1.json', 'shard-2.json', '--output', 'json=all.json', '--output', 'markdown=all.md'];
    expect(await runMain(words, folder)).toEqual({ code: 0, out: '', log: '' });
    expect(JSON.parse(readFileSync(join(folder, 'all.json'), 'utf8'))).toHaveProperty('builds');
    expect(readFileSync(join(folder, 'all.md'), 'utf8')).toMatch(/^# /);
  });

  test.each<[name: string, change: (text: string) => string, log: string]>([
    ['what is no JSON', () => '{', 'layerfall: bad.json is no JSON: '],
    ['what is no report', () => '[1]', 'layerfall: bad.json is no report of Layerfall’s\n'.replace('’', "'")],
    [
      'another form',
      (text) => text.replace('"schemaVersion":"1.', '"schemaVersion":"2.'),
      'layerfall: bad.json is of form 2.0.0, and this version reads 1.0.0\n',
    ],
    [
      'half a file',
      (text) => text.replace('"share":', '"shore":'),
      'layerfall: bad.json is not whole: "share" is missing\n',
    ],
  ])('refuses %s', async (_, change, log) => {
    const { folder } = await shards(2);
    writeFileSync(join(folder, 'bad.json'), change(readFileSync(join(folder, 'shard-1.json'), 'utf8')));
    const ran = await runMain(['merge', 'bad.json', 'shard-2.json'], folder);
    expect({ code: ran.code, log: ran.log.slice(0, log.length) }).toEqual({ code: 2, log });
  });
});

describe('layerfall merge of reports', () => {
  async function reports(): Promise<string> {
    const folder = temporaryFolder({});
    for (const title of ['shop', 'tools']) {
      const words = ['analyze', temporaryFolder(files), '--title', title, '--output', `${title}.json`];
      expect(await runMain(words, folder)).toMatchObject({ code: 0 });
    }
    return folder;
  }

  test('makes an overview of the repositories', async () => {
    const { code, out } = await runMain(['merge', 'tools.json', 'shop.json'], await reports());
    const fleet = JSON.parse(out) as { readonly repositories: readonly { readonly name: string }[] };
    expect([code, ...fleet.repositories.map(({ name }) => name)]).toEqual([0, 'shop', 'tools']);
  });

  test('as Markdown', async () => {
    const { out } = await runMain(['merge', 'tools.json', 'shop.json', '--format', 'markdown'], await reports());
    expect(out).toMatch(/^# Fleet\n\n2 repositories, 6 Dockerfiles/);
  });

  test('refuses a format of single reports, and shards among them', async () => {
    const folder = await reports();
    expect(await runMain(['merge', 'shop.json', '--format', 'sarif'], folder)).toEqual({
      code: 2,
      out: '',
      log: 'layerfall: several repositories cannot be written as sarif\nFormats: json, markdown.\n',
    });
    await runMain(['analyze', temporaryFolder(files), '--shard', '1/2', '--output', 'shard.json'], folder);
    expect(await runMain(['merge', 'shop.json', 'shard.json'], folder)).toEqual({
      code: 2,
      out: '',
      log: 'layerfall: shop.json is a whole report, and shard.json a shard of one\nMerge the shards of each repository first.\n',
    });
  });
});

test.each<[shard: string, words: readonly string[], log: string]>([
  ['8', [], 'layerfall: --shard 8 is no share\nWrite the first of eight as 1/8.\n'],
  ['0/8', [], 'layerfall: --shard 0/8: shards are numbered from 1 to 8\n'],
  ['9/8', [], 'layerfall: --shard 9/8: shards are numbered from 1 to 8\n'],
  ['1/0', [], 'layerfall: --shard 1/0: there can be 1 to 1000 shards\n'],
  ['1/9999', [], 'layerfall: --shard 1/9999: there can be 1 to 1000 shards\n'],
  ['1/2', ['--format', 'sarif'], 'layerfall: a shard is JSON, not sarif\nlayerfall merge writes the formats.\n'],
])('layerfall analyze --shard %s %j is refused', async (shard, words, log) => {
  expect(await runMain(['analyze', '--shard', shard, ...words], temporaryFolder(files))).toEqual({
    code: 2,
    out: '',
    log,
  });
});
