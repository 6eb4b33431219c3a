/** A file of an experiment: its text, one attribute to set, or null where a change deletes it. */
export type ExperimentFile =
  | string
  | null
  | { readonly symlink: string }
  | { readonly mode: string; readonly text?: string }
  | { readonly mtime: number }
  | { readonly chown: number };

/** The options of one `docker build` call. */
export interface ExperimentBuild {
  readonly file?: string;
  readonly context?: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly contexts?: Readonly<Record<string, string>>;
  readonly labels?: readonly string[];
  readonly noCacheFilter?: string;
}

/** A step's label, and whether the engine loaded it from its cache. */
export type Observed = Readonly<Record<string, 'cached' | 'ran'>>;

/** Two builds and what differs between them. `expected` holds what each engine answered. */
export interface Experiment {
  readonly id: string;
  readonly why?: string;
  readonly files: Readonly<Record<string, ExperimentFile>>;
  readonly build?: ExperimentBuild;
  readonly change: {
    readonly files?: Readonly<Record<string, ExperimentFile>>;
    readonly build?: ExperimentBuild;
    /** Tags that are moved between the builds: tag → image. */
    readonly images?: Readonly<Record<string, string>>;
  };
  readonly expected?: Readonly<Record<string, Observed>>;
}
