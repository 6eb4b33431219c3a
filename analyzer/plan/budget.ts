import type { Range } from '../dockerfile/range.ts';
import { Rejection } from './rejection.ts';

/**
 * How much a plan may grow beyond its Dockerfile. A file of a few lines can ask for gigabytes: a variable doubled in every
 * line, a thousand variables seen by a thousand steps. No Dockerfile that anybody builds comes near.
 */
export interface Budget {
  /** Counts things kept in the plan; throws `Rejection` when there are too many. */
  readonly spend: (things: number, range: Range | null) => void;
  /** The same for text, by its length. */
  readonly spendText: (text: string, range: Range | null) => void;
}

const mostThings = 20_000_000;

/** A budget of which nothing is spent. */
export function fullBudget(): Budget {
  let left = mostThings;
  const spend = (things: number, range: Range | null): void => {
    left -= things;
    if (left < 0) {
      const hint = 'Set fewer variables, or shorter ones.';
      throw new Rejection('The plan of this Dockerfile is larger than Layerfall follows.', range, hint);
    }
  };
  return { spend, spendText: (text, range) => spend(text.length, range) };
}
