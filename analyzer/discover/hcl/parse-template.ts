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
import { parseExpression, parseForIntro } from './parse-expression.ts';
import { HclFault, type Expression } from './syntax.ts';

type Template = Extract<Expression, { readonly kind: 'template' }>;

/** How a template's text ends and what its backslashes mean. */
type TemplateForm = 'bare' | 'quoted';

/** A template in double quotes; the cursor stands on the opening one. */
export function parseQuotedTemplate(cursor: Cursor): Expression {
  const at = here(cursor);
  expect(cursor, '"');
  const parts = nested(cursor, () => parseParts(cursor, 'quoted', []));
  if (!accept(cursor, '"')) throw new HclFault(at, 'This text has no closing quote.');
  return simplify({ kind: 'template', at, parts });
}

/** A text that is a template from its start to its end, as the strings of docker-bake.json are. */
export function parseBareTemplate(text: string, place: Cursor['place']): Expression {
  const cursor = createCursor(text, place);
  const at = here(cursor);
  return simplify({ kind: 'template', at, parts: parseParts(cursor, 'bare', []) });
}

/** `<<NAME` or `<<-NAME` to the line that holds only the name. The line end after the name stays unread. */
export function parseHeredoc(cursor: Cursor): Expression {
  const at = here(cursor);
  expect(cursor, '<<');
  const isFlush = accept(cursor, '-');
  const name = acceptIdentifier(cursor) ?? fail(cursor, 'A name is missing after <<.');
  const { text } = cursor;
  let start = text.indexOf('\n', cursor.offset) + 1;
  const lines: { readonly start: number; readonly text: string }[] = [];
  while (start > 0 && start <= text.length) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end);
    if (line.trim() === name) {
      cursor.offset = start + line.length;
      return simplify({ kind: 'template', at, parts: parseLines(cursor, lines, isFlush) });
    }
    lines.push({ start, text: line });
    if (end === -1) break;
    start = end + 1;
  }
  throw new HclFault(at, `The here-document "${name}" has no end.`);
}

function parseLines(
  outer: Cursor,
  lines: readonly { readonly start: number; readonly text: string }[],
  isFlush: boolean,
) {
  const indents = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length);
  const indent = isFlush ? indents.reduce((least, each) => Math.min(least, each), Infinity) : 0;
  const kept = lines.map(({ start, text }) => {
    const cut = Math.min(indent, text.length - text.trimStart().length);
    return { start: start + cut, text: `${text.slice(cut)}\n` };
  });
  const starts: number[] = [];
  let length = 0;
  for (const line of kept) {
    starts.push(length);
    length += line.text.length;
  }
  const place = (offset: number) => {
    let line = starts.length - 1;
    while (line > 0 && (starts[line] ?? 0) > offset) line -= 1;
    return outer.place((kept[line]?.start ?? 0) + offset - (starts[line] ?? 0));
  };
  const cursor = createCursor(kept.map(({ text }) => text).join(''), place);
  cursor.depth = outer.depth;
  return parseParts(cursor, 'bare', []);
}

