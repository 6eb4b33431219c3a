import { gitFolder, type FileTree } from '../context/file-tree.ts';
import { containsWildcards, goMatcher } from '../context/go-match.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { DeclaredBuild } from './definition-reader.ts';
import { nameOfDockerfile } from './build-name.ts';
import { localSources } from './local-sources.ts';
import { folderOf } from './repository-path.ts';

/** Sources named in the sentence that says where a context comes from. */
const namedSources = 3;

/**
 * The build of a Dockerfile that no definition names.
 *
 * Its context is the nearest folder, from its own upwards, in which everything that COPY, ADD and bind mounts take from the
 * context exists. Where no folder has all of it: the one that has most, the nearest of several.
 */
export function conventionBuild(path: string, dockerfile: Dockerfile, tree: FileTree): DeclaredBuild {
  const sources = localSources(dockerfile);
  const { folder, inferredFrom } = inferContext(folderOf(path), sources, tree);
  return {
    origin: { source: 'convention', path, line: 1, column: 1, name: '' },
    name: nameOfDockerfile(path),
    dockerfile: path,
    inlineDockerfile: null,
    context: { kind: 'directory', path: folder, inferredFrom },
    target: '',
    buildArgs: new Map(),
    namedContexts: new Map(),
    platforms: [],
    tags: [],
    unresolved: [],
    unresolvedNames: [],
  };
}

function inferContext(
  own: string,
  sources: readonly string[],
  tree: FileTree,
): { readonly folder: string; readonly inferredFrom: string } {
  if (sources.length === 0) {
    return {
      folder: own,
      inferredFrom: 'nothing declares this build and it takes no named file: the Dockerfile’s own folder',
    };
  }
  let best = { folder: own, missing: sources };
  for (const folder of foldersUpwards(own)) {
    const missing = sources.filter((source) => !isThere(folder, source, tree));
    if (missing.length < best.missing.length) best = { folder, missing };
    if (missing.length === 0) break;
  }
  const { folder, missing } = best;
  if (missing.length === 0) {
    return { folder, inferredFrom: `the nearest folder that holds what COPY and ADD take: ${enumerate(sources)}` };
  }
  const where = folder === own ? 'the Dockerfile’s own folder' : 'the folder that holds most of what COPY and ADD take';
  return { folder, inferredFrom: `${where}; no folder above it holds all: ${enumerate(missing)} is missing` };
}

/** A folder, its parent, … up to the root. */
function foldersUpwards(folder: string): readonly string[] {
  const folders = [folder];
  for (let up = folder; up !== ''; folders.push(up)) up = folderOf(up);
  return folders;
}

function isThere(folder: string, source: string, tree: FileTree): boolean {
  // Nothing is listed of git's own folder, and where it is there is the root of the repository.
  if (source === gitFolder || source.startsWith(`${gitFolder}/`)) return tree.stat(joined(folder, gitFolder)) !== null;
  let candidates = [folder];
  for (const part of source.split('/')) {
    if (part === '' || part === '.') continue;
    if (containsWildcards(part)) {
      const matches = goMatcher(part) ?? (() => false);
      candidates = candidates.flatMap((parent) =>
        tree.list(parent).flatMap(({ name }) => (matches(name) ? [joined(parent, name)] : [])),
      );
    } else {
      candidates = candidates.map((parent) => joined(parent, part)).filter((path) => tree.stat(path) !== null);
    }
  }
  return candidates.length > 0;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function enumerate(sources: readonly string[]): string {
  const rest = sources.length - namedSources;
  return sources.slice(0, namedSources).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
