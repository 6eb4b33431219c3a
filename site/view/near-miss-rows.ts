import type { KeyDifference, KeyPart, StepPlace } from '../../analyzer/report/near-miss.ts';
import type { PlannedBuild, Report } from '../../analyzer/report/report.ts';
import { shortDigests } from '../../analyzer/dockerfile/short-digests.ts';
import { plural, shortImages, visible } from './words.ts';

export interface NearMissSide {
  readonly name: string;
  /** The step on its build's page. */
  readonly url: string;
  /** `and 3 more`; empty for none. */
  readonly others: string;
}

/** A step that builds nearly share. */
export interface NearMissStep {
  readonly step: string;
  readonly one: NearMissSide;
  readonly other: NearMissSide;
}

/** Steps that builds nearly share, and that one and the same thing keeps apart, as a row of the table. */
export interface NearMissRow extends NearMissStep {
  /** Sentences without a full stop. */
  readonly differences: readonly string[];
  /** Other steps that the same keeps apart. */
  readonly more: readonly NearMissStep[];
}

/** As many differences as a cell tells. */
const maxTold = 4;
const maxValue = 60;

/**
 * The rows of the table that tells which steps builds nearly share, and what in their keys differs: what is mended at once is
 * one row. In the order of the report.
 */
export function nearMissRows(report: Report): readonly NearMissRow[] {
  const indexOf = new Map(report.builds.map(({ id }, index) => [id, index]));
  const planOf = ({ build }: StepPlace): PlannedBuild | null => {
    const outcome = report.builds[indexOf.get(build) ?? -1]?.outcome;
    return outcome?.kind === 'planned' ? outcome.plan : null;
  };
  const side = (places: readonly StepPlace[], { build, step }: StepPlace): NearMissSide => {
    const found = report.builds[indexOf.get(build) ?? -1];
    return {
      name: visible(found?.build.name ?? ''),
      url: `builds/${found?.slug ?? ''}.html#step=${step}`,
      others: places.length === 1 ? '' : `and ${places.length - 1} more`,
    };
  };
  const rows = new Map<string, { readonly row: Omit<NearMissRow, 'more'>; readonly more: NearMissStep[] }>();
  for (const { one, other, differences } of report.nearMisses) {
    const [first, second] = [one[0], other[0]];
    if (first === undefined || second === undefined) continue;
    const label = planOf(first)?.steps[first.step]?.label ?? '';
    const step = {
      step: shortDigests(shortImages(visible(label.replace(/^\[[^\]]*\] /, '')))),
      one: side(one, first),
      other: side(other, second),
    };
    const key = differenceKey(differences);
    const known = rows.get(key);
    if (known !== undefined) known.more.push(step);
    else {
      const told = differenceTexts(differences, planOf(first), planOf(second));
      rows.set(key, { row: { ...step, differences: told }, more: [] });
    }
  }
  return [...rows.values()].map(({ row, more }) => ({ ...row, more }));
}

/** Equal for differences that are mended at once, wherever their lines are. */
function differenceKey(differences: readonly KeyDifference[]): string {
  return JSON.stringify(
    differences.map(({ kind, name, one, other }) => [kind, name, one?.value ?? null, other?.value ?? null]),
  );
}

function differenceTexts(
  differences: readonly KeyDifference[],
  planOne: PlannedBuild | null,
  planOther: PlannedBuild | null,
): readonly string[] {
  const told = differences.slice(0, maxTold).map((difference) => differenceText(difference, planOne, planOther));
  const rest = differences.length - told.length;
  return rest > 0 ? [...told, `and ${plural(rest, 'more difference')}`] : told;
}

/** `variable V is 1 (line 2) in the one, 2 (line 3) in the other`. */
function differenceText(
  { kind, name, one, other }: KeyDifference,
  planOne: PlannedBuild | null,
  planOther: PlannedBuild | null,
): string {
  const isVariable = name === 'environment';
  const part = one ?? other;
  if (part === null) return '';
  if (kind === 'order') return 'the same variables in another order';
  if (kind === 'file') {
    if (one !== null && other !== null) return `${visible(name)} has other content`;
    return `${visible(name)} is only in the ${one === null ? 'other' : 'one'}`;
  }
  const what = isVariable ? `variable ${visible(part.value.slice(0, part.value.indexOf('=')))}` : name;
  const value = (given: KeyPart, plan: PlannedBuild | null): string => {
    const text = isVariable ? given.value.slice(given.value.indexOf('=') + 1) : given.value;
    const line = given.instruction === null ? undefined : plan?.instructions[given.instruction]?.range.start.line;
    return `${cut(shortDigests(shortImages(visible(text))))}${line === undefined ? '' : ` (line ${line})`}`;
  };
  if (one === null || other === null) {
    return `${what} is only in the ${one === null ? 'other' : 'one'}: ${value(part, one === null ? planOther : planOne)}`;
  }
  return `${what} is ${value(one, planOne)} in the one, ${value(other, planOther)} in the other`;
}

function cut(text: string): string {
  if (text === '') return 'empty';
  return text.length <= maxValue ? text : `${text.slice(0, maxValue - 1)}…`;
}
