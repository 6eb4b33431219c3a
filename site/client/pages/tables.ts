import { holdsWords } from '../combobox.ts';
import { byId } from '../page-data.ts';
import { startPage } from '../page.ts';
import { filterRows, startTables } from '../tables.ts';

startPage();
startTables();
const filter = byId('filter', HTMLInputElement);
const table = document.querySelector<HTMLTableElement>('table.sortable');
filter?.addEventListener('input', () => {
  if (table !== null) filterRows(table, (row) => holdsWords(row.textContent ?? '', filter.value.trim()));
});
