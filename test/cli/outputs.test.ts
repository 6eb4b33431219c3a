import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain } from './run-main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = { Dockerfile: 'FROM node:20.1\nCOPY a b /\nRUN npm ci\n', a: '', b: '' };

describe('--output FORMAT=FILE, of one run', () => {
  test.each<[words: readonly string[], formats: readonly string[]]>([
    [
      ['affected', '--base-image', 'node:20.2'],
      ['text', 'json', 'markdown', 'matrix'],
    ],
    [['analyze'], ['json', 'markdown', 'sarif', 'mermaid']],
    [
      ['context', 'Dockerfile'],
      ['text', 'json'],
    ],
    [
      ['explain', 'Dockerfile:3'],
      ['text', 'json'],
    ],
    [
      ['plan', 'Dockerfile'],
      ['text', 'json', 'dot'],
    ],
  ])('%j writes %j, and nothing unasked', async (words, formats) => {
    const folder = temporaryFolder(files);
    // Elsewhere: what is written is no part of the context.
    const out = temporaryFolder({});
    const outputs = formats.flatMap((format) => ['--output', `${format}=${join(out, format)}`]);
    expect(await runMain([...words, ...outputs, '--quiet'], folder)).toEqual({ code: 0, out: '', log: '' });
    expect(readdirSync(out).sort()).toEqual(formats.toSorted());
    for (const format of formats) {
      const alone = await runMain([...words, '--format', format, '--quiet'], folder);
      expect(readFileSync(join(out, format), 'utf8')).toBe(alone.out);
    }
  });

  test.each([
    ['affected', '--base-image', 'node'],
    ['compare', 'HEAD'],
    ['context', 'Dockerfile'],
    ['explain', 'Dockerfile:3'],
  ])('%s has no format xml', async (...words) => {
    const { code, log } = await runMain([...words, '--output', 'xml=x'], temporaryFolder(files));
    expect([code, log.split('\n', 1)[0]]).toEqual([2, 'layerfall: there is no format "xml"']);
  });
});
