/** Something to place as a whole. Pixels. */
export interface Piece {
  readonly width: number;
  readonly height: number;
}

/** Pieces are placed on a raster this wide. */
const unit = 20;

/**
 * Places pieces without overlaps, each as high up as it fits and then as far to the left, in the order given. Answers their
 * top left corners. `across` is how wide the whole may get, or as wide as the widest piece.
 */
export function pack(pieces: readonly Piece[], across: number): readonly { readonly x: number; readonly y: number }[] {
  const widest = pieces.reduce((most, { width }) => Math.max(most, width), across);
  const bottoms = Array.from({ length: Math.ceil(widest / unit) + 1 }, () => 0);
  return pieces.map(({ height, width }) => {
    const span = Math.max(1, Math.ceil(width / unit));
    let best = { at: 0, y: Number.POSITIVE_INFINITY };
    for (let at = 0; at + span <= bottoms.length; at++) {
      const y = Math.max(...bottoms.slice(at, at + span));
      if (y < best.y) best = { at, y };
    }
    bottoms.fill(best.y + height, best.at, best.at + span);
    return { x: best.at * unit, y: best.y };
  });
}
