import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { jsonTree, linePlaces } from '../discover/read-json.ts';
import type { Position } from '../dockerfile/range.ts';
import { checkConfiguration, type SchemaFault } from './check-configuration.ts';
import type { Configuration } from './configuration.ts';

/** Why a text is no configuration. */
export interface ConfigurationProblem {
  readonly at: Position;
  readonly message: string;
}

/** A configuration, or what is wrong with it, in the order of the text. */
export type ParsedConfiguration =
  { readonly configuration: Configuration } | { readonly problems: readonly ConfigurationProblem[] };

/**
 * Reads a configuration from JSON with comments and trailing commas. `section`: the property of the text that holds it
 * (`layerfall` of package.json); null: all of it. Answers null where the text has no such property. Never throws.
 */
export async function parseConfiguration(text: string, section: string | null): Promise<ParsedConfiguration | null> {
  // A byte order mark is no part of JSON; something has to stand in its place, or columns would be off.
  const clean = text.replace(/^\uFEFF/, ' ');
  const place = linePlaces(clean);
  const tree = jsonTree(clean);
  if (tree.root === null) return { problems: [{ at: place(tree.offset ?? 0), message: tree.message }] };
  const root = section === null ? tree.root : findNodeAtLocation(tree.root, [section]);
  if (root === undefined) return null;
  const checked = await checkConfiguration(valueOf(root));
  if ('configuration' in checked) return checked;
  const offsets = checked.faults.map((fault) => ({ offset: offsetOf(root, fault), message: fault.message }));
  return {
    problems: offsets
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset, message }) => ({ at: place(offset), message })),
  };
}

/** As `JSON.parse` would have it: a property called `__proto__` is one like any other. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[String(key.value), valueOf(value)] as const],
  );
  return Object.fromEntries(entries);
}

function offsetOf(root: Node, { path, property }: SchemaFault): number {
  let node = root;
  for (const part of property === null ? path : [...path, property]) {
    const next = node.type === 'array' ? node.children?.[Number(part)] : propertyOf(node, part)?.children?.[1];
    if (next === undefined) break;
    node = next;
  }
  // The name of what should not be there, not its value.
  return property === null ? node.offset : (node.parent?.offset ?? node.offset);
}

/** Of several properties of one name the last one counts. */
function propertyOf(node: Node, name: string): Node | undefined {
  return node.children?.findLast(({ children: [key] = [] }) => key?.value === name);
}
