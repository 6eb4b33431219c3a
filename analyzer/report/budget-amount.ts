import { formatBytes } from '../context/format-bytes.ts';
import type { ReportBudget } from './budget-data.ts';

/** How much of a budget's unit, for people: `12.5 MB`, `3 steps`, a number of findings. */
export function budgetAmount(value: number, unit: ReportBudget['unit']): string {
  if (unit === 'bytes') return formatBytes(value);
  return unit === 'steps' ? `${value} step${value === 1 ? '' : 's'}` : String(value);
}
