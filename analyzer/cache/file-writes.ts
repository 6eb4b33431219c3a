import type { CopyAction, FileVertex, MkdirAction, MkfileAction } from '../plan/vertex.ts';
import type { Content } from './content.ts';
import { copySelector, ownerIds } from './file-key.ts';
import {
  ascending,
  emptyFileSystem,
  isKnownFolder,
  noEntries,
  selectFrom,
  withWrite,
  type FileSystem,
  type PlacedEntry,
} from './file-system.ts';
import { once } from './once.ts';
import { absolutePath, baseName, childPath, pathBelow, type Entry, type Selector } from './selection.ts';
import { textDigest } from './text-digest.ts';

/** Names that ADD takes for an archive and unpacks. */
const archiveName = /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst))$/;

/**
 * What more steps than this have written is not followed further: it counts as what nobody can foresee. A Dockerfile whose
 * thousands of stages copy from each other would take hours.
 */
const maxKnown = 250;

/** The file system after a file operation: its actions one by one, each on an input or on what another one left. */
export function writeFiles(
  vertex: FileVertex,
  inputs: readonly FileSystem[],
  select: (place: number, selector: Selector) => Content,
): FileSystem {
  const results: FileSystem[] = [];
  const at = (place: number): FileSystem =>
    (place < inputs.length ? inputs[place] : results[place - inputs.length]) ?? emptyFileSystem;
  for (const action of vertex.actions) {
    const base = at(action.input);
    switch (action.kind) {
      case 'copy': {
        const selector = copySelector(action);
        const content =
          action.secondary >= 0 && action.secondary < inputs.length
            ? select(action.secondary, selector)
            : selectFrom(at(action.secondary), selector);
        results.push(copyInto(base, vertex.id, action, content));
        break;
      }
      case 'mkdir':
      case 'mkfile':
        results.push(makeOne(base, vertex.id, action));
        break;
      case 'rm':
        results.push(
          withWrite(base, { vertex: vertex.id, entries: noEntries, opaque: [], known: [], beside: [vertex.id] }),
        );
        break;
    }
  }
  return results.at(-1) ?? emptyFileSystem;
}

function makeOne(base: FileSystem, vertex: number, action: MkdirAction | MkfileAction): FileSystem {
  const attributes = [action.mode.toString(8), ownerIds(action.owner)];
  const at = absolutePath(action.path);
  const entry: PlacedEntry =
    action.kind === 'mkdir'
      ? { at, kind: 'directory', digest: ['directory', ...attributes].join(' '), path: null }
      : {
          at,
          kind: 'file',
          digest: withAttributes(textDigest(action.data, action.mode), '', ownerIds(action.owner)),
          path: null,
        };
  return withWrite(base, { vertex, entries: () => [entry], opaque: [], known: [vertex], beside: [] });
}

function withAttributes(digest: string, mode: string, owner: string): string {
  const isRoot = owner === '' || owner === '0:0' || owner === '0';
  return [digest, mode === '' ? '' : ` mode ${mode}`, isRoot ? '' : ` owner ${owner}`].join('');
}

/** What a copy brings and where it puts it (solver/llbsolver/file/backend.go, docopy; fsutil's copy). */
export function copyInto(base: FileSystem, vertex: number, action: CopyAction, content: Content): FileSystem {
  const dest = absolutePath(action.dest);
  if (content.known.length > maxKnown) {
    const all = { vertex, output: 0, path: '/', at: dest };
    return withWrite(base, { vertex, entries: noEntries, opaque: [all], known: [vertex], beside: [] });
  }
  // They are sorted by what they match.
  const isSeveral = content.entries[0]?.match !== content.entries.at(-1)?.match;
  const isFolder = action.dest.endsWith('/') || isSeveral || isKnownFolder(base, dest);
  const mode = action.modeStr === '' ? (action.mode < 0 ? '' : action.mode.toString(8)) : action.modeStr;
  const owner = ownerIds(action.owner);
  const isUnpacked = ({ kind, below, match }: Entry): boolean =>
    action.unpack && kind === 'file' && below === '' && archiveName.test(match);
  const archives = action.unpack ? content.entries.filter(isUnpacked) : [];
  const opaque = [
    ...content.opaque.map((part) => ({ ...part, at: placeBelow(dest, content.selector, part.at) })),
    ...archives.map(() => ({ vertex, output: 0, path: '/', at: dest })),
  ];
  const entries = once(() =>
    content.entries.flatMap((entry): readonly PlacedEntry[] => {
      if (isUnpacked(entry)) return [];
      const digest = withAttributes(entry.digest, entry.kind === 'symlink' ? '' : mode, owner);
      return [{ at: destinationOf(entry, dest, isFolder), kind: entry.kind, digest, path: entry.path }];
    }),
  );
  const known = ascending([...content.known, vertex]);
  return withWrite(base, { vertex, entries, opaque, known, beside: content.beside });
}

/** A file keeps its name in a folder; of a folder the contents are copied. */
export function destinationOf(entry: Entry, dest: string, isFolder: boolean): string {
  if (entry.below !== '') return childPath(dest, entry.below);
  return entry.kind === 'directory' || !isFolder ? dest : childPath(dest, baseName(entry.match));
}

/** Whether the unforeseeable thing is a file or a folder is unforeseeable too: it may fill all of the destination. */
function placeBelow(dest: string, selector: Selector, at: string): string {
  const below = pathBelow(selector.path, at);
  return below === null || below === '' ? dest : childPath(dest, below);
}
