/** A limit of the configuration, and how the repository stands to it. */
export interface ReportBudget {
  readonly kind: 'chain' | 'context' | 'findings' | 'rebuilds';
  /** What is limited, in words: `findings of severity warning`, `the context of docs/**`. */
  readonly subject: string;
  /** The limit as it is configured: `20`, `100MB`, `50%`. */
  readonly max: string;
  readonly unit: 'bytes' | 'findings' | 'steps';
  /** The largest that counts against it, in its unit. */
  readonly worst: number;
  /** What is beyond it, the most first; empty: it is kept. */
  readonly excesses: readonly BudgetExcess[];
}

/** One thing that is beyond a budget. */
export interface BudgetExcess {
  readonly value: number;
  /** The most that it may be, in the same unit: a share is made a number, rounded down. */
  readonly limit: number;
  /** What it is, and by how much it is too much. */
  readonly message: string;
  /** The file that it is about: a Dockerfile, or the file whose change rebuilds too much; empty for the repository. */
  readonly path: string;
  /** null: the file as a whole. */
  readonly line: number | null;
  /** Ids of the builds concerned, sorted. */
  readonly builds: readonly string[];
}
