import { gitGlob, type NameTest } from './git-glob.ts';

/** One .gitignore: whether it ignores an entry, and null where none of its lines says anything of it. */
export type GitIgnore = (path: string, isDirectory: boolean) => boolean | null;

interface Rule {
  readonly isException: boolean;
  readonly onlyFolders: boolean;
  /** `path` is relative to the folder of the .gitignore, `name` its last part. */
  readonly matches: (path: string, name: string) => boolean;
}

/**
 * Prepares a .gitignore, as gitignore(5) describes it and git's dir.c and wildmatch.c read it: the last line that matches
 * decides. Paths are relative to its folder. No pattern takes longer than its length times the path's.
 */
export function parseGitIgnore(text: string): GitIgnore {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap(readRule)
    .reverse();
  return (path, isDirectory) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (const rule of rules) {
      if ((isDirectory || !rule.onlyFolders) && rule.matches(path, name)) return !rule.isException;
    }
    return null;
  };
}

function readRule(written: string): readonly Rule[] {
  const line = withoutTrailingSpaces(written.endsWith('\r') ? written.slice(0, -1) : written);
  if (line === '' || line.startsWith('#')) return [];
  const isException = line.startsWith('!');
  const pattern = isException ? line.slice(1) : line;
  const onlyFolders = pattern.endsWith('/');
  const bare = onlyFolders ? pattern.slice(0, -1) : pattern;
  if (bare === '') return [];
  if (!bare.includes('/')) {
    const test = gitGlob(bare);
    return [{ isException, onlyFolders, matches: (_, name) => test(name) }];
  }
  const anchored = bare.startsWith('/') ? bare.slice(1) : bare;
  return [{ isException, onlyFolders, matches: pathTest(anchored) }];
}

/** Spaces at the end do not count unless a backslash stands before them. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--;
  return line.slice(0, end);
}

function isEscaped(line: string, at: number): boolean {
  let start = at;
  while (start > 0 && line[start - 1] === '\\') start--;
  return (at - start) % 2 === 1;
}

/** A pattern with a slash in it: it is compared part by part, `**` standing for any number of folders. */
function pathTest(pattern: string): (path: string) => boolean {
  if (!/[*?[\\]/.test(pattern)) return (path) => path === pattern;
  const written = pattern.split('/');
  // `a/**` is all that is in a, and not a itself: one part at least.
  if (isOpen(written.at(-1)) && written.length > 1) written.push('*');
  const parts = written.map((part): NameTest | null => (isOpen(part) ? null : gitGlob(part)));
  const head = pattern.slice(0, pattern.search(/[*?[\\]/)).replace(/[^/]*$/, '');
  return (path) => path.startsWith(head) && matchesParts(parts, path.split('/'));
}

/** `**`, or more stars, between slashes. */
function isOpen(part: string | undefined): boolean {
  return part !== undefined && /^\*{2,}$/.test(part);
}

/** null stands for any number of names. It gives way only to the last one, as nothing before it can help. */
function matchesParts(parts: readonly (NameTest | null)[], names: readonly string[]): boolean {
  let p = 0;
  let n = 0;
  let open = -1;
  let openEnd = 0;
  while (n < names.length) {
    const part = parts[p];
    if (part === null) {
      open = p++;
      openEnd = n;
    } else if (part?.(names[n] ?? '') === true) {
      p++;
      n++;
    } else {
      if (open < 0) return false;
      p = open + 1;
      n = ++openEnd;
    }
  }
  while (parts[p] === null) p++;
  return p === parts.length;
}
