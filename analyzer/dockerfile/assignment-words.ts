import type { EscapeCharacter } from './directives.ts';
import type { Flaw } from './flaw.ts';
import { cutBlank, isSpace } from './go-text.ts';

/** `KEY=value` of ENV or LABEL, or the old form `KEY value` of which an instruction holds one. */
export interface Assignment {
  readonly key: string;
  readonly value: string;
  readonly isLegacy: boolean;
}

/**
 * Splits at white space outside quotes and keeps quotes and escapes as written
 * (frontend/dockerfile/parser/line_parsers.go, parseWords).
 */
export function splitQuotedWords(rest: string, escape: EscapeCharacter): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let pos = 0; pos < rest.length; pos += 1) {
    let character = rest[pos] ?? '';
    if (quote === '' && isSpace(character.charCodeAt(0))) {
      if (word !== '') words.push(word);
      word = '';
      continue;
    }
    if (quote === '') {
      if (character === "'" || character === '"') quote = character;
    } else if (character === quote) {
      quote = '';
      word += character;
      continue;
    }
    if (character === escape && quote !== "'") {
      if (pos + 1 === rest.length) break;
      word += character;
      pos += 1;
      character = rest[pos] ?? '';
    }
    word += character;
  }
  if (word !== '') words.push(word);
  return words;
}

/**
 * The assignments of ENV or LABEL (frontend/dockerfile/parser/line_parsers.go, parseNameVal): a first word without `=`
 * makes the whole rest one assignment of the old form.
 */
export function readAssignments(rest: string, keyword: string, escape: EscapeCharacter): readonly Assignment[] | Flaw {
  const words = splitQuotedWords(rest, escape);
  const first = words[0];
  if (first === undefined) return [];
  if (!first.includes('=')) {
    const [key, value] = cutBlank(rest);
    if (value === null) {
      return {
        message: `${keyword} ${rest} gives no value.`,
        hint: `Write ${keyword} ${rest}=value.`,
        place: { argument: 0 },
      };
    }
    return [{ key, value, isLegacy: true }];
  }
  const assignments: Assignment[] = [];
  for (const [index, word] of words.entries()) {
    const equals = word.indexOf('=');
    if (equals === -1) {
      return {
        message: `${keyword} needs KEY=value, and "${word}" has no "=".`,
        hint: 'Put a value with spaces in quotes.',
        place: { argument: index },
      };
    }
    assignments.push({ key: word.slice(0, equals), value: word.slice(equals + 1), isLegacy: false });
  }
  return assignments;
}
