import { trimSpace, utf8Length } from '../dockerfile/go-text.ts';
import { ignorePattern, type PathTest } from './ignore-pattern.ts';

/** One line of an ignore file that holds a pattern. */
export interface IgnoreRule {
  /** From 1. */
  readonly line: number;
  /** As written, trimmed. */
  readonly text: string;
  /** `!`: what it matches is kept. */
  readonly isException: boolean;
  /** Of an exception: all that it matches is this folder (a slash at its end) or in it. null: not known. */
  readonly fixedFolder: string | null;
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

/** As many bytes as a line may have: Go's bufio.Scanner gives up beyond it. */
const maxLineBytes = 65_535;

/**
 * Reads an ignore file. Never throws: a bad line is a problem and counts for nothing.
 *
 * Source: github.com/moby/patternmatcher, ignorefile/ignorefile.go (ReadAll) and patternmatcher.go (New).
 */
export function parseIgnoreFile(path: string, text: string): IgnoreFile {
  const rules: IgnoreRule[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    if (raw.length * 3 > maxLineBytes && utf8Length(raw) > maxLineBytes) {
      problems.push({ line, message: `the line is longer than ${maxLineBytes} bytes` });
      break;
    }
    const pattern = readPattern(index === 0 ? raw.replace(/^\uFEFF/, '') : raw);
    if (pattern === '') continue;
    const written = trimSpace(raw);
    if (pattern === '!') {
      problems.push({ line, message: `"${written}" names nothing: an exception needs a pattern behind its "!"` });
      continue;
    }
    const isException = pattern.startsWith('!');
    const matches = ignorePattern(isException ? pattern.slice(1) : pattern);
    if (matches === null) problems.push({ line, message: `the pattern "${written}" is malformed` });
    else rules.push(ignoreRule(line, written, pattern, matches));
  }
  return { path, rules, problems };
}

/**
 * Include and exclude patterns of a COPY, which the same matcher reads, but not the reader of files: a `#` in front is no
 * comment, and a `/` in front stays.
 *
 * Source: patternmatcher.go, New. A malformed pattern, which BuildKit refuses, counts for nothing.
 */
export function patternRules(patterns: readonly string[]): IgnoreFile | null {
  if (patterns.length === 0) return null;
  const rules: IgnoreRule[] = [];
  for (const [index, text] of patterns.entries()) {
    const pattern = cleanPath(trimSpace(text));
    if (pattern === '' || pattern === '!') continue;
    const matches = ignorePattern(pattern.startsWith('!') ? pattern.slice(1) : pattern);
    if (matches !== null) rules.push(ignoreRule(index + 1, text, pattern, matches));
  }
  return { path: '', rules, problems: [] };
}

function ignoreRule(line: number, text: string, pattern: string, matches: PathTest): IgnoreRule {
  const isException = pattern.startsWith('!');
  return { line, text, isException, fixedFolder: isException ? fixedFolder(pattern.slice(1)) : null, matches };
}

/** A line as the matcher gets it; empty for none. Both the reader and the matcher clean it, which is not the same as once. */
function readPattern(raw: string): string {
  if (raw.startsWith('#')) return '';
  const trimmed = trimSpace(raw);
  const isException = trimmed.startsWith('!');
  const cleaned = cleanPath(isException ? trimSpace(trimmed.slice(1)) : trimmed);
  const relative = cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
  return cleanPath(trimSpace(isException ? `!${relative}` : relative));
}

/** Go's filepath.Clean, but for the empty path. */
function cleanPath(path: string): string {
  if (path === '') return '';
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  if (isRooted) return `/${parts.join('/')}`;
  return parts.length === 0 ? '.' : parts.join('/');
}

/** What an exception without signs in its middle starts with; null where it may match anywhere (filter.go, NewFilterFS). */
function fixedFolder(pattern: string): string | null {
  const start = pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '');
  return /[*[\]?^\\]/.test(start) ? null : `${start}/`;
}

/** Whether an exception may keep something in a folder that is held back (fsutil, filter.go, filterFS.Walk). */
export function mayKeepInside(ignore: IgnoreFile, folder: string): boolean {
  const start = `${folder}/`;
  return ignore.rules.some(
    (rule) => rule.isException && (rule.fixedFolder === null || rule.fixedFolder.startsWith(start)),
  );
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
  // The innermost loop of a walk: no iterator of pairs.
  for (let index = 0; index < ignore.rules.length; index++) {
    const each = ignore.rules[index];
    if (each === undefined) continue;
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
