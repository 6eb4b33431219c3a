/** A place in a text. `line` and `column` count from 1; a column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a text: `start` belongs to it, `end` is the first place after it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