/** Parts up to the end of the template, or to a `%{ word }` of `stops` (the word is left for the caller to read). */
function parseParts(cursor: Cursor, form: TemplateForm, stops: readonly string[]): readonly Expression[] {
  const { text } = cursor;
  const parts: Expression[] = [];
  let literal = '';
  let at = here(cursor);
  let isTrimming = false;
  const flush = () => {
    if (literal !== '') parts.push({ kind: 'literal', at, value: literal });
    literal = '';
  };
  const push = (character: string) => {
    if (isTrimming && character.trim() === '') return;
    isTrimming = false;
    if (literal === '') at = here(cursor);
    literal += character;
  };
  while (cursor.offset < text.length) {
    const character = text[cursor.offset] ?? '';
    if (form === 'quoted' && character === '"') break;
    if (form === 'quoted' && character === '\n') fail(cursor, 'This text has no closing quote on its line.');
    if (startsWith(cursor, '$${') || startsWith(cursor, '%%{')) {
      push(`${character}{`);
      cursor.offset += 3;
    } else if (startsWith(cursor, '${') || startsWith(cursor, '%{')) {
      const start = cursor.offset;
      cursor.offset += 2;
      if (accept(cursor, '~')) literal = literal.trimEnd();
      flush();
      skipSpace(cursor, true);
      if (character === '$') parts.push(nested(cursor, () => parseExpression(cursor, true)));
      else if (isStop(cursor, stops)) {
        cursor.offset = start;
        return parts;
      } else parts.push(nested(cursor, () => parseControl(cursor, form)));
      isTrimming = closeSequence(cursor);
    } else if (form === 'quoted' && character === '\\') {
      push(readEscape(cursor));
    } else {
      push(character);
      cursor.offset += 1;
    }
  }
  flush();
  return parts;
}

/** The brace that ends a sequence; whether it asks to trim what follows. */
function closeSequence(cursor: Cursor): boolean {
  skipSpace(cursor, true);
  const isTrimming = accept(cursor, '~');
  expect(cursor, '}');
  return isTrimming;
}

function isStop(cursor: Cursor, stops: readonly string[]): boolean {
  const start = cursor.offset;
  const word = acceptIdentifier(cursor);
  cursor.offset = start;
  return word !== null && stops.includes(word);
}

/** `%{ if … }` or `%{ for … }` up to the inside of its end mark, whose brace is left to the caller. */
function parseControl(cursor: Cursor, form: TemplateForm): Expression {
  const at = here(cursor);
  const word = acceptIdentifier(cursor);
  const body = (stops: readonly string[]): Template => {
    closeSequence(cursor);
    return { kind: 'template', at, parts: parseParts(cursor, form, stops) };
  };
  const readMark = (): string => {
    if (!accept(cursor, '%{')) throw new HclFault(at, `This %{ ${word} } has no end.`);
    accept(cursor, '~');
    skipSpace(cursor, true);
    return acceptIdentifier(cursor) ?? '';
  };
  if (word === 'if') {
    skipSpace(cursor, true);
    const condition = parseExpression(cursor, true);
    const yes = body(['else', 'endif']);
    let no: Template = { kind: 'template', at, parts: [] };
    if (readMark() === 'else') {
      no = body(['endif']);
      readMark();
    }
    return { kind: 'conditional', at, condition, yes, no };
  }
  if (word !== 'for') throw new HclFault(at, `"${word ?? ''}" is no directive of a template: if and for are.`);
  const intro = parseForIntro(cursor);
  const value = body(['endfor']);
  readMark();
  return { kind: 'for', at, ...intro, key: null, value, condition: null, isGrouped: false, isTemplate: true };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

function readEscape(cursor: Cursor): string {
  const character = cursor.text[cursor.offset + 1] ?? '';
  const digits = character === 'u' ? 4 : character === 'U' ? 8 : 0;
  const code = cursor.text.slice(cursor.offset + 2, cursor.offset + 2 + digits);
  const known = escapes.get(character);
  if (
    known === undefined &&
    !(digits > 0 && /^[0-9a-fA-F]+$/.test(code) && code.length === digits && parseInt(code, 16) <= 0x10ffff)
  ) {
    fail(cursor, `"\\${character}" is no escape in HCL.`);
  }
  cursor.offset += 2 + digits;
  return known ?? String.fromCodePoint(parseInt(code, 16));
}

/** A template of one literal is that text; one of one `${…}` is that value, whatever its type. */
function simplify(template: Template): Expression {
  const [only] = template.parts;
  if (only === undefined) return { kind: 'literal', at: template.at, value: '' };
  if (template.parts.length > 1) return template;
  return only.kind === 'literal' ? { ...only, at: template.at } : only;
}
