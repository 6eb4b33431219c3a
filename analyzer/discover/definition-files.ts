import type { DefinitionReader } from './definition-reader.ts';
import { definitionReaders } from './definition-readers.ts';
import { isDockerfileName } from './dockerfile-name.ts';
import { baseNameOf } from './repository-path.ts';

/** Those of some paths that may say what is built, in their order: see `isDefinition`. */
export function definitionFiles(paths: readonly string[]): readonly string[] {
  return paths.filter(isDefinition);
}

/** Whether a file may say what is built: a Dockerfile, an ignore file, or a file that declares builds. */
export function isDefinition(path: string): boolean {
  const name = baseNameOf(path);
  return (
    name === '.gitignore' ||
    name.endsWith('.dockerignore') ||
    isDockerfileName(name) ||
    definitionReaders.some((reader) => reader.matches(name, path))
  );
}

/** The readers that a file is for. */
export function readersOf(path: string): readonly DefinitionReader[] {
  const name = baseNameOf(path);
  return definitionReaders.filter((reader) => reader.matches(name, path));
}
