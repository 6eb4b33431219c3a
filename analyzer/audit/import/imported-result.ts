import type { Severity } from '../../checks/finding.ts';

/** A place as a tool names it: lines and columns from 1, none of them checked. */
export interface ImportedRegion {
  readonly startLine: number;
  /** null: from the start of the line. */
  readonly startColumn: number | null;
  readonly endLine: number;
  /** null: to the end of the line. */
  readonly endColumn: number | null;
}

/** One result of another tool. */
export interface ImportedResult {
  /** As the tool calls itself. */
  readonly tool: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it; empty where the tool says nothing short. */
  readonly hint: string;
  /** Relative to the repository's root; null: outside, or none is named. */
  readonly path: string | null;
  /** The text of the Dockerfile that it is about, where the tool names no path that can be trusted; null where it does. */
  readonly text: string | null;
  readonly region: ImportedRegion | null;
}

/** Longer texts are cut: they are shown in one line. */
const maxText = 1000;

/** A text of another tool as one line of bearable length; empty for what is no text. */
export function importedText(value: unknown, max = maxText): string {
  if (typeof value !== 'string') return '';
  const line = value
    .slice(0, 4 * max)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > max ? `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

/** A value as an object to look into; an empty one for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A value as a list; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A whole number from 1 on; null for anything else. */
export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : null;
}
