import { blobId } from './blob-id.ts';
import type { FileEntry, FileStat, FileTree } from './file-tree.ts';

/** A file held in memory: its text, or more of it. An entry whose path ends in `/` is a folder. */
export type MemoryFile =
  string | Uint8Array | { readonly symlink: string } | { readonly text: string; readonly mode: number };

interface Node {
  readonly stat: FileStat;
  readonly bytes: Uint8Array | null;
  readonly target: string | null;
}

const folder: Node = { stat: { kind: 'directory', size: 0, mode: 0o755 }, bytes: null, target: null };
const encoder = new TextEncoder();

/**
 * A tree of files in memory, for tests, recorded truths and pages. Folders on the way to a file need no entry.
 *
 * `folderModes`: permission bits of folders that have others than 0755.
 */
export function memoryFileTree(
  files: Readonly<Record<string, MemoryFile>> | ReadonlyMap<string, MemoryFile>,
  folderModes: ReadonlyMap<string, number> = new Map(),
): FileTree {
  const nodes = new Map<string, Node>([['', folder]]);
  for (const [written, file] of files instanceof Map ? files : Object.entries(files)) {
    const path = written.replace(/\/$/, '');
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const parent = path.slice(0, slash);
      if (!nodes.has(parent)) nodes.set(parent, folder);
    }
    nodes.set(path, written.endsWith('/') ? folder : nodeOf(file));
  }
  for (const [path, mode] of folderModes) {
    if (nodes.get(path)?.stat.kind === 'directory') nodes.set(path, { ...folder, stat: { ...folder.stat, mode } });
  }
  const children = new Map<string, FileEntry[]>();
  for (const [path, { stat }] of nodes) {
    if (path === '') continue;
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    const list = children.get(parent) ?? [];
    list.push({ name: path.slice(slash + 1), ...stat });
    children.set(parent, list);
  }
  for (const list of children.values()) list.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    list: (path) => children.get(path) ?? [],
    stat: (path) => nodes.get(path)?.stat ?? null,
    readLink: (path) => nodes.get(path)?.target ?? null,
    read: (path) => nodes.get(path)?.bytes ?? null,
    contentId: (path) => {
      const node = nodes.get(path);
      if (node === undefined) return null;
      if (node.target !== null) return blobId(encoder.encode(node.target));
      return node.bytes === null ? null : blobId(node.bytes);
    },
  };
}

function nodeOf(file: MemoryFile): Node {
  if (typeof file === 'string') return fileNode(encoder.encode(file), 0o644);
  if (file instanceof Uint8Array) return fileNode(file, 0o644);
  if ('text' in file) return fileNode(encoder.encode(file.text), file.mode);
  const size = encoder.encode(file.symlink).length;
  return { stat: { kind: 'symlink', size, mode: 0o777 }, bytes: null, target: file.symlink };
}

function fileNode(bytes: Uint8Array, mode: number): Node {
  return { stat: { kind: 'file', size: bytes.length, mode }, bytes, target: null };
}
