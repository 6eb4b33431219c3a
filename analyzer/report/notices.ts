import type { Notice } from './report.ts';

/** Every notice once, by path, place, message. */
export function distinctNotices(notices: readonly Notice[]): readonly Notice[] {
  const keyed = new Map<string, Notice>();
  for (const { path, range, message } of notices) {
    const { line = 0, column = 0 } = range?.start ?? {};
    const place = [line, column].map((number) => String(number).padStart(9, '0')).join('');
    keyed.set(`${path}\n${place}\n${message}`, { path, range, message });
  }
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice);
}
