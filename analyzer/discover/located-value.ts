import type { Position } from '../dockerfile/range.ts';

/** A value of a YAML or JSON file that knows where it stands. */
export type LocatedValue = LocatedList | LocatedMap | LocatedScalar;

interface LocatedBase {
  /** Where the value starts. */
  readonly at: Position;
  /** A YAML tag such as `!reset`; empty when there is none. */
  readonly tag: string;
}

export interface LocatedMap extends LocatedBase {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

export interface LocatedEntry {
  /** Where the key starts. */
  readonly keyAt: Position;
  readonly value: LocatedValue;
}

export interface LocatedList extends LocatedBase {
  readonly kind: 'list';
  readonly items: readonly LocatedValue[];
}

/** A string, number or boolean as text; null for null and for a key without a value. */
export interface LocatedScalar extends LocatedBase {
  readonly kind: 'scalar';
  readonly text: string | null;
  /** Whether it is a string: `"1"` is, `1` is not. */
  readonly isString: boolean;
  /**
   * Whether the lines of a text stand one under the other in the file, so that line N of the text is line N below `at`
   * (YAML's `|`).
   */
  readonly isLiteralBlock: boolean;
}

/** What a key of a map holds; undefined when it is no map or has no such key. */
export function valueAt(value: LocatedValue | undefined, ...keys: readonly string[]): LocatedValue | undefined {
  let found = value;
  for (const key of keys) {
    if (found?.kind !== 'map') return undefined;
    found = found.entries.get(key)?.value;
  }
  return found;
}

/** The text of a scalar; undefined when it is none, or null. */
export function textOf(value: LocatedValue | undefined): string | undefined {
  return value?.kind === 'scalar' ? (value.text ?? undefined) : undefined;
}

/** The items of a list; none when it is no list. */
export function itemsOf(value: LocatedValue | undefined): readonly LocatedValue[] {
  return value?.kind === 'list' ? value.items : [];
}

/** The entries of a map in order; none when it is no map. */
export function entriesOf(value: LocatedValue | undefined): readonly (readonly [string, LocatedEntry])[] {
  return value?.kind === 'map' ? [...value.entries] : [];
}

/** The scalars of a list as texts, or the one scalar that stands in its place. */
export function textsOf(value: LocatedValue | undefined): readonly string[] {
  const single = textOf(value);
  if (single !== undefined) return [single];
  return itemsOf(value).flatMap((item) => textOf(item) ?? []);
}
