import type { FileTree } from '../context/file-tree.ts';
import { followLinks } from './follow-links.ts';

/** Larger than any Dockerfile that people write: beyond it a file is something else. */
const maxBytes = 2 * 1024 * 1024;

export type DockerfileRead =
  | { readonly kind: 'text'; readonly text: string }
  /** `message` says why there is no text. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** The text of a Dockerfile; not for what is too large, binary or not a file. Follows no symlink out of the tree. */
export function readDockerfile(tree: FileTree, path: string): DockerfileRead {
  const target = followLinks(tree, path);
  const stat = target === null ? null : tree.stat(target);
  if (target === null || stat === null) return unreadable('It leads to no file of this repository.');
  if (stat.kind !== 'file') return unreadable('It is no file, so it cannot be a Dockerfile.');
  if (stat.size > maxBytes) {
    return unreadable(`It has ${Math.ceil(stat.size / 1024 / 1024)} MB, too much for a Dockerfile: it was not read.`);
  }
  const bytes = tree.read(target);
  if (bytes === null) return unreadable('It cannot be read: check its permissions.');
  if (bytes.includes(0)) return unreadable('It holds binary data, so it cannot be a Dockerfile.');
  return { kind: 'text', text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

function unreadable(message: string): DockerfileRead {
  return { kind: 'unreadable', message };
}
