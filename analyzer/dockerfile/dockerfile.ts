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
  /** Without a byte order mark: places count from what is seen. */
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  /** In order; those before the first FROM are global ARGs. Instructions that are wrong in themselves are left out. */
  readonly instructions: readonly Instruction[];
  /** The first thing BuildKit would refuse while parsing; null when it parses. */
  readonly problem: Problem | null;
  /** Every instruction that is missing in `instructions`, in order of the file, with what is wrong with it. */
  readonly leftOut: readonly Problem[];
  /** Build checks that fire while parsing, those left that `# check=` in the file does not switch off. */
  readonly warnings: readonly Warning[];
}
