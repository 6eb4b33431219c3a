import { sortedEntries, type Arguments, type HclFunction } from './arguments.ts';
import { areEqual, isList, isObject, toText, type HclValue } from './value.ts';

/** Longer results than this come from hostile files only. */
const maxLength = 10_000;

/** Functions on lists, sets and maps (github.com/zclconf/go-cty, function/stdlib/collection.go, set.go, sequence.go). */
export const listFunctions: readonly (readonly [string, HclFunction])[] = [
  ['chunklist', (args) => chunks(args.list(0), Math.max(1, args.number(1)))],
  ['coalesce', (args) => args.values.find((value) => value !== null) ?? null],
  [
    'coalescelist',
    (args) => args.values.find((value) => isList(value) && value.length > 0) ?? args.fail('all lists are empty'),
  ],
  ['compact', (args) => args.list(0).filter((value) => value !== null && value !== '')],
  ['concat', (args) => args.values.flatMap((_, index) => args.list(index))],
  ['contains', (args) => args.list(0).some((value) => areEqual(value, args.values[1] ?? null))],
  ['distinct', (args) => distinct(args.list(0))],
  ['element', (args) => element(args)],
  ['flatten', (args) => args.list(0).flatMap((value) => flattened(value, 0))],
  ['hasindex', (args) => hasIndex(args)],
  ['index', (args) => element(args)],
  ['indexof', (args) => indexOf(args)],
  ['keys', (args) => sortedEntries(args.object(0)).map(([key]) => key)],
  ['length', (args) => args.list(0).length],
  [
    'lookup',
    (args) => args.object(0).get(args.text(1)) ?? args.values[2] ?? args.fail(`there is no "${args.text(1)}"`),
  ],
  ['merge', (args) => new Map(args.values.flatMap((value, index) => (value === null ? [] : [...args.object(index)])))],
  ['range', range],
  ['reverselist', (args) => [...args.list(0)].reverse()],
  ['sethaselement', (args) => args.list(0).some((value) => areEqual(value, args.values[1] ?? null))],
  ['setintersection', (args) => sets(args).reduce((left, right) => left.filter((value) => includes(right, value)))],
  ['setproduct', setProduct],
  ['setsubtract', (args) => args.list(0).filter((value) => !includes(args.list(1), value))],
  ['setunion', (args) => inSetOrder(distinct(sets(args).flat()))],
  ['slice', (args) => args.list(0).slice(args.number(1), args.number(2))],
  ['sort', (args) => [...args.texts(0)].sort()],
  ['values', (args) => sortedEntries(args.object(0)).map(([, value]) => value)],
  ['zipmap', (args) => new Map(args.texts(0).map((key, index) => [key, args.list(1)[index] ?? null]))],
];

function includes(list: readonly HclValue[], value: HclValue): boolean {
  return list.some((each) => areEqual(each, value));
}

function distinct(list: readonly HclValue[]): readonly HclValue[] {
  const kept: HclValue[] = [];
  for (const value of list) if (!includes(kept, value)) kept.push(value);
  return kept;
}

function sets(args: Arguments): readonly (readonly HclValue[])[] {
  return args.values.map((_, index) => args.list(index));
}

/** Sets of texts are walked in the order of the texts. */
function inSetOrder(list: readonly HclValue[]): readonly HclValue[] {
  return [...list].sort((left, right) => {
    const [first, second] = [toText(left) ?? '', toText(right) ?? ''];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

function chunks(list: readonly HclValue[], size: number): readonly HclValue[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/** `element` wraps around the end. `index` refuses to, which only a wrong file would notice. */
function element(args: Arguments): HclValue {
  const key = args.values[1] ?? null;
  const collection = args.values[0] ?? null;
  if (isObject(collection)) return collection.get(toText(key) ?? '') ?? args.fail('there is no such key');
  const list = args.list(0);
  if (list.length === 0) return args.fail('the list is empty');
  const wrapped = ((args.number(1) % list.length) + list.length) % list.length;
  return list[wrapped] ?? null;
}

function flattened(value: HclValue, depth: number): readonly HclValue[] {
  return isList(value) && depth < 100 ? value.flatMap((item) => flattened(item, depth + 1)) : [value];
}

function hasIndex(args: Arguments): HclValue {
  const collection = args.values[0] ?? null;
  if (isObject(collection)) return collection.has(args.text(1));
  return args.list(0)[args.number(1)] !== undefined;
}

function indexOf(args: Arguments): HclValue {
  const found = args.list(0).findIndex((value) => areEqual(value, args.values[1] ?? null));
  return found === -1 ? args.fail('the list does not hold it') : found;
}

function range(args: Arguments): HclValue {
  const [start, end] = args.values.length === 1 ? [0, args.number(0)] : [args.number(0), args.number(1)];
  const step = args.values.length > 2 ? args.number(2) : start <= end ? 1 : -1;
  const length = Math.ceil((end - start) / step);
  if (step === 0 || !(length <= maxLength)) return args.fail('the range is too long');
  return Array.from({ length: Math.max(0, length) }, (_, index) => start + index * step);
}

function setProduct(args: Arguments): HclValue {
  let rows: readonly (readonly HclValue[])[] = [[]];
  for (const list of sets(args)) {
    if (rows.length * list.length > maxLength) return args.fail('the product is too large');
    rows = rows.flatMap((row) => list.map((value) => row.concat([value])));
  }
  return rows;
}
