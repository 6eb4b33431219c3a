/** What is used of Eleventy, which ships no types (www.11ty.dev/docs/programmatic/ and /docs/config/). */
export interface EleventyConfig {
  readonly ignores: { readonly delete: (glob: string) => boolean };
  readonly logger: { readonly isVerbose: boolean };
  readonly setUseGitIgnore: (uses: boolean) => void;
  readonly setIncludesDirectory: (folder: string) => void;
  readonly setDataDirectory: (folder: string) => void;
  readonly setTemplateFormats: (formats: readonly string[]) => void;
  readonly setNunjucksEnvironmentOptions: (options: Readonly<Record<string, unknown>>) => void;
  readonly addGlobalData: (name: string, data: unknown) => void;
  readonly addPassthroughCopy: (paths: Readonly<Record<string, string>>) => void;
  readonly setServerPassthroughCopyBehavior: (behavior: string) => void;
}

export interface EleventyOptions {
  readonly configPath: null;
  readonly loader: 'esm';
  readonly quietMode: boolean;
  readonly config: (config: EleventyConfig) => void;
}

export interface EleventyInstance {
  readonly disableLogger: () => void;
  /** Resolves to what was copied and what was written. */
  readonly write: () => Promise<readonly [copied: readonly unknown[], written: readonly unknown[]]>;
  /** Resolves to the pages, written nowhere. */
  readonly toJSON: () => Promise<readonly { readonly url: string; readonly content: string }[]>;
}

export type EleventyClass = new (input: string, output: string, options: EleventyOptions) => EleventyInstance;
