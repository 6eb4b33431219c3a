import type { ImageRule } from '../graph/image-producers.ts';

/**
 * What a repository says about itself to Layerfall, in `layerfall.config.json` or under `layerfall` in package.json. Paths
 * are relative to the repository's root; patterns are those of .gitignore.
 */
export interface Configuration {
  /** Where this schema lies: editors complete and check by it. */
  readonly $schema?: string;
  /** The repository's name in reports; that of its folder where there is none. */
  readonly title?: string;
  /** Names of images that builds of this repository make, where no tag says so. The first one that fits counts. */
  readonly images?: readonly ImageRule[];
  /** Dockerfiles and files that declare builds which are not looked at. Build contexts keep them. */
  readonly ignore?: readonly string[];
  /** Rules by name: `off`, or the severity that their findings have here. */
  readonly checks?: Readonly<Record<string, CheckLevel>>;
  /** Findings that stay as they are. They are shown apart and fail nothing. */
  readonly accept?: readonly AcceptRule[];
  /** A file that `layerfall check --write-baseline` wrote: the findings in it are accepted. */
  readonly baseline?: string;
  /** SARIF files of other tools, whose findings are shown with Layerfall's own. */
  readonly import?: readonly string[];
  /** The least severe finding with which `layerfall check` fails; `error` where none is given. */
  readonly failOn?: FailOn;
  /** Limits that `layerfall check` fails beyond. */
  readonly budgets?: Budgets;
}

/** `off`, or the severity of a rule's findings. */
export type CheckLevel = 'error' | 'info' | 'off' | 'warning';

/** The least severe finding with which a check fails. */
export type FailOn = 'error' | 'info' | 'never' | 'warning';

/** Findings of one rule that are accepted. */
export interface AcceptRule {
  /** As the findings name it. */
  readonly rule: string;
  /** Pattern of the files in which it is accepted; absent: in all. */
  readonly path?: string;
  /**
   * Why, for whoever reads the report.
   * @minLength 1
   */
  readonly reason: string;
}

/** Limits. Where several of a list fit a build, the last of them counts, so that exceptions follow the rule. */
export interface Budgets {
  /** The most findings of a severity, without those that are accepted. */
  readonly findings?: {
    /** @minimum 0 */
    readonly error?: number;
    /** @minimum 0 */
    readonly warning?: number;
    /** @minimum 0 */
    readonly info?: number;
  };
  /** The largest context of a build, after its ignore file. */
  readonly context?: readonly ContextBudget[];
  /** The longest invalidation chain of a build: the most steps that a change of one of its context files rebuilds. */
  readonly chain?: readonly ChainBudget[];
  /** What a change of some files may rebuild. Each of these is a limit of its own. */
  readonly rebuilds?: readonly RebuildBudget[];
}

/** The size of build contexts. */
export interface ContextBudget {
  /** Pattern of the Dockerfiles, or the name, of the builds that it is for; absent: all builds. */
  readonly builds?: string;
  /** Bytes, or a number with kB, MB, GB, KiB, MiB or GiB behind it. */
  readonly max: Size;
}

/** The length of invalidation chains. */
export interface ChainBudget {
  /** Pattern of the Dockerfiles, or the name, of the builds that it is for; absent: all builds. */
  readonly builds?: string;
  /**
   * Steps.
   * @minimum 0
   */
  readonly max: number;
}

/** What files may rebuild. */
export interface RebuildBudget {
  /** Pattern of the files; the limit holds for each of them. */
  readonly files: string;
  /** Pattern of the Dockerfiles, or the name, of the builds that it is for; absent: all builds. */
  readonly builds?: string;
  /** `build` (the default): the limit holds for each build; `repository`: for these builds taken together. */
  readonly of?: 'build' | 'repository';
  /** Steps, or a share of them: `50%`. */
  readonly max: Share;
}

/**
 * Bytes: 1048576.
 * @minimum 0
 */
type Bytes = number;

/**
 * A number with a unit: "100MB".
 * @pattern ^\d{1,12}(\.\d{1,6})? ?(B|kB|KB|MB|GB|KiB|MiB|GiB)$
 */
type SizeText = string;

/** Bytes, or a number with B, kB, MB, GB, KiB, MiB or GiB behind it: "100MB". */
export type Size = Bytes | SizeText;

/**
 * Steps: 4.
 * @minimum 0
 */
type Steps = number;

/**
 * A share of the steps: "50%".
 * @pattern ^\d{1,3}(\.\d{1,6})?%$
 */
type Percentage = string;

/** A number of steps, or a share of all of them: "50%". */
export type Share = Steps | Percentage;
