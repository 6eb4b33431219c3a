import { ignorePattern, type PathTest } from './ignore-pattern.ts';

/** One line of an ignore file that holds a pattern. */
export interface IgnoreRule {
  /** From 1. */
  readonly line: number;
  /** As written, trimmed. */
  readonly text: string;
  /** `!`: what it matches is kept. */
  readonly isException: boolean;
  readonly matches: PathTest;
}

/** An ignore file as BuildKit reads it. */
export interface IgnoreFile {
  /** Its path, for people. */
  readonly path: string;
  readonly rules: readonly IgnoreRule[];
  /** Lines that make BuildKit refuse the build. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** What an ignore file says of one path. `rule` is the line that decided; null when none matched. */
export interface IgnoreVerdict {
  readonly isIgnored: boolean;
  readonly rule: IgnoreRule | null;
}

/**
 * Reads an ignore file. Never throws: a bad line is a problem and counts for nothing.
 *
 * Source: github.com/moby/patternmatcher, ignorefile/ignorefile.go (ReadAll) and patternmatcher.go (New).
 */
export function parseIgnoreFile(path: string, text: string): IgnoreFile {
  const rules: IgnoreRule[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = index + 1;
    const written = raw.trim();
    if (raw.startsWith('#') || written === '') continue;
    const isException = written.startsWith('!');
    const pattern = cleanPattern(isException ? written.slice(1).trim() : written);
    if (isException && pattern === '') {
      problems.push({ line, message: '"!" stands alone: an exception needs a pattern behind it' });
      continue;
    }
    const matches = ignorePattern(pattern);
    if (matches === null) problems.push({ line, message: `the pattern "${written}" is malformed` });
    else rules.push({ line, text: written, isException, matches });
  }
  return { path, rules, problems };
}

/** What Go's filepath.Clean leaves of a pattern, without the slash in front. */
function cleanPattern(pattern: string): string {
  if (pattern === '') return '';
  const isRooted = pattern.startsWith('/');
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  return parts.length === 0 ? (isRooted ? '/' : '.') : parts.join('/');
}

/** Which rules matched a folder: what its entries inherit. */
export type MatchedRules = readonly boolean[];

/**
 * What an ignore file says of an entry, given which rules matched its folder (null at the root of the context): the last
 * rule that matches decides, and a rule is asked only where it could change what those above it said.
 *
 * Source: patternmatcher.go, MatchesUsingParentResults, which BuildKit's file transfer calls for each entry.
 */
export function judgeEntry(
  ignore: IgnoreFile,
  path: string,
  folder: MatchedRules | null,
): IgnoreVerdict & { readonly matched: MatchedRules } {
  const matched: boolean[] = [];
  let isIgnored = false;
  let rule: IgnoreRule | null = null;
  for (const [index, each] of ignore.rules.entries()) {
    const isMatch = folder?.[index] === true || (each.isException === isIgnored && each.matches(path));
    matched.push(isMatch);
    if (isMatch) {
      if (isIgnored === each.isException || rule === null) rule = each;
      isIgnored = !each.isException;
    }
  }
  return { isIgnored, rule, matched };
}

/**
 * What an ignore file says of one path alone, its parents asked with it.
 *
 * Source: patternmatcher.go, MatchesOrParentMatches.
 */
export function judgePath(ignore: IgnoreFile, path: string): IgnoreVerdict {
  const parts = path.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  let isIgnored = false;
  let rule: IgnoreRule | null = null;
  for (const each of ignore.rules) {
    if (each.isException !== isIgnored) continue;
    if (!paths.some((parent) => each.matches(parent))) continue;
    isIgnored = !each.isException;
    rule = each;
  }
  return { isIgnored, rule };
}
