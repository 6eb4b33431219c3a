import { holdsWords } from '../combobox.ts';
import { onHash, readHash, stateText, writeHash } from '../hash-state.ts';
import { byId } from '../page-data.ts';
import { startPage } from '../page.ts';
import { filterRows, startTables } from '../tables.ts';

startPage();
startTables();
const filter = byId('filter', HTMLInputElement);
const sections = [...document.querySelectorAll<HTMLElement>('.filterable')];
const tables =
  sections.length === 0 ? [...document.querySelectorAll<HTMLTableElement>('table.sortable')].slice(0, 1) : [];

/** Shows the rows that hold the words of the filter; sections without any are not shown. */
function show(): void {
  const text = filter?.value.trim() ?? '';
  const holds = (row: HTMLTableRowElement): boolean => holdsWords(row.textContent ?? '', text);
  for (const table of tables) filterRows(table, holds);
  for (const section of sections) {
    const table = section.querySelector('table');
    const isNamed = holdsWords(section.querySelector('h2')?.textContent ?? '', text);
    section.hidden = table !== null && filterRows(table, (row) => isNamed || holds(row)) === 0;
  }
}

/** A hash without a `=` names a place on the page, not a state. */
function restore(): void {
  if (filter === null || (stateText() !== '' && !stateText().includes('='))) return;
  filter.value = readHash().get('filter') ?? '';
  show();
}

filter?.addEventListener('input', () => {
  show();
  const text = filter.value.trim();
  writeHash(new URLSearchParams(text === '' ? {} : { filter: text }), false);
});
onHash(restore);
restore();
