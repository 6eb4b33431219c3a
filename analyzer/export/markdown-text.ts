/** A table of cells that are Markdown already; a column of numbers stands to the right. */
export function table(header: readonly string[], rows: readonly (readonly (number | string)[])[]): string {
  const line = (cells: readonly (number | string)[]): string => `| ${cells.join(' | ')} |`;
  const isNumbers = (column: number): boolean => {
    const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    return cells.length > 0 && cells.every((cell) => typeof cell === 'number');
  };
  return [line(header), line(header.map((_, column) => (isNumbers(column) ? '---:' : '---'))), ...rows.map(line)].join(
    '\n',
  );
}

/**
 * Text of anybody's as Markdown that says just that: no markup, no link, no mention, no picture of a word, no line end.
 */
export function text(value: string): string {
  return unlinked(
    value
      .replace(/\s+/g, ' ')
      .replace(/[\\`*_{}[\]()!|~$]/g, '\\$&')
      // What begins a list, a heading or a quotation at the start of a line.
      .replace(/^(?:[-+]|\d+[.)])(?= )/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`)
      .replace(/[<>&]/g, (char) => `&#${char.codePointAt(0)};`),
  );
}

/**
 * Puts empty comments where GitHub and GitLab make something out of plain text: mentions, numbers of issues, addresses,
 * `:words:` that are pictures. An entity would not do: they look at what it stands for.
 */
function unlinked(value: string): string {
  return value.replace(/@|#(?!\d+;)|:(?=\/\/|[\w+-]+:)|www(?=\.)/gi, '$&<!-- -->');
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

/** Lines of anybody's as a block that shows just that; `language` colours it. */
export function fenced(language: string, lines: string): string {
  const longest = Math.max(2, ...(lines.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines}\n${fence}`;
}

/**
 * Text within HTML, where a backslash would be shown. A dollar in an element of its own begins no formula (docs.github.com,
 * "Writing mathematical expressions").
 */
export function html(value: string): string {
  return unlinked(value.replace(/\s+/g, ' ').replace(/[<>&"]/g, (char) => `&#${char.codePointAt(0)};`)).replaceAll(
    '$',
    '<span>$</span>',
  );
}

/** Text that is too long to be read in a list or a table, cut. */
export function shortened(value: string): string {
  return value.length > 300 ? `${value.slice(0, 299).replace(/[\ud800-\udbff]$/, '')}…` : value;
}

/** Blocks that unfold when one asks for them. `summary` is HTML. */
export function folded(summary: string, blocks: readonly string[]): string {
  return ['<details><summary>', summary, '</summary>', '\n\n', blocks.join('\n\n'), '\n\n</details>'].join('');
}

/** `1 build`, `2 builds`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
