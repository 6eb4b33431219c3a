/** A value of HCL. Lists, tuples and sets are arrays; objects and maps are Maps. */
export type HclValue =
  null | boolean | number | string | LazyObject | UnknownValue | readonly HclValue[] | ReadonlyMap<string, HclValue>;

/** A value that only a real run knows, and why. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly reason: string;
}

/** An object whose attributes are evaluated when they are asked for (`target.NAME`). */
export interface LazyObject {
  readonly kind: 'lazy';
  /** undefined: no such attribute. */
  readonly get: (name: string) => HclValue | undefined;
}

export function unknown(reason: string): UnknownValue {
  return { kind: 'unknown', reason };
}

export function isUnknown(value: HclValue): value is UnknownValue {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'unknown';
}

export function isLazy(value: HclValue): value is LazyObject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'lazy';
}

export function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}

export function isObject(value: HclValue): value is ReadonlyMap<string, HclValue> {
  return value instanceof Map;
}

/** The text that a value converts to; undefined when it has none (lists, objects, null, unknown values). */
export function toText(value: HclValue): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  return undefined;
}

function numberText(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) < 1e21) return String(value);
  return BigInt(value).toString();
}

/** The number that a value converts to; undefined when it has none. */
export function toNumber(value: HclValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(value)) return undefined;
  return Number(value);
}

/** The truth that a value converts to; undefined when it has none. */
export function toBoolean(value: HclValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : undefined;
}

/** Whether two values are equal; a number never equals a text (HCL compares after no conversion across these types). */
export function areEqual(left: HclValue, right: HclValue): boolean {
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => areEqual(item, right[index] ?? null));
  }
  if (isObject(left) && isObject(right)) {
    if (left.size !== right.size) return false;
    for (const [key, value] of left) {
      const other = right.get(key);
      if (other === undefined || !areEqual(value, other)) return false;
    }
    return true;
  }
  return left === right;
}

/** The first unknown value among them. */
export function firstUnknown(values: readonly HclValue[]): UnknownValue | undefined {
  return values.find(isUnknown);
}
