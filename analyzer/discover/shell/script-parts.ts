import type { Position } from '../../dockerfile/range.ts';
import type { LocatedScalar } from '../located-value.ts';

/** A piece of a script in a YAML file; `text` is what a shell gets of it. */
export interface ScriptPart {
  readonly text: string;
  readonly value: LocatedScalar;
}

/**
 * Pieces that one shell runs after another as one script, and from an offset in it to a place in the file. Lines of a block
 * (`|`) have their own line in the file, its first character their column; anything else has the place where it starts.
 */
export function joinScriptParts(parts: readonly ScriptPart[], fileText: string) {
  const fileLines = fileText.split('\n');
  const lines = parts.flatMap(({ text, value }) =>
    text.split('\n').map((line, index): { readonly line: string; readonly at: Position } => {
      if (!value.isLiteralBlock) return { line, at: value.at };
      const number = value.at.line + 1 + index;
      const written = fileLines[number - 1] ?? '';
      return { line, at: { line: number, column: written.length - written.trimStart().length + 1 } };
    }),
  );
  const starts: number[] = [];
  let length = 0;
  for (const { line } of lines) {
    starts.push(length);
    length += line.length + 1;
  }
  const place = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return lines[low]?.at ?? { line: 1, column: 1 };
  };
  return { text: lines.map(({ line }) => line).join('\n'), place };
}
