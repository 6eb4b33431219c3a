import type { Dockerfile } from './dockerfile.ts';
import { parseDockerfile } from './parse.ts';

/** Reads a Dockerfile, as `parseDockerfile` does. */
export type ParseDockerfile = typeof parseDockerfile;

/**
 * As `parseDockerfile`, each text once: the same one is asked for by whoever looks for builds, by whoever plans them, for
 * each build of a Dockerfile, and for each state of a repository that is compared.
 */
export function parseOnce(): ParseDockerfile {
  const parsed = new Map<string, Dockerfile>();
  return (text, checkOptions) => {
    // Options of checks are rarely given, and shape the answer.
    if (checkOptions !== undefined) return parseDockerfile(text, checkOptions);
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const made = parseDockerfile(text);
    parsed.set(text, made);
    return made;
  };
}
