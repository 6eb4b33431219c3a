import { expect, test } from 'vitest';
import { analyze } from '../../analyzer/analyze.ts';
import type { Finding } from '../../analyzer/checks/finding.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';

export type Files = Readonly<Record<string, MemoryFile>>;

/** What a rule finds in a repository of these files. */
export function foundBy(rule: string, files: Files): readonly Finding[] {
  const { findings } = analyze(memoryFileTree(files), { title: 'test', version: '0' });
  return findings.filter((finding) => finding.rule === rule);
}

/** The same in short: `Dockerfile:3`, the path alone for the file as a whole. */
export function placesOf(rule: string, files: Files): readonly string[] {
  return foundBy(rule, files).map(({ path, range }) => (range === null ? path : `${path}:${range.start.line}`));
}

/** Lines as a Dockerfile. */
export function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}

/** What a row is about, the Dockerfile below `FROM x` (or the whole, where it has a FROM of its own), files beside it, where it fires. */
export type Row = readonly [what: string, instructions: readonly string[], files: Files, places: readonly string[]];

/** One test a row: where a rule fires in a repository of one Dockerfile. Lines count from the FROM that is put above. */
export function testRows(rule: string, rows: readonly Row[]): void {
  test.each(rows)('%s', (_what, instructions, files, places) => {
    const [first = ''] = instructions;
    const text = first.startsWith('FROM') || first.startsWith('ARG') ? instructions : ['FROM x', ...instructions];
    expect(placesOf(rule, { ...files, Dockerfile: lines(...text) })).toEqual(places);
  });
}
