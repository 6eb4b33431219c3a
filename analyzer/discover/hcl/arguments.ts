import type { Position } from '../../dockerfile/range.ts';
import { HclFault } from './syntax.ts';
import { isList, isObject, toNumber, toText, type HclValue } from './value.ts';

/** The arguments of one call; each reader throws `HclFault` when the argument is not there or of another type. */
export interface Arguments {
  readonly values: readonly HclValue[];
  readonly text: (index: number) => string;
  readonly number: (index: number) => number;
  /** A list; a map's values in the order of its keys. */
  readonly list: (index: number) => readonly HclValue[];
  readonly texts: (index: number) => readonly string[];
  readonly object: (index: number) => ReadonlyMap<string, HclValue>;
  readonly fail: (message: string) => never;
}

export type HclFunction = (args: Arguments) => HclValue;

export function readArguments(name: string, values: readonly HclValue[], at: Position): Arguments {
  const fail = (message: string): never => {
    throw new HclFault(at, `${name}: ${message}`);
  };
  const need = <Wanted>(value: Wanted | undefined, index: number, what: string): Wanted =>
    value ?? fail(`argument ${index + 1} is no ${what}`);
  const list = (index: number): readonly HclValue[] => {
    const value = values[index] ?? null;
    if (isObject(value)) return sortedEntries(value).map(([, item]) => item);
    return need(isList(value) ? value : undefined, index, 'list');
  };
  return {
    values,
    fail,
    list,
    text: (index) => need(toText(values[index] ?? null), index, 'text'),
    number: (index) => need(toNumber(values[index] ?? null), index, 'number'),
    texts: (index) => list(index).map((item) => need(toText(item), index, 'list of texts')),
    object: (index) => {
      const value = values[index] ?? null;
      return need(isObject(value) ? value : undefined, index, 'map');
    },
  };
}

/** The entries of a map in the order of its keys, as HCL walks them. */
export function sortedEntries(map: ReadonlyMap<string, HclValue>): readonly (readonly [string, HclValue])[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
