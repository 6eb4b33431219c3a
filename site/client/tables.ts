import { download } from './download.ts';

/** Makes every `.sortable` table sort by the column whose head is pressed, and every `[data-csv]` button export its table. */
export function startTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) makeSortable(table);
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-csv]')) {
    button.addEventListener('click', () => {
      const table = document.getElementById(button.dataset['csv'] ?? '');
      if (!(table instanceof HTMLTableElement)) return;
      download(`${button.dataset['name'] ?? 'table'}.csv`, new Blob([tableCsv(table)], { type: 'text/csv' }));
    });
  }
}

function makeSortable(table: HTMLTableElement): void {
  for (const [column, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => sortBy(table, head, column));
  }
}

function sortBy(table: HTMLTableElement, head: HTMLTableCellElement, column: number): void {
  const isNumber = head.classList.contains('num');
  const first = isNumber ? 'descending' : 'ascending';
  const order = head.getAttribute('aria-sort') === first ? (isNumber ? 'ascending' : 'descending') : first;
  for (const other of head.parentElement?.children ?? []) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', order);
  const body = table.tBodies[0];
  if (body === undefined) return;
  const sign = order === 'ascending' ? 1 : -1;
  const keyed = [...body.rows].map((row) => ({ row, key: cellKey(row.cells[column]) }));
  keyed.sort((a, b) => sign * (isNumber ? Number(a.key) - Number(b.key) : a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  body.append(...keyed.map(({ row }) => row));
}

function cellKey(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset['sort'] ?? cell?.textContent?.trim() ?? '';
}

/** Shows the rows of a table that `keeps` answers true for; answers how many. */
export function filterRows(table: HTMLTableElement, keeps: (row: HTMLTableRowElement) => boolean): number {
  let count = 0;
  for (const row of table.tBodies[0]?.rows ?? []) {
    row.hidden = !keeps(row);
    if (!row.hidden) count++;
  }
  return count;
}

/** The rows that are shown, as CSV (RFC 4180). */
function tableCsv(table: HTMLTableElement): string {
  const rows = [...table.rows].filter((row) => !row.hidden);
  return rows.map((row) => [...row.cells].map((cell) => csvCell(cellText(cell))).join(',')).join('\r\n');
}

function cellText(cell: HTMLTableCellElement): string {
  return (cell.dataset['sort'] ?? cell.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** A cell that a spreadsheet would read as a formula gets an apostrophe in front. */
function csvCell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
