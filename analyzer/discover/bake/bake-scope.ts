import type { Position } from '../../dockerfile/range.ts';
import { evaluate, type Budget, type Scope } from '../hcl/evaluate.ts';
import { callFunction } from '../hcl/functions.ts';
import { HclFault, type Block, type Body, type Expression } from '../hcl/syntax.ts';
import type { HclValue } from '../hcl/value.ts';

/** Functions of a file that call each other; bake forbids recursion, and so does this. */
const maxCalls = 50;

/** What a file of bake may cost to evaluate; real ones take a few thousand. */
const budgetOfFiles = 400_000;

/** The names that the attributes of bake files can use, and their values where nothing overrides them. */
export interface BakeScope {
  readonly root: Scope;
  /** The root with more names (of a matrix) before it. */
  readonly with: (names: ReadonlyMap<string, HclValue>) => Scope;
}

/**
 * The variables, functions and `target.NAME.ATTRIBUTE` of several files, the later ones on top (buildx, bake/hclparser/hclparser.go).
 *
 * A variable is worth its default; without one it is the empty string, as in bake. The environment can override each.
 */
export function bakeScope(bodies: readonly Body[]): BakeScope {
  const budget: Budget = { left: budgetOfFiles };
  const variables = new Map<string, Expression | null>();
  const functions = new Map<string, Block>();
  const targets = new Map<string, Block[]>();
  for (const { attributes, blocks } of bodies) {
    for (const [name, attribute] of attributes) variables.set(name, attribute.expression);
    for (const block of blocks) {
      const [label] = block.labels;
      if (label === undefined) continue;
      if (block.type === 'variable') {
        const expression = block.body.attributes.get('default')?.expression ?? null;
        if (expression !== null || !variables.has(label)) variables.set(label, expression);
      } else if (block.type === 'function') functions.set(label, block);
      else if (block.type === 'target') targets.set(label, [...(targets.get(label) ?? []), block]);
    }
  }
  const values = new Map<string, HclValue>([
    ['BAKE_CMD_CONTEXT', 'cwd://'],
    ['BAKE_LOCAL_PLATFORM', 'linux/amd64'],
  ]);
  const running = new Set<string>();
  let calls = 0;

  function once(key: string, at: Position | null, run: () => HclValue): HclValue {
    if (running.has(key)) throw new HclFault(at ?? { line: 1, column: 1 }, `"${key}" depends on itself.`);
    running.add(key);
    try {
      return run();
    } finally {
      running.delete(key);
    }
  }

  function variable(name: string): HclValue | undefined {
    if (name === 'target' && !variables.has(name)) return { kind: 'lazy', get: targetObject };
    const known = values.get(name);
    if (known !== undefined) return known;
    const expression = variables.get(name);
    if (expression === undefined) return undefined;
    const value = expression === null ? '' : once(name, expression.at, () => evaluate(expression, root));
    values.set(name, value);
    return value;
  }

  function targetObject(name: string): HclValue | undefined {
    const blocks = targets.get(name);
    if (blocks === undefined) return undefined;
    return {
      kind: 'lazy',
      get: (attribute) => {
        const found = blocks.map(({ body }) => body.attributes.get(attribute)).findLast((each) => each !== undefined);
        return found && once(`target.${name}.${attribute}`, found.at, () => evaluate(found.expression, root));
      },
    };
  }

  function call(name: string, args: readonly HclValue[], at: Position): HclValue {
    const own = functions.get(name);
    if (own === undefined) return callFunction(name, args, at);
    const result = own.body.attributes.get('result');
    if (result === undefined) throw new HclFault(own.at, `The function "${name}" has no result.`);
    const params = namesIn(own.body.attributes.get('params')?.expression);
    const rest = namesIn(own.body.attributes.get('variadic_params')?.expression)[0];
    const names = new Map<string, HclValue>(params.map((param, index) => [param, args[index] ?? null]));
    if (rest !== undefined) names.set(rest, args.slice(params.length));
    calls += 1;
    try {
      if (calls > maxCalls) throw new HclFault(at, `The function "${name}" calls itself.`);
      return evaluate(result.expression, scopeWith(names));
    } finally {
      calls -= 1;
    }
  }

  const root: Scope = { variable, call, budget };
  const scopeWith = (names: ReadonlyMap<string, HclValue>): Scope => ({
    ...root,
    variable: (name) => (names.has(name) ? names.get(name) : variable(name)),
  });
  return { root, with: scopeWith };
}

/** Parameters stand as bare names in a list, or as one. */
function namesIn(expression: Expression | undefined): readonly string[] {
  if (expression?.kind === 'name') return [expression.name];
  if (expression?.kind === 'literal') return [String(expression.value)];
  return expression?.kind === 'tuple' ? expression.items.flatMap(namesIn) : [];
}
