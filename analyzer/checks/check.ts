import type { Range } from '../dockerfile/range.ts';
import type { CheckedBuild, CheckedRepository } from './checked-repository.ts';
import type { FindingCost, Severity } from './finding.ts';

/** A small repository that shows a check: its files by path, of large ones their size alone. A Dockerfile is among them. */
export type Example = Readonly<Record<string, string | { readonly bytes: number }>>;

/** What one of Layerfall's own checks says of itself. */
interface AboutCheck {
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
}

/** A check that looks at the builds of one Dockerfile at a time, and at the images that they take. */
export interface Check extends AboutCheck {
  /** What it finds, in any order: findings that are equal in place and message are told as one, their builds together. */
  readonly find: (repository: CheckedRepository) => Iterable<CheckFinding>;
}

/**
 * A check that compares builds of several Dockerfiles. Where an analysis is shared out, each build is looked at on one
 * machine, and what is noted of it goes to another, which draws the conclusions.
 */
export interface RepositoryCheck<Note = unknown> extends AboutCheck {
  /** What it has to know of one build, as plain data; null: nothing. */
  note(build: CheckedBuild): Note | null;
  /** What it finds, in any order; `noted` are the builds of which there is a note, by id. */
  conclude(noted: readonly NotedBuild<Note>[]): Iterable<CheckFinding>;
}

export type AnyCheck = Check | RepositoryCheck;

/** A build as it is known when all of them are. */
export interface NotedBuild<Note> {
  readonly id: string;
  /** Its Dockerfile: the path, or `FILE:LINE (inline)`. */
  readonly path: string;
  readonly note: Note;
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
