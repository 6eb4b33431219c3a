/** What an expression of a workflow is worth, or in words why that is not known. */
export type ExpressionValue = { readonly value: unknown } | { readonly reason: string };

/** Looks up a context such as `matrix.image` by its parts. */
export type ContextLookup = (path: readonly string[]) => ExpressionValue;

/** Brackets in brackets beyond what people write. */
const maxDepth = 40;

const tokens =
  /\s*(?:(?<number>-?\d+(?:\.\d+)?)|'(?<text>(?:[^']|'')*)'|(?<name>[A-Za-z_][\w-]*)|(?<symbol>&&|\|\||==|!=|<=|>=|[()[\].,!<>*]))/y;

interface Token {
  readonly kind: 'name' | 'number' | 'symbol' | 'text';
  readonly text: string;
}

function tokenize(source: string): readonly Token[] | null {
  const found: Token[] = [];
  const end = source.trimEnd().length;
  tokens.lastIndex = 0;
  while (tokens.lastIndex < end) {
    const groups = tokens.exec(source)?.groups;
    if (groups === undefined) return null;
    for (const kind of ['number', 'text', 'name', 'symbol'] as const) {
      const text = groups[kind];
      if (text !== undefined) found.push({ kind, text: kind === 'text' ? text.replaceAll("''", "'") : text });
    }
  }
  return found;
}

/**
 * Evaluates the inside of `${{ … }}` as far as nothing but literals, known contexts, `format`, `&&`, `||`, `!`, `==` and `!=` stand in it
 * (docs.github.com/actions/reference/workflows-and-actions/expressions).
 */
export function evaluateExpression(source: string, lookup: ContextLookup): ExpressionValue {
  const all = tokenize(source);
  const notFollowed = { reason: `\${{ ${source.trim()} }} is known when the workflow runs` };
  if (all === null) return notFollowed;
  let index = 0;
  let depth = 0;
  const peek = () => all[index]?.text;
  const isSymbol = (text: string) => all[index]?.kind === 'symbol' && peek() === text;

  function binary(operators: readonly string[], next: () => ExpressionValue, apply: typeof combine): ExpressionValue {
    let left = next();
    for (;;) {
      const operator = operators.find(isSymbol);
      if (operator === undefined) return left;
      index += 1;
      left = apply(operator, left, next());
    }
  }

  const or = (): ExpressionValue => binary(['||'], and, combine);
  const and = (): ExpressionValue => binary(['&&'], equality, combine);
  const equality = (): ExpressionValue => binary(['==', '!='], unary, combine);

  function unary(): ExpressionValue {
    if (!isSymbol('!')) return primary();
    index += 1;
    const operand = unary();
    return 'value' in operand ? { value: !isTrue(operand.value) } : operand;
  }

  function primary(): ExpressionValue {
    const token = all?.[index];
    index += 1;
    if (token === undefined || depth > maxDepth) return notFollowed;
    if (token.kind === 'text') return { value: token.text };
    if (token.kind === 'number') return { value: Number(token.text) };
    if (token.kind === 'symbol') {
      if (token.text !== '(') return notFollowed;
      depth += 1;
      const inside = or();
      depth -= 1;
      if (!isSymbol(')')) return notFollowed;
      index += 1;
      return inside;
    }
    if (isSymbol('(')) return call(token.text);
    if (token.text === 'true' || token.text === 'false') return { value: token.text === 'true' };
    if (token.text === 'null') return { value: null };
    return lookup(path(token.text));
  }

  function path(first: string): readonly string[] {
    const parts = [first];
    for (;;) {
      const next = all?.[index + 1];
      if (isSymbol('.') && next !== undefined) {
        parts.push(next.text);
        index += 2;
      } else if (isSymbol('[') && next !== undefined && all?.[index + 2]?.text === ']') {
        parts.push(next.text);
        index += 3;
      } else {
        return parts;
      }
    }
  }

  function call(name: string): ExpressionValue {
    index += 1;
    const args: ExpressionValue[] = [];
    depth += 1;
    while (index < (all?.length ?? 0) && !isSymbol(')')) {
      args.push(or());
      if (isSymbol(',')) index += 1;
      else if (!isSymbol(')')) return notFollowed;
    }
    depth -= 1;
    index += 1;
    const unknown = args.find((arg) => 'reason' in arg);
    if (unknown !== undefined) return unknown;
    const values = args.flatMap((arg) => ('value' in arg ? [arg.value] : []));
    if (name === 'format') {
      return {
        value: (scalarText(values[0]) ?? '').replace(
          /\{(\d+)\}/g,
          (_, at: string) => scalarText(values[Number(at) + 1]) ?? '',
        ),
      };
    }
    return notFollowed;
  }

  const result = or();
  return index >= all.length ? result : notFollowed;
}

function combine(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if ('reason' in left) return left;
  if (operator === '||') return isTrue(left.value) ? left : right;
  if (operator === '&&') return isTrue(left.value) ? right : left;
  if ('reason' in right) return right;
  // Texts are compared without regard to case.
  const isEqual = comparable(left.value) === comparable(right.value);
  return { value: isEqual === (operator === '==') };
}

function isTrue(value: unknown): boolean {
  return value !== false && value !== 0 && value !== '' && value !== null && value !== undefined;
}

/** `1` and `'1'` are equal to GitHub, as are `'A'` and `'a'`. */
function comparable(value: unknown): string {
  return value === null ? 'null' : (scalarText(value) ?? '').toLowerCase();
}

/** A value as GitHub puts it in a text; undefined for lists and objects. */
export function scalarText(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : undefined;
}
