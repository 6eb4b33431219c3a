import {
  accept,
  acceptIdentifier,
  createCursor,
  expect,
  fail,
  here,
  nested,
  skipSpace,
  startsWith,
  type Cursor,
} from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import { parseQuotedTemplate } from './parse-template.ts';
import type { Attribute, Block, Body } from './syntax.ts';

/** Parses a file of HCL's native syntax. Throws `HclFault` at the first thing that is wrong. */
export function parseBody(text: string): Body {
  const cursor = createCursor(text);
  const body = parseItems(cursor);
  if (cursor.offset < text.length) fail(cursor, 'This brace closes nothing.');
  return body;
}

function parseItems(cursor: Cursor): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    skipSpace(cursor, true);
    if (cursor.offset >= cursor.text.length || startsWith(cursor, '}')) return { attributes, blocks };
    const at = here(cursor);
    const name = acceptIdentifier(cursor) ?? fail(cursor, 'A name is missing here.');
    skipSpace(cursor, false);
    if (!startsWith(cursor, '==') && accept(cursor, '=')) {
      skipSpace(cursor, false);
      if (attributes.has(name)) fail(cursor, `"${name}" is set twice in one block.`);
      attributes.set(name, { name, at, expression: parseExpression(cursor, false) });
    } else {
      blocks.push(parseBlock(cursor, name, at));
    }
    skipSpace(cursor, false);
    if (cursor.offset < cursor.text.length && !startsWith(cursor, '\n') && !startsWith(cursor, '}')) {
      fail(cursor, 'The line should end here.');
    }
  }
}

function parseBlock(cursor: Cursor, type: string, at: Block['at']): Block {
  const labels: string[] = [];
  while (!accept(cursor, '{')) {
    const label = startsWith(cursor, '"') ? readLabel(cursor) : acceptIdentifier(cursor);
    if (label === null) fail(cursor, `After "${type}" an equals sign, a label or a brace is missing.`);
    labels.push(label);
    skipSpace(cursor, false);
  }
  const body = nested(cursor, () => parseItems(cursor));
  expect(cursor, '}');
  return { type, labels, at, body };
}

function readLabel(cursor: Cursor): string | null {
  const template = parseQuotedTemplate(cursor);
  return template.kind === 'literal' ? String(template.value) : null;
}
