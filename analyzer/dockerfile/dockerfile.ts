import type { Instruction } from './instruction.ts';
import type { Problem, Warning } from './problem.ts';
import type { Range } from './range.ts';

export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: string;
  readonly range: Range;
}

/** A line that is a comment to BuildKit, wherever it stands; text without the `#`. */
export interface Comment {
  readonly text: string;
  readonly range: Range;
}

/** A Dockerfile read as BuildKit's parser reads it (frontend/dockerfile/parser, frontend/dockerfile/instructions). */
export interface Dockerfile {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  /** In order; those before the first FROM are global ARGs. Instructions that are wrong in themselves are left out. */
  readonly instructions: readonly Instruction[];
  /** The first thing BuildKit would refuse while parsing; null when it parses. */
  readonly problem: Problem | null;
  /** Build checks that fire while parsing. */
  readonly warnings: readonly Warning[];
}
