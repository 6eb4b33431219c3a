import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

import type { Position } from '../dockerfile/range.ts';
import { problemAt, type DefinitionProblem } from './definition-reader.ts';
import type { LocatedEntry, LocatedValue } from './located-value.ts';

/** Deeper than any definition; the parser recurses on nesting, so deeper text is refused before it is parsed. */
const maxDepth = 200;

export interface LocatedJson {
  /** null when it is not JSON. */
  readonly value: LocatedValue | null;
  readonly problems: readonly DefinitionProblem[];
}

/** A text as JSON: its root, or why and where it is not one. */
export type JsonTree =
  | { readonly root: Node }
  | {
      readonly root: null;
      readonly message: string;
      /** null: the text as a whole. */
      readonly offset: number | null;
    };

/** Parses JSON with comments and trailing commas (as devcontainer.json allows) into nodes. Never throws. */
export function jsonTree(text: string): JsonTree {
  if (nestingOf(text) > maxDepth) {
    return { root: null, message: `This JSON is nested more than ${maxDepth} levels deep.`, offset: null };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const error = errors[0];
  if (root !== undefined && error === undefined) return { root };
  const what = error === undefined || text.trim() === '' ? 'it is empty' : inWords(printParseErrorCode(error.error));
  return { root: null, message: `This is not valid JSON: ${what}.`, offset: error?.offset ?? 0 };
}

/** `close brace expected` for the parser's `CloseBraceExpected`. */
function inWords(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}

/** Reads JSON with comments and trailing commas into values with places. Never throws. */
export function readJson(path: string, text: string): LocatedJson {
  const tree = jsonTree(text);
  const place = linePlaces(text);
  if (tree.root !== null) return { value: convert(tree.root, place), problems: [] };
  const at = tree.offset === null ? null : place(tree.offset);
  return { value: null, problems: [problemAt(path, at, tree.message)] };
}

function convert(node: Node, place: (offset: number) => Position): LocatedValue {
  const at = place(node.offset);
  if (node.type === 'array') {
    return { kind: 'list', at, tag: '', items: (node.children ?? []).map((child) => convert(child, place)) };
  }
  if (node.type === 'object') {
    const entries = new Map<string, LocatedEntry>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key === undefined || value === undefined) continue;
      entries.set(String(key.value), { keyAt: place(key.offset), value: convert(value, place) });
    }
    return { kind: 'map', at, tag: '', entries };
  }
  const text = node.type === 'null' ? null : String(node.value);
  return { kind: 'scalar', at, tag: '', text, isString: node.type === 'string', isLiteralBlock: false };
}

/** An upper bound of the nesting: brackets in strings count too, which only matters in absurd files. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
  }
  return deepest;
}

/** From an offset in a text to its line and column. */
export function linePlaces(text: string): (offset: number) => Position {
  const starts = [0];
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
