import type { FileTree } from '../context/file-tree.ts';
import type { Build } from './build.ts';
import type { DefinitionProblem } from './definition-reader.ts';
import { readDockerfile } from './read-dockerfile.ts';

/** A build's Dockerfile. */
export interface BuildText {
  /** Its path, or `FILE:LINE (inline)`. */
  readonly path: string;
  readonly text: string;
}

export interface BuildTexts {
  /** By the build's id; without those that cannot be read. */
  readonly texts: ReadonlyMap<string, BuildText>;
  /** Why they cannot be read. */
  readonly notices: readonly DefinitionProblem[];
}

/** Reads the Dockerfile of every build, those that stand in a compose or bake file included. */
export function buildTexts(tree: FileTree, builds: readonly Build[]): BuildTexts {
  const texts = new Map<string, BuildText>();
  const notices: DefinitionProblem[] = [];
  for (const { id, inlineDockerfile, dockerfile, origins } of builds) {
    if (inlineDockerfile !== null) {
      const { path = '', line = 1 } = origins[0] ?? {};
      texts.set(id, { path: `${path}:${line} (inline)`, text: inlineDockerfile });
      continue;
    }
    // One that is not there is the declaration's mistake, and told as such.
    if (dockerfile === null || tree.stat(dockerfile) === null) continue;
    const read = readDockerfile(tree, dockerfile);
    if (read.kind === 'text') texts.set(id, { path: dockerfile, text: read.text });
    else notices.push({ path: dockerfile, range: null, message: read.message });
  }
  return { texts, notices };
}
