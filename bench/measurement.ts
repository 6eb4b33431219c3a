/** One figure: what was measured, how much, and against what. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: 'MB' | 'ms' | 'µs' | '×';
  /** What it is held against, in the same unit. */
  readonly reference?: { readonly name: string; readonly value: number };
}

/** The median time of a call in milliseconds, after one that is not counted. */
export function medianTime(times: number, call: () => void): number {
  call();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    call();
    taken.push(performance.now() - start);
  }
  return median(taken);
}

/** The middle of a list of numbers. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
