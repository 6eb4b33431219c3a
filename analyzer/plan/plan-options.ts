import type { BaseImage } from './base-image.ts';

/** The options of one `docker build` call that shape its plan. */
export interface PlanOptions {
  /** A stage's name; absent: the last stage. */
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Target platform, `linux/amd64` when absent. */
  readonly platform?: string;
  /** The builder's own platform, `linux/amd64` when absent. */
  readonly buildPlatform?: string;
  /** `--build-context`: name → value (`docker-image://…`, a path, `target:…`). */
  readonly namedContexts?: Readonly<Record<string, string>>;
  /** `--no-cache-filter`: stage names; true for `--no-cache`. */
  readonly noCache?: true | readonly string[];
  readonly hostname?: string;
  /** What is known of an image; absent or null: `unknownBaseImage`. */
  readonly baseImage?: (reference: string, platform: string) => BaseImage | null;
  /** The ignore file's text of the main context, for the check CopyIgnoredFile; null when there is none. */
  readonly ignoreFile?: string | null;
}
