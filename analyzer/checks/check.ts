import type { Range } from '../dockerfile/range.ts';
import type { CheckedRepository } from './checked-repository.ts';
import type { FindingCost, Severity } from './finding.ts';

/** A small repository that shows a check: its files by path, of large ones their size alone. A Dockerfile is among them. */
export type Example = Readonly<Record<string, string | { readonly bytes: number }>>;

/** One of Layerfall's own checks: what it says of itself, and how it looks for what it is about. */
export interface Check {
  /** Kebab-case; stays what it is, as comments, configurations and baselines name it. */
  readonly rule: string;
  /** Of its findings, where they do not say another. */
  readonly severity: Severity;
  /** What is wrong, in a few words without a full stop. */
  readonly title: string;
  /** Why it matters: what the builder does because of it, in sentences. */
  readonly why: string;
  /** How to mend it, in sentences. */
  readonly mend: string;
  /** It fires on this. */
  readonly bad: Example;
  /** The same, mended: it does not fire on this. */
  readonly good: Example;
  /** What it finds, in any order: findings that are equal in place and message are told as one, their builds together. */
  readonly find: (repository: CheckedRepository) => Iterable<CheckFinding>;
}

/** What a check found at one place. */
export interface CheckFinding {
  /** What is wrong here; no full stop, as BuildKit's messages have none. */
  readonly message: string;
  /** How to mend just this; absent: what the check says of all its findings. */
  readonly hint?: string;
  readonly path: string;
  /** null: the file as a whole. */
  readonly range: Range | null;
  /** Ids of the builds concerned. */
  readonly builds: readonly string[];
  readonly cost: FindingCost;
  /** Absent: the check's. */
  readonly severity?: Severity;
}
