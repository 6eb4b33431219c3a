import type { FileEntry, FileKind, FileTree } from '../context/file-tree.ts';
import { gitRecords, runGit } from './run-git.ts';

interface Node {
  readonly entry: FileEntry;
  readonly id: string;
}

/**
 * The files below a folder as they are in a revision, without checking it out; null when git does not know the revision.
 *
 * `prefetch` says which files will be read: they are fetched in one call, any other when it is read. Modes are git's: 0644
 * or 0755 for files, 0755 for folders. A submodule is an entry without files.
 */
export function gitFileTree(
  folder: string,
  revision: string,
  prefetch: (path: string) => boolean = () => false,
): FileTree | null {
  const commit = runGit(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (commit === null) return null;
  const hash = new TextDecoder().decode(commit).trim();
  const listing = runGit(folder, ['ls-tree', '-r', '-t', '-l', '-z', hash]);
  if (listing === null) return null;
  const nodes = readListing(listing);
  const lists = childLists(nodes);
  const wanted = [...nodes].filter(([path, node]) => node.entry.kind === 'file' && prefetch(path));
  const contents = fetchBlobs(folder, new Set(wanted.map(([, node]) => node.id)));

  function bytesOf(path: string): Uint8Array | null {
    const node = nodes.get(path);
    if (node === undefined || node.entry.kind === 'directory' || node.entry.kind === 'submodule') return null;
    const known = contents.get(node.id);
    if (known !== undefined) return known;
    const fetched = fetchBlobs(folder, new Set([node.id])).get(node.id) ?? null;
    if (fetched !== null) contents.set(node.id, fetched);
    return fetched;
  }

  return {
    tracked: 'all',
    list: (path) => lists.get(path) ?? [],
    stat: (path) => (path === '' ? { kind: 'directory', size: 0, mode: 0o755 } : (nodes.get(path)?.entry ?? null)),
    readLink: (path) => {
      const bytes = nodes.get(path)?.entry.kind === 'symlink' ? bytesOf(path) : null;
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
    read: (path) => (nodes.get(path)?.entry.kind === 'file' ? bytesOf(path) : null),
    contentId: (path) => {
      const node = nodes.get(path);
      return node?.entry.kind === 'file' || node?.entry.kind === 'symlink' ? node.id : null;
    },
  };
}

/** git's records `mode type id size<TAB>path` (git-ls-tree(1)). */
function readListing(listing: Uint8Array): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const record of gitRecords(listing)) {
    const tab = record.indexOf('\t');
    const path = record.slice(tab + 1);
    const [mode = '', , id = '', size = ''] = record.slice(0, tab).split(/ +/);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const kind = kindOf(mode);
    const permissions = mode === '100644' ? 0o644 : kind === 'symlink' ? 0o777 : 0o755;
    nodes.set(path, { entry: { name, kind, size: Number(size) || 0, mode: permissions }, id });
  }
  return nodes;
}

function kindOf(mode: string): FileKind {
  if (mode === '040000') return 'directory';
  if (mode === '160000') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}

function childLists(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, readonly FileEntry[]> {
  const lists = new Map<string, FileEntry[]>();
  for (const [path, { entry }] of nodes) {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    const list = lists.get(parent);
    if (list === undefined) lists.set(parent, [entry]);
    else list.push(entry);
  }
  for (const list of lists.values()) list.sort((a, b) => (a.name < b.name ? -1 : 1));
  return lists;
}

/** Reads blobs in one call: `git cat-file --batch` answers `id type size`, a line end, the bytes, a line end. */
function fetchBlobs(folder: string, ids: ReadonlySet<string>): Map<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  if (ids.size === 0) return blobs;
  const answer = runGit(folder, ['cat-file', '--batch'], `${[...ids].join('\n')}\n`);
  if (answer === null) return blobs;
  const decoder = new TextDecoder();
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf(10, at);
    if (end < 0) break;
    const [id = '', type, size] = decoder.decode(answer.subarray(at, end)).split(' ');
    at = end + 1;
    // `id missing` has neither size nor bytes behind it.
    if (size === undefined) continue;
    if (type === 'blob') blobs.set(id, answer.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
