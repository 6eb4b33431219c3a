/** One figure: what was measured, how much, and against what. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: 'MB' | 'ms' | '×';
  /** What it is held against, in the same unit. */
  readonly reference?: { readonly name: string; readonly value: number };
}

/**
 * The shortest time of a call in milliseconds, after one that is not counted. The shortest and not the middle: what else
 * a machine does only ever adds.
 */
export function shortestTime(times: number, call: () => void): number {
  call();
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
  return Math.min(...taken);
}
