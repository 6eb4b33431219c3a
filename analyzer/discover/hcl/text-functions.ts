import { RE2JS } from 're2js';

import { formatText } from './format-text.ts';
import type { Arguments, HclFunction } from './arguments.ts';
import { isList, type HclValue } from './value.ts';

/** Functions on texts (github.com/zclconf/go-cty, function/stdlib; buildx bake/hclparser/stdlib.go). */
export const textFunctions: readonly (readonly [string, HclFunction])[] = [
  ['basename', (args) => lastPart(args.text(0))],
  ['byteslen', (args) => new TextEncoder().encode(args.text(0)).length],
  ['chomp', (args) => args.text(0).replace(/[\r\n]+$/, '')],
  ['dirname', (args) => parentPath(args.text(0))],
  ['format', (args) => formatText(args, args.values.slice(1))],
  ['formatlist', formatList],
  ['indent', (args) => args.text(1).replaceAll('\n', `\n${' '.repeat(boundedCount(args, args.number(0)))}`)],
  [
    'join',
    (args) =>
      args.values
        .slice(1)
        .flatMap((_, index) => args.texts(index + 1))
        .join(args.text(0)),
  ],
  ['lower', (args) => args.text(0).toLowerCase()],
  ['regex', (args) => firstMatch(args)],
  ['regex_replace', (args) => replaceMatches(compile(args, 1), args.text(0), args.text(2))],
  ['regexall', (args) => allMatches(args)],
  ['replace', (args) => args.text(0).replaceAll(args.text(1), () => args.text(2))],
  ['reverse', (args) => Array.from(args.text(0)).reverse().join('')],
  ['sanitize', (args) => args.text(0).replace(/[^a-zA-Z0-9_-]/g, '_')],
  ['split', (args) => (args.text(1) === '' ? [''] : args.text(1).split(args.text(0)))],
  ['strlen', (args) => Array.from(args.text(0)).length],
  ['substr', substring],
  [
    'title',
    (args) =>
      args
        .text(0)
        .replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
  ],
  ['trim', (args) => trimCharacters(args.text(0), args.text(1))],
  [
    'trimprefix',
    (args) => (args.text(0).startsWith(args.text(1)) ? args.text(0).slice(args.text(1).length) : args.text(0)),
  ],
  ['trimspace', (args) => args.text(0).trim()],
  [
    'trimsuffix',
    (args) =>
      args.text(1) !== '' && args.text(0).endsWith(args.text(1))
        ? args.text(0).slice(0, -args.text(1).length)
        : args.text(0),
  ],
  ['upper', (args) => args.text(0).toUpperCase()],
];

function boundedCount(args: Arguments, count: number): number {
  return count >= 0 && count <= 1000 ? count : args.fail('the count is out of range');
}

/** Go's path.Base. */
function lastPart(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '.' : '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Go's path.Dir for paths without dots to clean. */
function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

function formatList(args: Arguments): HclValue {
  const lists = args.values.slice(1);
  const lengths = lists.flatMap((value) => (isList(value) ? [value.length] : []));
  const length = lengths[0] ?? 1;
  if (lengths.some((each) => each !== length)) return args.fail('the lists are not equally long');
  return Array.from({ length }, (_, index) =>
    formatText(
      args,
      lists.map((value) => (isList(value) ? (value[index] ?? null) : value)),
    ),
  );
}

function substring(args: Arguments): HclValue {
  const letters = Array.from(args.text(0));
  const offset = args.number(1) < 0 ? Math.max(0, letters.length + args.number(1)) : args.number(1);
  const length = args.number(2);
  return letters.slice(offset, length < 0 ? letters.length : offset + length).join('');
}

function trimCharacters(text: string, characters: string): string {
  const set = new Set(characters);
  const letters = Array.from(text);
  let start = 0;
  let end = letters.length;
  while (start < end && set.has(letters[start] ?? '')) start += 1;
  while (end > start && set.has(letters[end - 1] ?? '')) end -= 1;
  return letters.slice(start, end).join('');
}

/** RE2 as Go's regexp: linear in time whatever the pattern. */
function compile(args: Arguments, index: number): RE2JS {
  try {
    return RE2JS.compile(args.text(index));
  } catch {
    return args.fail(`"${args.text(index)}" is no regular expression of RE2`);
  }
}

type Matcher = ReturnType<RE2JS['matcher']>;

/** The whole match without groups; a list of unnamed groups; a map of named ones. */
function matchValue(pattern: RE2JS, matcher: Matcher): HclValue {
  const names = Object.keys(pattern.namedGroups());
  if (names.length > 0) return new Map(names.map((name) => [name, matcher.group(name) ?? null]));
  const count = matcher.groupCount();
  if (count === 0) return matcher.group() ?? null;
  return Array.from({ length: count }, (_, index) => matcher.group(index + 1) ?? null);
}

function firstMatch(args: Arguments): HclValue {
  const pattern = compile(args, 0);
  const matcher = pattern.matcher(args.text(1));
  return matcher.find() ? matchValue(pattern, matcher) : args.fail('nothing matches');
}

function allMatches(args: Arguments): HclValue {
  const pattern = compile(args, 0);
  const matcher = pattern.matcher(args.text(1));
  const found: HclValue[] = [];
  while (matcher.find()) found.push(matchValue(pattern, matcher));
  return found;
}

/** Replaces every match; `$1`, `${1}`, `$name` and `${name}` in the replacement stand for groups, as in Go's Expand. */
function replaceMatches(pattern: RE2JS, text: string, replacement: string): string {
  const matcher = pattern.matcher(text);
  const names = pattern.namedGroups();
  let replaced = '';
  let end = 0;
  while (matcher.find()) {
    const expanded = replacement.replace(
      /\$(?:\$|([A-Za-z0-9_]+)|\{([A-Za-z0-9_]+)\})/g,
      (whole, bare?: string, braced?: string) => {
        const name = bare ?? braced;
        if (name === undefined) return whole === '$$' ? '$' : whole;
        const group = /^[0-9]+$/.test(name) ? Number(name) : (names[name] ?? -1);
        return group >= 0 && group <= matcher.groupCount() ? (matcher.group(group) ?? '') : '';
      },
    );
    replaced += text.slice(end, matcher.start()) + expanded;
    end = matcher.end();
  }
  return replaced + text.slice(end);
}
