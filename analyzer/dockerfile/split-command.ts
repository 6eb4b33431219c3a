import { cutBlank, isSpace, trimSpace } from './go-text.ts';
import type { EscapeCharacter } from './directives.ts';

const none: readonly never[] = [];

/** A logical line cut into what every instruction has. */
export interface SplitLine {
  readonly command: string;
  readonly flags: readonly string[];
  readonly rest: string;
}

/** Cuts keyword, flags and the rest apart (frontend/dockerfile/parser/split_command.go). */
export function splitCommand(line: string, escape: EscapeCharacter): SplitLine {
  const [command, rest] = cutBlank(trimSpace(line));
  if (rest === null) return { command, flags: none, rest: '' };
  if (!/^[\t-\r ]*--/.test(rest)) return { command, flags: none, rest: trimSpace(rest) };
  const extracted = isAscii(rest) ? extractFlags(rest, escape) : extractFlagsOfBytes(rest, escape);
  return { command, flags: extracted.flags, rest: trimSpace(extracted.rest) };
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

interface Extracted {
  readonly flags: readonly string[];
  readonly rest: string;
}

/** BuildKit walks over bytes here, and writes each as a character of its own: `--chown=é` becomes `--chown=Ã©`. */
function extractFlagsOfBytes(text: string, escape: EscapeCharacter): Extracted {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  const { flags, rest } = extractFlags(bytes, escape);
  const restBytes = Uint8Array.from(rest, (character) => character.charCodeAt(0));
  return { flags, rest: new TextDecoder('utf-8', { ignoreBOM: true }).decode(restBytes) };
}

function extractFlags(text: string, escape: EscapeCharacter): Extracted {
  const flags: string[] = [];
  let word = '';
  let hasQuotes = false;
  let phase: 'spaces' | 'word' | 'quote' = 'spaces';
  let quote = '';
  for (let pos = 0; pos < text.length; pos += 1) {
    let character = text[pos] ?? '';
    if (phase === 'spaces') {
      if (isSpace(character.charCodeAt(0))) continue;
      if (!text.startsWith('--', pos)) return { flags, rest: text.slice(pos) };
      phase = 'word';
    }
    if (phase === 'word') {
      if (isSpace(character.charCodeAt(0))) {
        if (word === '--') return { flags, rest: text.slice(pos) };
        if (hasQuotes || word !== '') flags.push(word);
        phase = 'spaces';
        word = '';
        hasQuotes = false;
        continue;
      }
      if (character === "'" || character === '"') {
        quote = character;
        hasQuotes = true;
        phase = 'quote';
        continue;
      }
    } else if (character === quote) {
      phase = 'word';
      continue;
    }
    if (character === escape) {
      if (pos + 1 === text.length) continue;
      pos += 1;
      character = text[pos] ?? '';
    }
    word += character;
  }
  if (phase !== 'spaces' && word !== '--' && (hasQuotes || word !== '')) flags.push(word);
  return { flags, rest: '' };
}
