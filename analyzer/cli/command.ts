import type { ParseArgsConfig } from 'node:util';

/** The world as a command sees it; tests hand in their own. */
export interface Io {
  /** Absolute path that relative arguments start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean };
  /** All of standard input as text. */
  readonly readStdin: () => Promise<string>;
  /** Results: standard output. */
  readonly write: (text: string) => void;
  /** What went wrong: standard error. */
  readonly log: (text: string) => void;
  /** What is good to know: standard error, unless `--quiet`. */
  readonly note: (text: string) => void;
  /**
   * One line that says how far the work is, in place of the last one; it goes away with an empty one, and is only on a
   * terminal. With `--verbose`: lines that stay, each with the milliseconds since the start.
   */
  readonly progress: (text: string) => void;
}

/** The values that `parseArgs` found, by option name. */
export type OptionValues = Readonly<Record<string, boolean | string | readonly (boolean | string)[] | undefined>>;

/** One verb of the command line; its name and the line that the list of commands shows stand in `commands.ts`. */
export interface Command {
  /** The whole text of `layerfall NAME --help`, examples included. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Answers the exit code: 0 fine, 1 what was asked for failed. Throws `CliError` for wrong usage. */
  readonly run: (positionals: readonly string[], values: OptionValues, io: Io) => Promise<number>;
}
