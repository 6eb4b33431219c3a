/** A table of cells that are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly (number | string)[])[]): string {
  const line = (cells: readonly (number | string)[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Text of anybody's as Markdown that says just that: no markup, no link, no mention, no line end. Empty comments stand
 * where GitHub and GitLab would make a link out of plain text.
 */
export function text(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()!|~$]/g, '\\$&')
    .replace(/[<>&]/g, (char) => `&#${char.codePointAt(0)};`)
    .replace(/@|#(?!\d+;)|:(?=\/\/)|(?<=www)\./gi, '$&<!-- -->');
}

/** Text in a code span, which nothing in it ends; a bar needs its escape in a table, even there (GFM, tables). */
export function code(value: string): string {
  if (value === '') return '';
  const line = value.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const runs = new Set((line.match(/`+/g) ?? []).map((run) => run.length));
  let length = 1;
  while (runs.has(length)) length++;
  const fence = '`'.repeat(length);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** The same text within HTML, where a backslash would be shown. */
export function html(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/[<>&"]/g, (char) => `&#${char.codePointAt(0)};`)
    .replace(/@|#(?!\d+;)|:(?=\/\/)|(?<=www)\./gi, '$&<!-- -->');
}

/** Blocks that unfold when one asks for them. `summary` is HTML. */
export function folded(summary: string, blocks: readonly string[]): string {
  return ['<details><summary>', summary, '</summary>', '\n\n', blocks.join('\n\n'), '\n\n</details>'].join('');
}

/** `1 build`, `2 builds`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
