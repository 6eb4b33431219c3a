import type { EscapeCharacter } from './directives.ts';
import { readAstParts } from './dockerfile-ast.ts';
import type { Flaw } from './flaw.ts';
import type { Problem } from './problem.ts';
import type { Range } from './range.ts';
import type { SourceStatement } from './source-file.ts';

/** Says where in the file a flaw of an instruction is: at the very flag or argument, where that can be found. */
export function placeProblem(source: SourceStatement, flaw: Flaw, escape: EscapeCharacter): Problem {
  const range = findPlace(source, flaw, escape) ?? source.range;
  const line = source.range.start.line;
  return {
    message: flaw.message,
    ...(flaw.hint !== undefined && { hint: flaw.hint }),
    range,
    ...(range.start.line !== line && { instructionLine: line }),
  };
}

function findPlace(source: SourceStatement, flaw: Flaw, escape: EscapeCharacter): Range | null {
  if (flaw.place === undefined) return null;
  const parts = readAstParts(source.line, escape);
  if (flaw.place === 'keyword') return parts.keyword();
  if ('flag' in flaw.place) return parts.flags()[flaw.place.flag] ?? null;
  const { argument } = flaw.place;
  for (const ranges of [parts.strings(), parts.properties(), parts.words()]) {
    const range = ranges[argument];
    if (range !== undefined) return range;
  }
  return null;
}
