import type { AddInstruction, CopyInstruction } from '../dockerfile/instruction.ts';
import { cleanPath, joinPath } from '../plan/system-path.ts';
import type { CopyAction, SourceVertex } from '../plan/vertex.ts';
import { expandIn, type ChainScope } from './chain-scope.ts';
import type { ChainTable } from './chain-tables.ts';
import type { Content } from './content.ts';
import { copySelector } from './file-key.ts';
import { isKnownFolder, type FileSystem } from './file-system.ts';
import { copyInto, destinationOf } from './file-writes.ts';
import { absolutePath, plainSelector, type Entry, type Selector } from './selection.ts';
import { textDigest } from './text-digest.ts';

type Transfer = AddInstruction | CopyInstruction;

/** What a COPY or ADD takes, and the file system that it leaves. */
export interface ChainCopy {
  /** One for each source, named as the builder names files in its keys. */
  readonly contents: readonly Content[];
  readonly after: (vertex: number) => FileSystem;
}

/** Follows a COPY or ADD of a builder that goes line by line. `select` answers what a selector takes of its source. */
export function chainCopy(
  scope: ChainScope,
  instruction: Transfer,
  base: FileSystem,
  { fileNames, followsLinks }: Pick<ChainTable, 'fileNames' | 'followsLinks'>,
  select: (selector: Selector) => Content,
): ChainCopy {
  const written = expandIn(scope, instruction.dest);
  const dest = destinationPath(scope, written);
  const taken: { readonly action: CopyAction; readonly content: Content }[] = [];
  for (const source of instruction.sources) {
    const action = copyAction(scope, instruction, absolutePath(cleanPath(expandIn(scope, source))), dest);
    taken.push({ action, content: select(copySelector(action)) });
  }
  for (const file of instruction.inlineFiles) {
    const action = copyAction(scope, instruction, absolutePath(file.path), dest);
    const data = file.isExpanded ? expandIn(scope, file.data) : file.data;
    taken.push({ action, content: inlineContent(copySelector(action), data) });
  }
  const isFolder = dest.endsWith('/') || taken.length > 1 || isKnownFolder(base, absolutePath(dest));
  return {
    contents: taken.map(({ content }) =>
      renamed(followsLinks ? followed(content, select) : content, (entry) =>
        fileNames === 'source' ? sourcePath(entry) : destinationOf(entry, absolutePath(dest), isFolder),
      ),
    ),
    after: (vertex) => taken.reduce((lower, { action, content }) => copyInto(lower, vertex, action, content), base),
  };
}

function destinationPath(scope: ChainScope, written: string): string {
  const path = written.startsWith('/') ? written : `${scope.settings.workdir}/${written}`;
  const isFolder = /(?:^|\/)\.?$/.test(written);
  const clean = joinPath('/', path);
  return isFolder && clean !== '/' ? `${clean}/` : clean;
}

function copyAction(scope: ChainScope, instruction: Transfer, src: string, dest: string): CopyAction {
  const chmod = expandIn(scope, instruction.chmod);
  const isOctal = /^[0-7]{1,4}$/.test(chmod);
  return {
    kind: 'copy',
    src,
    dest,
    owner: expandIn(scope, instruction.chown),
    mode: isOctal ? Number.parseInt(chmod, 8) : -1,
    modeStr: isOctal ? '' : chmod,
    followSymlink: true,
    dirContentsOnly: true,
    unpack: instruction.keyword === 'ADD',
    wildcard: true,
    include: [],
    exclude: instruction.exclude,
    required: [],
  };
}

function inlineContent(selector: Selector, data: string): Content {
  const entry: Entry = { match: selector.path, below: '', kind: 'file', digest: textDigest(data, 0o644), path: null };
  return { selector, entries: [entry], isExact: true, opaque: [], known: [], beside: [] };
}

function sourcePath({ match, below }: Entry): string {
  return joinPath(match, below);
}

/** A content in which what symlinks lead to, name and all, stands for them; one that leads nowhere stands for itself. */
function followed(content: Content, select: (selector: Selector) => Content): Content {
  if (content.entries.every(({ kind }) => kind !== 'symlink')) return content;
  const entries = content.entries.map((entry) => {
    const target = entry.kind === 'symlink' ? select(plainSelector(sourcePath(entry))).entries[0] : undefined;
    return target === undefined ? entry : { ...entry, digest: `${target.path ?? ''} ${target.digest}` };
  });
  return { ...content, entries };
}

/** A content whose files enter the key under names of the builder's own. */
function renamed(content: Content, name: (entry: Entry) => string): Content {
  const selector = { ...content.selector, path: '/', wildcard: true };
  return {
    ...content,
    selector,
    entries: content.entries.map((entry) => ({
      match: name(entry),
      below: '',
      kind: entry.kind,
      path: entry.path,
      get digest() {
        return entry.digest;
      },
    })),
  };
}

/** The source vertex that stands for a build context in questions to `Selections`. */
export function contextSource(name: string): SourceVertex {
  return {
    id: -1,
    type: 'source',
    label: '',
    inputs: [],
    platform: null,
    stage: null,
    instruction: null,
    isNoCache: false,
    definedBy: [],
    buildArgs: [],
    identifier: `local://${name}`,
    attrs: {},
  };
}
