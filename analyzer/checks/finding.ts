import type { Range } from '../dockerfile/range.ts';

export type Severity = 'error' | 'info' | 'warning';

/** The worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** One thing to mend, at one place. */
export interface Finding {
  /** BuildKit's rule name, Layerfall's own (kebab-case), or that of the tool it was imported from. */
  readonly rule: string;
  /** `buildkit`, `layerfall`, or the name of the tool that it was imported from. */
  readonly source: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it; empty where the message says it. */
  readonly hint: string;
  readonly path: string;
  /** null: the file as a whole. */
  readonly range: Range | null;
  /** Ids of the builds concerned, sorted. */
  readonly builds: readonly string[];
  readonly cost: FindingCost;
  /** Stands for it in baselines and in SARIF: hexadecimal digits, equal as long as its file, rule and lines are, wherever these move to. */
  readonly fingerprint: string;
  /** Who accepted it and why; null: nobody did. */
  readonly acceptance: Acceptance | null;
}

/** What a finding costs here: what is rebuilt because of it, and would not be without it. */
export interface FindingCost {
  /** Steps, all builds together; 0: it costs no rebuild. */
  readonly steps: number;
  /** Builds of which some step is rebuilt. */
  readonly builds: number;
}

/** A finding that stays where it is: it is shown apart, and fails nothing. */
export interface Acceptance {
  /** `comment`: in the file itself. */
  readonly by: 'baseline' | 'comment' | 'configuration';
  /** As written there; empty where none is given. */
  readonly reason: string;
}

/** A finding as a check makes it, before it is known who accepts it. */
export type FindingDraft = Omit<Finding, 'acceptance' | 'fingerprint'>;

/** It costs no rebuild. */
export const noCost: FindingCost = { steps: 0, builds: 0 };
