/** A mistake of the caller's, told without a stack: what happened, and what to do. */
export class CliError extends Error {
  readonly exitCode: number;
  readonly hint: string;

  /** `exitCode` 2: wrong usage or configuration; 1: what was asked for failed. */
  constructor(message: string, hint = '', exitCode = 2) {
    super(message);
    this.name = 'CliError';
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
