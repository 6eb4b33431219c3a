import type { ReportBudget } from '../report/budget-data.ts';
import { code, table, text } from './markdown-text.ts';

/** As many excesses of a budget as people read. */
const maxRows = 10;

/** How a repository stands to its budgets, as blocks of Markdown: what is exceeded comes with the worst of it. */
export function budgetsMarkdown(budgets: readonly ReportBudget[]): readonly string[] {
  if (budgets.length === 0) return [];
  const rows = budgets.flatMap(({ subject, max, excesses }): readonly (readonly string[])[] => {
    const state = excesses.length === 0 ? 'kept' : '**exceeded**';
    const rest = excesses.length - maxRows;
    return [
      [text(subject), code(max), state, ''],
      ...excesses.slice(0, maxRows).map(({ path, line, message }) => {
        const place = path === '' ? '' : code(`${path}${line === null ? '' : `:${line}`}`);
        return ['', '', place, text(message)];
      }),
      ...(rest > 0 ? [['', '', '', `… and ${rest} more`]] : []),
    ];
  });
  return ['## Budgets', table(['Budget', 'At most', 'Stands', 'What is too much'], rows)];
}
