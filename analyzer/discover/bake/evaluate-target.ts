import type { Position } from '../../dockerfile/range.ts';
import { evaluate, type Scope } from '../hcl/evaluate.ts';
import { HclFault, type Block } from '../hcl/syntax.ts';
import { isList, isObject, isUnknown, toText, type HclValue } from '../hcl/value.ts';
import type { BakeScope } from './bake-scope.ts';
import type { BakeTarget, Setting } from './bake-target.ts';

/** More targets of one matrix than people write. */
const maxCombinations = 1000;

/** The targets that one block makes: one, or one for each combination of its matrix. `fault` hears of what is wrong. */
export function evaluateTargets(
  path: string,
  block: Block,
  scope: BakeScope,
  fault: (at: Position, message: string) => void,
): readonly BakeTarget[] {
  const [label] = block.labels;
  if (label === undefined) {
    fault(block.at, 'This target has no name.');
    return [];
  }
  const matrix = block.body.attributes.get('matrix');
  if (matrix === undefined) return [evaluateTarget(path, label, block, scope.root, fault)];
  try {
    const combinations = combine(evaluate(matrix.expression, scope.root), matrix.at);
    return combinations.map((names) => {
      const inner = scope.with(names);
      const name = block.body.attributes.get('name');
      const text = name === undefined ? undefined : toText(evaluate(name.expression, inner));
      if (text === undefined) throw new HclFault(block.at, 'A target with a matrix needs a name made of its values.');
      return evaluateTarget(path, text, block, inner, fault);
    });
  } catch (error) {
    if (!(error instanceof HclFault)) throw error;
    fault(error.at, error.message);
    return [];
  }
}

function combine(matrix: HclValue, at: Position): readonly ReadonlyMap<string, HclValue>[] {
  if (!isObject(matrix)) throw new HclFault(at, 'A matrix is a map of lists.');
  let rows: readonly ReadonlyMap<string, HclValue>[] = [new Map()];
  for (const [name, values] of matrix) {
    if (!isList(values)) throw new HclFault(at, `"${name}" of the matrix is no list.`);
    if (rows.length * values.length > maxCombinations) throw new HclFault(at, 'This matrix is too large.');
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [name, value]])));
  }
  return rows;
}

function evaluateTarget(
  path: string,
  name: string,
  block: Block,
  scope: Scope,
  fault: (at: Position, message: string) => void,
): BakeTarget {
  const unresolved = new Map<string, string>();
  const valueOf = (attribute: string): { readonly value: HclValue; readonly at: Position } | undefined => {
    const found = block.body.attributes.get(attribute);
    if (found === undefined) return undefined;
    try {
      const value = evaluate(found.expression, scope);
      if (!isUnknown(value)) return { value, at: found.at };
      unresolved.set(attribute, value.reason);
    } catch (error) {
      if (!(error instanceof HclFault)) throw error;
      fault(error.at, error.message);
      unresolved.set(attribute, 'it cannot be evaluated');
    }
    return undefined;
  };
  const text = (attribute: string): Setting<string> | undefined => {
    const found = valueOf(attribute);
    const reason = unresolved.get(attribute);
    if (reason !== undefined) return { reason };
    if (found === undefined || found.value === null) return undefined;
    const value = toText(found.value);
    return value === undefined ? { reason: 'it is no text' } : { value };
  };
  const texts = (attribute: string): Setting<readonly string[]> | undefined => {
    const found = valueOf(attribute);
    const reason = unresolved.get(attribute);
    if (reason !== undefined) return { reason };
    if (found === undefined || found.value === null) return undefined;
    return isList(found.value)
      ? { value: found.value.flatMap((item) => toText(item) ?? []) }
      : { reason: 'it is no list' };
  };
  const map = (attribute: string): ReadonlyMap<string, Setting<string>> => {
    const found = valueOf(attribute)?.value;
    if (found === undefined || !isObject(found)) return new Map();
    return new Map([...found].flatMap(([key, value]) => settingOf(key, value)));
  };
  const inherits = texts('inherits');
  return {
    name,
    block: block.labels[0] ?? name,
    path,
    at: block.at,
    inherits: inherits !== undefined && 'value' in inherits ? inherits.value : [],
    context: text('context'),
    dockerfile: text('dockerfile'),
    inlineDockerfile: text('dockerfile-inline'),
    target: text('target'),
    call: text('call'),
    args: map('args'),
    contexts: map('contexts'),
    tags: texts('tags'),
    platforms: texts('platforms'),
    unresolved: new Map([...unresolved].filter(([attribute]) => ['args', 'contexts', 'inherits'].includes(attribute))),
  };
}

/** null takes an argument away: bake passes none. */
function settingOf(key: string, value: HclValue): readonly (readonly [string, Setting<string>])[] {
  if (value === null) return [];
  if (isUnknown(value)) return [[key, { reason: value.reason }]];
  const text = toText(value);
  return [[key, text === undefined ? { reason: 'it is no text' } : { value: text }]];
}
