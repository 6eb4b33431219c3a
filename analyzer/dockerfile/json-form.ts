import type { Flaw } from './flaw.ts';
import { skipSpace } from './go-text.ts';

/** encoding/json refuses to nest deeper. */
const maxJsonDepth = 10000;

/**
 * Reads an instruction's rest as a JSON array of strings; null when it is not valid JSON and so is shell form or words; a
 * flaw when it is an array of anything else (frontend/dockerfile/parser/line_parsers.go, parseJSON, and encoding/json,
 * which replaces lone surrogates and refuses numbers that no float64 holds).
 */
export function readJsonForm(rest: string): readonly string[] | Flaw | null {
  const start = skipSpace(rest);
  if (rest[start] !== '[') return null;
  const elements = parseArray(rest.slice(start));
  if (elements === null) return null;
  const strings: string[] = [];
  for (const [index, element] of elements.entries()) {
    if (typeof element !== 'string') {
      if (!isGoJson(elements)) return null;
      return {
        message: `Element ${String(index + 1)} of this JSON array is no string.`,
        hint: 'Every element of the exec form must be a string in double quotes.',
      };
    }
    strings.push(replaceLoneSurrogates(element));
  }
  return strings;
}

function parseArray(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function isGoJson(elements: readonly unknown[]): boolean {
  let level: readonly unknown[] = elements;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxJsonDepth) return false;
    const next: unknown[] = [];
    for (const element of level) {
      if (typeof element === 'number' && !Number.isFinite(element)) return false;
      if (typeof element !== 'object' || element === null) continue;
      for (const child of Object.values(element)) next.push(child);
    }
    level = next;
  }
  return true;
}

function replaceLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
