import type { FileTree } from './file-tree.ts';

/**
 * The ignore file that applies to a build: `<dockerfile>.dockerignore` beside the Dockerfile if it is there, and only else
 * `.dockerignore` in the root of the context. `dockerfile` is null for an inline one and for named contexts. Paths are
 * relative to the repository's root; null when there is none.
 *
 * Source: frontend/dockerui/context.go and config.go (dockerIgnorePatterns) of BuildKit.
 */
export function findIgnoreFile(tree: FileTree, context: string, dockerfile: string | null): string | null {
  const own = dockerfile === null ? null : `${dockerfile}.dockerignore`;
  const shared = context === '' ? '.dockerignore' : `${context}/.dockerignore`;
  if (own !== null && tree.stat(own)?.kind === 'file') return own;
  return tree.stat(shared)?.kind === 'file' ? shared : null;
}
