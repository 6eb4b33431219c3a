import type { DefinitionReader } from './definition-reader.ts';
import { definitionReaders } from './definition-readers.ts';
import { isDockerfileName } from './dockerfile-name.ts';
import { baseNameOf } from './repository-path.ts';

/** Those of some paths that may say what is built, in their order: see `isDefinition`. */
export function definitionFiles(paths: readonly string[]): readonly string[] {
  // Names repeat, and most mean nothing: each is looked at once.
  const known = new Map<string, Meaning>();
  return paths.filter((path) => {
    const name = baseNameOf(path);
    let meaning = known.get(name);
    if (meaning === undefined) {
      meaning = meaningOf(name);
      known.set(name, meaning);
    }
    return isMeant(meaning, path);
  });
}

/** Whether a file may say what is built: a Dockerfile, an ignore file, or a file that declares builds. */
export function isDefinition(path: string): boolean {
  return isMeant(meaningOf(baseNameOf(path)), path);
}

/** The readers that a file is for. */
export function readersOf(path: string): readonly DefinitionReader[] {
  return readersNamed(baseNameOf(path)).filter(({ paths }) => paths === undefined || paths.test(path));
}

/** Which files of some name may say what is built: all, or those with such paths. */
type Meaning = 'all' | readonly RegExp[];

function meaningOf(name: string): Meaning {
  if (name === '.gitignore' || name.endsWith('.dockerignore') || isDockerfileName(name)) return 'all';
  const readers = readersNamed(name);
  if (readers.some(({ paths }) => paths === undefined)) return 'all';
  return readers.flatMap(({ paths }) => paths ?? []);
}

function isMeant(meaning: Meaning, path: string): boolean {
  return meaning === 'all' || meaning.some((paths) => paths.test(path));
}

function readersNamed(name: string): readonly DefinitionReader[] {
  return definitionReaders.filter(({ names }) => names.test(name));
}
