/** One place where an answer is not the recorded one: a path into the case, and both sides as JSON. */
export interface Difference {
  readonly at: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** What one case came to: how much of it agrees, disagrees, abstains, and where. */
export interface CaseResult {
  readonly id: string;
  readonly agree: number;
  readonly disagree: number;
  readonly abstain: number;
  readonly differences: readonly Difference[];
  /** What it abstained from, by name. */
  readonly abstentions?: readonly string[];
}

/** A case that is judged as a whole. */
export function wholeCase(id: string, differences: readonly Difference[]): CaseResult {
  const agrees = differences.length === 0;
  return { id, agree: agrees ? 1 : 0, disagree: agrees ? 0 : 1, abstain: 0, differences };
}

/** The last line of a run. */
export function totals(results: readonly CaseResult[]): string {
  let agree = 0;
  let disagree = 0;
  let abstain = 0;
  for (const result of results) {
    agree += result.agree;
    disagree += result.disagree;
    abstain += result.abstain;
  }
  return `${agree} agree, ${disagree} disagree, ${abstain} abstain`;
}

/** Where two values of JSON differ. `null`, absent, the empty list and the empty string are the same. */
export function differences(expected: unknown, got: unknown, at = ''): readonly Difference[] {
  if (isNothing(expected) && isNothing(got)) return [];
  if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length) {
    return expected.flatMap((each, index) => differences(each, got[index], `${at}[${index}]`));
  }
  if (isObject(expected) && isObject(got)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(got)])].sort();
    return keys.flatMap((key) => differences(expected[key], got[key], at === '' ? key : `${at}.${key}`));
  }
  return Object.is(expected, got) ? [] : [{ at, expected, got }];
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
