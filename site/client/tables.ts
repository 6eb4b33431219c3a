import { download } from './download.ts';
import { noteInHash, onHash, readHash } from './hash-state.ts';

/**
 * Makes every `.sortable` table sort by the column whose head is pressed, as the address keeps it (`sort=build-table:5:descending`),
 * and every `[data-csv]` button export its table.
 */
export function startTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) makeSortable(table);
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-csv]')) {
    button.addEventListener('click', () => {
      const table = document.getElementById(button.dataset['csv'] ?? '');
      if (!(table instanceof HTMLTableElement)) return;
      download(`${button.dataset['name'] ?? 'table'}.csv`, new Blob([tableCsv(table)], { type: 'text/csv' }));
    });
  }
  onHash(restoreSort);
  restoreSort();
}

type Order = 'ascending' | 'descending';

/** Sorts the table that the address names. */
function restoreSort(): void {
  const [id = '', column = '', order] = readHash().get('sort')?.split(':') ?? [];
  const table = document.getElementById(id);
  if (!(table instanceof HTMLTableElement) || !table.classList.contains('sortable')) return;
  if (order !== 'ascending' && order !== 'descending') return;
  sortBy(table, Number(column), order);
}

function makeSortable(table: HTMLTableElement): void {
  for (const [column, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const first: Order = head.classList.contains('num') ? 'descending' : 'ascending';
      const other: Order = first === 'ascending' ? 'descending' : 'ascending';
      const order = head.getAttribute('aria-sort') === first ? other : first;
      sortBy(table, column, order);
      noteInHash('sort', `${table.id}:${column}:${order}`);
    });
  }
}

function sortBy(table: HTMLTableElement, column: number, order: Order): void {
  const head = table.tHead?.rows[0]?.cells[column];
  if (head === undefined) return;
  const isNumber = head.classList.contains('num');
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
