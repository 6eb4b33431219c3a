import { rootMark } from '../../shell/shell-word.ts';
import { followPath } from '../repository-path.ts';

/** A path of a script, which may start at the repository's root; null when it is not one of the repository's. */
export function followShellPath(folder: string | null, text: string): string | null {
  const isFromRoot = text.startsWith(rootMark);
  if (folder === null && !isFromRoot) return null;
  const followed = followPath(isFromRoot ? '' : (folder ?? ''), isFromRoot ? `./${text.slice(rootMark.length)}` : text);
  return 'path' in followed ? followed.path : null;
}
