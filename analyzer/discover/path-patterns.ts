import { parseGitIgnore } from './git-ignore.ts';

/**
 * Whether patterns in the form of .gitignore lines mean a path, or a folder that it lies in: the last that says anything of
 * it decides, and what lies in a folder that is meant cannot be taken out again (gitignore(5)).
 */
export function pathPatterns(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const means = parseGitIgnore(patterns.join('\n'));
  const folders = new Map<string, boolean>([['', false]]);
  const meansFolder = (path: string): boolean => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const answer = meansFolder(path.slice(0, Math.max(path.lastIndexOf('/'), 0))) || means(path, true) === true;
    folders.set(path, answer);
    return answer;
  };
  return (path) => meansFolder(path.slice(0, Math.max(path.lastIndexOf('/'), 0))) || means(path, false) === true;
}
