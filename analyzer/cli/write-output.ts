import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CliError } from './cli-error.ts';
import type { Io } from './command.ts';

/** Writes a result to a file, or to standard output for `-` or none. Throws `CliError` where that cannot be done. */
export function writeOutput(text: string, output: string | undefined, io: Io): void {
  if (output === undefined || output === '-') {
    io.write(text);
    return;
  }
  const path = resolve(io.cwd, output);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${output} cannot be written: ${reason}`, 'Name another file with --output.', 1);
  }
}
