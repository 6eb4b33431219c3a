import { definitionReaders } from '../discover/definition-readers.ts';
import { isDockerfileName } from '../discover/dockerfile-name.ts';

/** Whether a file may say what is built: a Dockerfile, an ignore file, or a file that declares builds. */
export function isDefinition(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    name === '.gitignore' ||
    name.endsWith('.dockerignore') ||
    isDockerfileName(name) ||
    definitionReaders.some((reader) => reader.matches(path))
  );
}
