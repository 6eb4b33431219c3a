/** Which part of an instruction is wrong, as far as it can be told. */
export type Place =
  | 'keyword'
  | { readonly flag: number }
  /** Counted as BuildKit splits this instruction: words, elements of a JSON array, or `KEY=value` pairs. */
  | { readonly argument: number };

/** What is wrong with an instruction or a value in it, before it is known where in a file that stands. */
export interface Flaw {
  readonly message: string;
  readonly hint?: string;
  readonly place?: Place;
}

/** Whether a reader found a flaw. No result of a reader has a field `message`. */
export function isFlaw<T extends object | string | number | boolean>(result: T | Flaw): result is Flaw {
  return typeof result === 'object' && 'message' in result;
}
