import type { Range } from '../dockerfile/range.ts';

export type Severity = 'error' | 'info' | 'warning';

/** One thing to mend, at one place. */
export interface Finding {
  /** BuildKit's rule name, or Layerfall's own (kebab-case). */
  readonly rule: string;
  readonly source: 'buildkit' | 'layerfall';
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it; empty where the message says it. */
  readonly hint: string;
  readonly path: string;
  /** null: the file as a whole. */
  readonly range: Range | null;
  /** Ids of the builds concerned, sorted. */
  readonly builds: readonly string[];
}
