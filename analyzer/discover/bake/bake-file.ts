import { problemAt, type DefinitionProblem } from '../definition-reader.ts';
import { parseBody } from '../hcl/parse-body.ts';
import { parseBareTemplate } from '../hcl/parse-template.ts';
import { HclFault, type Attribute, type Block, type Body, type Expression } from '../hcl/syntax.ts';
import type { LocatedValue } from '../located-value.ts';
import { readJson } from '../read-json.ts';

export interface BakeFile {
  readonly path: string;
  readonly body: Body;
}

/** Reads a bake file by its ending: HCL's native syntax, or its JSON form for `.json`. */
export function readBakeFile(
  path: string,
  text: string,
): { readonly file: BakeFile | null; readonly problems: readonly DefinitionProblem[] } {
  try {
    if (!path.endsWith('.json')) return { file: { path, body: parseBody(text) }, problems: [] };
    const { value, problems } = readJson(path, text);
    return { file: value === null ? null : { path, body: bodyFromJson(value) }, problems };
  } catch (error) {
    if (!(error instanceof HclFault)) throw error;
    return { file: null, problems: [problemAt(path, error.at, error.message)] };
  }
}

const blockTypes = new Set(['function', 'group', 'target', 'variable']);

/** `{"target": {"app": {…}}}` says what `target "app" {…}` says (github.com/hashicorp/hcl, json/spec.md). */
function bodyFromJson(root: LocatedValue): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const [name, { keyAt, value }] of root.kind === 'map' ? root.entries : []) {
    if (blockTypes.has(name) && value.kind === 'map') {
      for (const [label, entry] of value.entries) {
        if (entry.value.kind !== 'map') continue;
        blocks.push({
          type: name,
          labels: [label],
          at: entry.keyAt,
          body: { attributes: attributesOf(entry.value), blocks: [] },
        });
      }
    } else {
      attributes.set(name, { name, at: keyAt, expression: toExpression(value) });
    }
  }
  return { attributes, blocks };
}

function attributesOf(value: LocatedValue): ReadonlyMap<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const [name, entry] of value.kind === 'map' ? value.entries : []) {
    attributes.set(name, { name, at: entry.keyAt, expression: toExpression(entry.value) });
  }
  return attributes;
}

/** Strings are templates; a string that is not one (`"50%{"`) is the file's fault. */
function toExpression(value: LocatedValue): Expression {
  const { at } = value;
  if (value.kind === 'list') return { kind: 'tuple', at, items: value.items.map(toExpression) };
  if (value.kind === 'map') {
    const entries = [...value.entries].map(
      ([key, entry]) => [{ kind: 'literal', at: entry.keyAt, value: key }, toExpression(entry.value)] as const,
    );
    return { kind: 'object', at, entries };
  }
  if (value.text === null) return { kind: 'literal', at, value: null };
  if (value.isString) return parseBareTemplate(value.text, () => at);
  return {
    kind: 'literal',
    at,
    value: value.text === 'true' || value.text === 'false' ? value.text === 'true' : Number(value.text),
  };
}
