import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Node, type YAMLMap } from 'yaml';

import type { Position } from '../dockerfile/range.ts';
import { problemAt, type DefinitionProblem } from './definition-reader.ts';
import type { LocatedEntry, LocatedScalar, LocatedValue } from './located-value.ts';

/** Deeper than any definition; it keeps recursion bounded. */
const maxDepth = 100;

export interface LocatedDocuments {
  /** One value a YAML document, empty documents left out. */
  readonly documents: readonly LocatedValue[];
  readonly problems: readonly DefinitionProblem[];
}

/**
 * Reads YAML (1.2, with the merge key `<<` that Docker's tools know) into values with places.
 *
 * An alias shares the value of its anchor, so a file of nested aliases stays as small as it is written. A document with a
 * syntax error is left out and told as a problem. Never throws.
 */
export function readYaml(path: string, text: string): LocatedDocuments {
  const documents: LocatedValue[] = [];
  const problems: DefinitionProblem[] = [];
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    for (const document of Array.isArray(parsed) ? parsed : []) {
      const error = document.errors[0];
      if (error !== undefined) {
        problems.push(problemAt(path, place(error.pos[0]), `This is not valid YAML: ${firstLine(error.message)}`));
      } else if (document.contents !== null) {
        const converter = createConverter(place);
        documents.push(converter.convert(document.contents, 0));
        for (const fault of converter.faults) problems.push(problemAt(path, fault.at, fault.message));
      }
    }
  } catch (error) {
    // The parser itself recurses on nesting: a stack that runs out is the only thing it throws.
    if (!(error instanceof RangeError)) throw error;
    problems.push(problemAt(path, null, 'This YAML is nested too deeply to be read.'));
  }
  return { documents, problems };
}

interface Fault {
  readonly at: Position;
  readonly message: string;
}

function createConverter(place: (offset: number) => Position) {
  const anchors = new Map<string, LocatedValue>();
  const faults: Fault[] = [];

  function convert(node: unknown, depth: number): LocatedValue {
    const at = place(offsetOf(node));
    if (depth > maxDepth) {
      faults.push({ at, message: `This is nested more than ${maxDepth} levels deep; what lies below is left out.` });
      return emptyScalar(at);
    }
    if (isAlias(node)) {
      const shared = anchors.get(node.source);
      if (shared === undefined) faults.push({ at, message: `The alias *${node.source} names no anchor above it.` });
      return shared ?? emptyScalar(at);
    }
    const value = convertContent(node, at, depth);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, value);
    return value;
  }

  function convertContent(node: unknown, at: Position, depth: number): LocatedValue {
    if (isMap(node)) return { kind: 'map', at, tag: tagOf(node), entries: convertEntries(node, depth) };
    if (isSeq(node)) {
      return { kind: 'list', at, tag: tagOf(node), items: node.items.map((item) => convert(item, depth + 1)) };
    }
    if (!isScalar(node)) return emptyScalar(at);
    const { value } = node;
    const isString = typeof value === 'string';
    // A number or boolean keeps the form it is written in: 1.10 is not 1.1.
    const text = value === null || value === undefined ? null : isString ? value : (node.source ?? plainText(value));
    return { kind: 'scalar', at, tag: tagOf(node), text, isString, isLiteralBlock: node.type === 'BLOCK_LITERAL' };
  }

  function convertEntries(map: YAMLMap, depth: number): ReadonlyMap<string, LocatedEntry> {
    const entries = new Map<string, LocatedEntry>();
    const merged: LocatedValue[] = [];
    for (const pair of map.items) {
      const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : null;
      const value = convert(pair.value, depth + 1);
      if (key === null) continue;
      if (key === '<<') merged.push(...(value.kind === 'list' ? value.items : [value]));
      else {
        const keyAt = place(offsetOf(pair.key));
        entries.set(key, { keyAt, value: pair.value === null ? emptyScalar(keyAt) : value });
      }
    }
    for (const source of merged) {
      if (source.kind !== 'map') continue;
      for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
    }
    return entries;
  }

  return { convert, faults };
}

/** A number, boolean or date without its source. */
function plainText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : (JSON.stringify(value) ?? '');
}

function emptyScalar(at: Position): LocatedScalar {
  return { kind: 'scalar', at, tag: '', text: null, isString: false, isLiteralBlock: false };
}

function offsetOf(node: unknown): number {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
}

/** A tag as written by the author; the parser's own standard tags say nothing. */
function tagOf(node: Node): string {
  const tag = 'tag' in node && typeof node.tag === 'string' ? node.tag : '';
  return tag.startsWith('!') ? tag : '';
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
