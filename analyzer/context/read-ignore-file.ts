import type { FileTree } from './file-tree.ts';
import { parseIgnoreFile, type IgnoreFile } from './ignore-file.ts';

/** Reads and parses an ignore file; null when none can be read there. A byte order mark is left to the parser. */
export function readIgnoreFile(tree: FileTree, path: string): IgnoreFile | null {
  const bytes = tree.stat(path)?.kind === 'file' ? tree.read(path) : null;
  return bytes === null ? null : parseIgnoreFile(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}
