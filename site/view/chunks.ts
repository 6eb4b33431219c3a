/** As many rows as fill a pane and a little more. */
const size = 40;

/** Neighbouring rows of a long list, which a browser lays out together when they come near what is in sight. */
export interface Chunk<Row> {
  /** Where the first stands in the whole list, from 1. */
  readonly first: number;
  readonly rows: readonly Row[];
  /** It has as many rows as any, so that its height is known beforehand. */
  readonly isWhole: boolean;
}

/** A list in chunks of as many rows each, what is left in the last. */
export function inChunks<Row>(rows: readonly Row[]): readonly Chunk<Row>[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => {
    const chunk = rows.slice(index * size, (index + 1) * size);
    return { first: index * size + 1, rows: chunk, isWhole: chunk.length === size };
  });
}
