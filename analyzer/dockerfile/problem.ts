import type { Range } from './range.ts';

/**
 * Why a text is rejected, in Layerfall's own words.
 *
 * `message` says what is wrong, `hint` what was probably meant or what to do. `range` is null where BuildKit itself
 * names no place (an empty file, an unknown target).
 */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
  readonly range: Range | null;
  /**
   * The line that BuildKit names, where it is not the range's first: it names the first line of an instruction, wherever
   * in it the error is.
   */
  readonly instructionLine?: number;
}

/** A build check that fired: BuildKit's own rule name (frontend/dockerfile/linter/ruleset.go) and its message. */
export interface Warning {
  readonly rule: string;
  readonly message: string;
  readonly range: Range;
}
