export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An SVG path from one point to another that leaves and arrives level, rounded to pixels. */
export function curve(from: Point, to: Point): string {
  // A link that points back bows out, so that it does not hide behind the boxes.
  const bend = Math.round(Math.max(28, Math.abs(to.x - from.x) / 2));
  return `M${from.x},${from.y}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`;
}
