import { readYaml, type LocatedDocuments } from './read-yaml.ts';
import type { RepositoryFiles } from './repository-files.ts';

const parsed = new WeakMap<RepositoryFiles, Map<string, LocatedDocuments>>();

/** The YAML of a file of the repository, parsed once however many definitions ask for it; null when it cannot be read. */
export function parsedYaml(path: string, repository: RepositoryFiles): LocatedDocuments | null {
  const files = parsed.get(repository) ?? new Map<string, LocatedDocuments>();
  parsed.set(repository, files);
  const known = files.get(path);
  if (known !== undefined) return known;
  const text = repository.readText(path);
  if (text === null) return null;
  const documents = readYaml(path, text);
  files.set(path, documents);
  return documents;
}
