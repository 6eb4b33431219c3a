import type { Conversion } from './conversion.ts';
import type { DraftAction, DraftSource, FileSystem, OpenAction } from './draft.ts';
import { gitSource, type GitReference } from './git-reference.ts';
import type { Origin } from './origin.ts';
import { Rejection } from './rejection.ts';
import type { StageCommand, StageState } from './stage-state.ts';
import { basePath, cleanPath, joinPath, normalizePath, toSlash } from './system-path.ts';
import type { CopyAction } from './vertex.ts';

/** What all actions of one COPY or ADD share. */
export interface CopyTerms {
  readonly conversion: Conversion;
  readonly state: StageState;
  readonly command: StageCommand;
  readonly label: string;
  readonly origins: readonly Origin[];
  readonly dest: string;
  readonly owner: string;
  readonly mode: number;
  readonly modeStr: string;
  readonly exclude: readonly string[];
  readonly os: string;
}

type CopyDetails = Partial<Pick<CopyAction, 'include' | 'required' | 'unpack'>>;

function copyAction(terms: CopyTerms, src: string, isLocal: boolean, details: CopyDetails = {}): OpenAction {
  const { dest, owner, mode, modeStr, exclude } = terms;
  return {
    kind: 'copy',
    src,
    dest,
    owner,
    mode,
    modeStr,
    followSymlink: isLocal,
    dirContentsOnly: isLocal,
    unpack: details.unpack ?? false,
    wildcard: isLocal,
    include: details.include ?? [],
    exclude,
    required: details.required ?? [],
  };
}

function remoteSource(terms: CopyTerms, identifier: string, attrs: Readonly<Record<string, string>>): DraftSource {
  const { label, state, command, origins } = terms;
  return {
    type: 'source',
    label,
    platform: null,
    stage: state.stage,
    instruction: command.index,
    isNoCache: false,
    origins,
    identifier,
    attrs: () => attrs,
  };
}

/** All of a Git repository. */
export function gitAction(terms: CopyTerms, git: GitReference, keepGitDir: boolean, checksum: string): DraftAction {
  const { identifier, attrs } = gitSource(git, keepGitDir, checksum);
  return { action: copyAction(terms, '/', false), source: remoteSource(terms, identifier, attrs) };
}

/** A file from the web, named after the last part of its address. Throws `Rejection` for what is no digest. */
export function httpAction(terms: CopyTerms, address: string, checksum: string, unpack: boolean): DraftAction {
  const attrs: Record<string, string> = { 'http.filename': fileName(address) };
  if (checksum !== '') {
    if (!isDigest(checksum)) {
      const range = terms.command.range;
      throw new Rejection(`"${checksum}" is no digest.`, range, 'Write --checksum=sha256:….');
    }
    attrs['http.checksum'] = checksum;
  }
  const source = remoteSource(terms, address, attrs);
  return { action: copyAction(terms, joinPath('/', fileName(address)), false, { unpack }), source };
}

function fileName(address: string): string {
  const path = /^https?:\/\/[^/?#]*([^?#]*)/.exec(address)?.[1] ?? '';
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return '__unnamed__';
  }
  const base = basePath(decoded);
  return base === '.' || base === '/' ? '__unnamed__' : base;
}

const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

function isDigest(text: string): boolean {
  const [algorithm = '', hex = ''] = text.split(':', 2);
  return text === `${algorithm}:${hex}` && digestLengths.get(algorithm) === hex.length && /^[0-9a-f]+$/.test(hex);
}

/** Files of the context, a stage or an image. Throws `PathFlaw`. */
export function localAction(
  terms: CopyTerms,
  text: string,
  source: FileSystem,
  isParents: boolean,
  unpack: boolean,
): DraftAction {
  const { os } = terms;
  let path = text;
  let include: readonly string[] = [];
  let required: readonly string[] = [];
  if (isParents) {
    const pivot = text.indexOf('/./');
    path = pivot < 0 ? '/' : text.slice(0, pivot);
    const pattern = normalizePath('/', pivot < 0 ? text : text.slice(pivot + 3), os, false);
    include = [pattern.replace(/^\//, '')];
    if (!hasWildcard(path) && !hasWildcard(pattern))
      required = [normalizePath('/', joinPath(path, pattern), os, false)];
  }
  const absolute = normalizePath('/', path, os, false);
  const src = joinPath('/', cleanPath(absolute));
  return { action: copyAction(terms, src, true, { unpack, include, required }), source };
}

function hasWildcard(path: string): boolean {
  for (let place = 0; place < path.length; place++) {
    const character = path[place];
    if (character === '*' || character === '?' || character === '[') return true;
    if (character === '\\') place++;
  }
  return false;
}

/** A file whose content stands in the Dockerfile. */
export function inlineAction(terms: CopyTerms, name: string, data: string): DraftAction {
  const { state, command, origins, os } = terms;
  const file = toSlash(name, os);
  const source: FileSystem = {
    type: 'file',
    label: '[internal] preparing inline document',
    platform: null,
    stage: state.stage,
    instruction: command.index,
    isNoCache: false,
    origins,
    base: null,
    actions: [
      {
        action: { kind: 'mkfile', path: joinPath('/', file), mode: 0o644, data, owner: '' },
        source: null,
      },
    ],
  };
  return { action: copyAction(terms, joinPath('/', file), false), source };
}
