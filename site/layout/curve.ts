export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An SVG path from one point to another that leaves and arrives level, `1` rightwards or `-1` leftwards; whole pixels. */
export function curve(from: Point, to: Point, side: -1 | 1 = 1): string {
  // A link that points back bows out, so that it does not hide behind the boxes.
  const bend = side * Math.round(Math.max(28, Math.abs(to.x - from.x) / 2));
  return `M${from.x},${from.y}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`;
}

/**
 * An SVG path as `curve` makes it that runs level where it passes between boxes. The first passage leaves the column of its
 * start, at the start's own height.
 */
export function curveThrough(
  from: Point,
  to: Point,
  [exit, ...passages]: readonly { readonly left: number; readonly right: number; readonly y: number }[],
): string {
  if (exit === undefined) return curve(from, to);
  let at = { x: exit.right, y: from.y };
  let path = `M${from.x},${from.y}H${at.x}`;
  const bendTo = (next: Point): void => {
    const bend = Math.round((next.x - at.x) / 2);
    path += `C${at.x + bend},${at.y} ${next.x - bend},${next.y} ${next.x},${next.y}`;
  };
  for (const { left, right, y } of passages) {
    bendTo({ x: left, y });
    path += `H${right}`;
    at = { x: right, y };
  }
  bendTo(to);
  return path;
}

/** An SVG path that leaves and arrives upright. */
export function upright(from: Point, to: Point): string {
  const bend = Math.round(Math.max(16, Math.abs(to.y - from.y) / 2));
  return `M${from.x},${from.y}C${from.x},${from.y + bend} ${to.x},${to.y - bend} ${to.x},${to.y}`;
}

/** An SVG path between two points on the same side of their boxes, `1` right or `-1` left, that bows out to there. */
export function bow(from: Point, to: Point, side: -1 | 1): string {
  const far = side * Math.round(Math.min(64, 18 + Math.abs(to.y - from.y) / 9));
  const out = side === 1 ? Math.max(from.x, to.x) + far : Math.min(from.x, to.x) + far;
  return `M${from.x},${from.y}C${out},${from.y} ${out},${to.y} ${to.x},${to.y}`;
}

/** An SVG path that turns twice at right angles, a little rounded, as branches of a tree do. */
export function elbow(from: Point, to: Point): string {
  const middle = Math.round((from.x + to.x) / 2);
  const radius = Math.min(6, Math.abs(to.y - from.y) / 2);
  if (radius < 1) return `M${from.x},${from.y}H${to.x}`;
  const down = to.y > from.y ? radius : -radius;
  const first = `H${middle - radius}q${radius},0 ${radius},${down}`;
  return `M${from.x},${from.y}${first}V${to.y - down}q0,${down} ${radius},${down}H${to.x}`;
}
