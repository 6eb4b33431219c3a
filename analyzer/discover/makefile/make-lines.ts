/** A line of a makefile, continuations joined. */
export interface MakeLine {
  /** A recipe keeps its line ends, as its shell sees them. */
  readonly text: string;
  readonly path: string;
  readonly line: number;
  /** Of the first character that is neither white space nor one of make's own signs (`@`, `-`, `+`). */
  readonly column: number;
  /** It starts with a tab: a line of a recipe where it stands under a rule. */
  readonly isTabbed: boolean;
}

/** The lines of a makefile (GNU make manual, "Splitting Long Lines" and "Recipe Syntax"). */
export function makeLines(path: string, text: string): readonly MakeLine[] {
  const lines = text.split('\n');
  const found: MakeLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const first = (lines[index] ?? '').replace(/\r$/, '');
    const isTabbed = first.startsWith('\t');
    const parts = [first];
    const line = index + 1;
    while (parts.at(-1)?.endsWith('\\') === true && index + 1 < lines.length) {
      index += 1;
      parts.push((lines[index] ?? '').replace(/\r$/, ''));
    }
    const column = first.length - first.replace(/^[\s@+-]+/, '').length + 1;
    found.push({ text: parts.join('\n'), path, line, column, isTabbed });
  }
  return found;
}

/** A line that is no recipe, as make reads it: continuations are one space, a comment is gone. */
export function joinedLine(text: string): string {
  const joined = text
    .split('\n')
    .map((part) => part.replace(/\\$/, '').trim())
    .join(' ');
  return joined.replace(/(?:^|[ \t])#.*$/, '').trim();
}
