import { entriesOf, itemsOf, valueAt, type LocatedValue } from '../located-value.ts';

/** One run of a job: the values that `matrix.…` has in it. */
export type MatrixRow = ReadonlyMap<string, unknown>;

/** Values of a matrix are flat; aliases to aliases would otherwise grow without end. */
const maxValueDepth = 3;

/** GitHub allows 256 jobs of one matrix. */
const maxRows = 256;

/**
 * The runs of a job's matrix, `include` and `exclude` followed (docs.github.com/actions, "Using a matrix"); one empty row when there is
 * none, null when it is made while the workflow runs.
 */
export function matrixRows(matrix: LocatedValue | undefined): readonly MatrixRow[] | null {
  if (matrix === undefined) return [new Map()];
  if (matrix.kind !== 'map') return null;
  let rows: MatrixRow[] = [new Map()];
  let hasAxis = false;
  for (const [name, { value }] of matrix.entries) {
    if (name === 'include' || name === 'exclude') continue;
    if (value.kind !== 'list') return null;
    hasAxis = true;
    rows = rows.flatMap((row) => value.items.map((item) => new Map([...row, [name, plain(item)]]))).slice(0, maxRows);
  }
  const include = valueAt(matrix, 'include');
  if (include !== undefined && include.kind !== 'list') return null;
  const excluded = itemsOf(valueAt(matrix, 'exclude')).map(rowOf);
  const kept = rows.filter((row) => !excluded.some((pattern) => matches(row, pattern)));
  const axes = new Set(entriesOf(matrix).map(([name]) => name));
  const result: Map<string, unknown>[] = hasAxis ? kept.map((row) => new Map(row)) : [];
  const originals = result.length;
  for (const added of itemsOf(include).map(rowOf)) {
    // An entry extends every combination whose original values it does not overwrite; else it is a run of its own.
    const onAxes = new Map([...added].filter(([name]) => axes.has(name)));
    const extended = result.slice(0, originals).filter((row) => matches(row, onAxes));
    for (const row of extended) for (const [name, value] of added) row.set(name, value);
    if (extended.length === 0) result.push(new Map(added));
  }
  return result.slice(0, maxRows);
}

function rowOf(value: LocatedValue): MatrixRow {
  return new Map(entriesOf(value).map(([name, entry]) => [name, plain(entry.value)]));
}

function matches(row: MatrixRow, pattern: MatrixRow): boolean {
  return [...pattern].every(([name, value]) => JSON.stringify(row.get(name)) === JSON.stringify(value));
}

/** A value without its places: texts, lists, and objects without a prototype, a few levels deep. */
function plain(value: LocatedValue, depth = 0): unknown {
  if (value.kind === 'scalar') return value.text;
  if (depth > maxValueDepth) return null;
  if (value.kind === 'list') return value.items.slice(0, maxRows).map((item) => plain(item, depth + 1));
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, entry] of value.entries) object[name] = plain(entry.value, depth + 1);
  return object;
}
