import { analyze } from '../../analyzer/analyze.ts';
import type { Finding } from '../../analyzer/checks/finding.ts';
import { memoryFileTree, type MemoryFile } from '../../analyzer/context/memory-file-tree.ts';

type Files = Readonly<Record<string, MemoryFile>>;

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
