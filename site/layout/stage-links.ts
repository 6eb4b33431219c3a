import { bow, curve, curveThrough, upright } from './curve.ts';
import type { Direction, Passage, Placed } from './dagre.ts';

/** One end of a link: a row, and the box that it stands in. */
export interface LinkEnd {
  readonly box: Placed;
  readonly row: Placed;
}

/**
 * The path of a link between two rows. Where stages stand beside each other, links run from the right side to the left. Where
 * they stand below each other, `FROM stage` runs from box to box, copies along the right side and context files along the left.
 */
export function linkPath(
  from: LinkEnd,
  to: LinkEnd,
  kind: 'chain' | 'context' | 'copy-from' | 'mount',
  direction: Direction,
  passages: readonly Passage[] = [],
): string {
  if (direction === 'LR') return curveThrough(rightOf(from.row), leftOf(to.row), passages);
  const isAbove = from.box.y + from.box.height < to.box.y;
  if (kind === 'chain' && isAbove) return upright(bottomOf(from.box), topOf(to.box));
  if (from.box.x + from.box.width < to.box.x) return curve(rightOf(from.row), leftOf(to.row));
  if (to.box.x + to.box.width < from.box.x) return curve(leftOf(from.row), rightOf(to.row), -1);
  if (kind === 'context') return bow(leftOf(from.row), leftOf(to.row), -1);
  return bow(rightOf(from.row), rightOf(to.row), 1);
}

const rightOf = ({ x, y, width, height }: Placed) => ({ x: x + width, y: Math.round(y + height / 2) });
const leftOf = ({ x, y, height }: Placed) => ({ x, y: Math.round(y + height / 2) });
const bottomOf = ({ x, y, width, height }: Placed) => ({ x: Math.round(x + width / 2), y: y + height });
const topOf = ({ x, y, width }: Placed) => ({ x: Math.round(x + width / 2), y });
