import type { Finding } from '../checks/finding.ts';

/** A finding as a baseline keeps it: the fingerprint is what counts, the rest is for people to read. */
export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint: string;
}

/** Raised when a reader of the old form would misread the new one. */
const version = 1;

/**
 * The findings that a repository starts with, as a file: those that nobody accepts otherwise, by path, rule and fingerprint,
 * one a line, so that a change of it can be read.
 */
export function writeBaseline(findings: readonly Finding[]): string {
  const lines = findings
    .filter(({ acceptance }) => acceptance === null || acceptance.by === 'baseline')
    .map(({ rule, path, fingerprint }): BaselineEntry => ({ path, rule, fingerprint }))
    .toSorted((a, b) => order(a.path, b.path) || order(a.rule, b.rule) || order(a.fingerprint, b.fingerprint))
    .map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${version},\n  "findings": ${list}\n}\n`;
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The findings of a baseline file; a text: why it is none. */
export function readBaseline(text: string): readonly BaselineEntry[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not valid JSON';
  }
  const { version: written, findings } = (value ?? {}) as { readonly version?: unknown; readonly findings?: unknown };
  if (written !== version || !Array.isArray(findings)) return `it has no findings in the form of version ${version}`;
  const entries = findings.filter(isEntry);
  return entries.length === findings.length ? entries : 'a finding in it has no fingerprint, rule or path';
}

function isEntry(value: unknown): value is BaselineEntry {
  const { rule, path, fingerprint } = (value ?? {}) as Partial<Record<keyof BaselineEntry, unknown>>;
  return typeof rule === 'string' && typeof path === 'string' && typeof fingerprint === 'string';
}
