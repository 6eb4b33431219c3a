import { resolve } from 'node:path';
import { formats } from '../export/formats.ts';
import type { Report } from '../report/report.ts';
import { CliError } from './cli-error.ts';
import type { Io, OptionValues } from './command.ts';
import { writeOutput } from './write-output.ts';

/** One thing to write: a format, and a file, `-` for standard output. */
export interface Output {
  readonly format: string;
  readonly file: string;
}

/** What `--output` says, however often it is given. */
export interface GivenOutputs {
  /** A file or folder without a format; null where none is given. */
  readonly plain: string | null;
  /** Those with a format in front: `sarif=findings.sarif`. */
  readonly files: readonly Output[];
}

/** The part of a command's help about several formats at once. */
export const outputsHelp = '  --output F=FILE    Also in format F to a file, of the same run; repeatable';

/**
 * Reads `--output FILE` and `--output FORMAT=FILE`, which may be repeated. `formats` are the names that there are. Throws
 * `CliError` for a format that there is not, for two files without a format, and for one file that is written twice.
 */
export function givenOutputs(value: unknown, formats: readonly string[], cwd: string): GivenOutputs {
  const words = (Array.isArray(value) ? value : [value]).filter((word) => typeof word === 'string');
  const plain: string[] = [];
  const files: Output[] = [];
  for (const word of words) {
    const [, format, file = ''] = /^([a-z][a-z-]*)=(.*)$/s.exec(word) ?? [];
    if (format === undefined) plain.push(word);
    else if (!formats.includes(format)) {
      throw new CliError(
        `there is no format "${format}"`,
        `Formats: ${formats.join(', ')}. For a file of that name, write ./${word}`,
      );
    } else if (file === '') throw new CliError(`--output ${word} names no file`, `Write --output ${format}=FILE.`);
    else files.push({ format, file });
  }
  const [first = null, second] = plain;
  if (second !== undefined) {
    throw new CliError(
      `--output is given twice without a format: ${plain.join(', ')}`,
      `Write --output FORMAT=FILE: ${formats.join(', ')}.`,
    );
  }
  const seen = new Set(first === null ? [] : [pathOf(first, cwd)]);
  for (const { file } of files) {
    const path = pathOf(file, cwd);
    if (seen.has(path)) throw new CliError(`${file} would be written twice`, 'Give each format a file of its own.');
    seen.add(path);
  }
  return { plain: first, files };
}

function pathOf(file: string, cwd: string): string {
  return file === '-' ? '-' : resolve(cwd, file);
}

/**
 * All outputs of a command that writes one format, the `usual` one, where nothing else is said. With files that have a format,
 * standard output has what is asked for, and nothing unasked. Throws `CliError` as `givenOutputs` does.
 */
export function wantedOutputs(
  values: OptionValues,
  names: readonly string[],
  cwd: string,
  usual = 'json',
): readonly Output[] {
  const { format } = values;
  if (typeof format === 'string' && !names.includes(format)) {
    throw new CliError(`there is no format "${format}"`, `Formats: ${names.join(', ')}.`);
  }
  const { plain, files } = givenOutputs(values['output'], names, cwd);
  const isPlain = format !== undefined || plain !== null || files.length === 0;
  const first = { format: typeof format === 'string' ? format : usual, file: plain ?? '-' };
  return isPlain ? [first, ...files] : files;
}

/** Writes what `textOf` answers for each output that has been asked for, one after the other. */
export function writeOutputs(outputs: readonly Output[], textOf: (output: Output) => string, io: Io): void {
  for (const output of outputs) writeOutput(textOf(output), output.file, io);
}

/** Writes a report in each format that it has been asked for. */
export async function writeFormats(report: Report, outputs: readonly Output[], io: Io): Promise<void> {
  for (const { format, file } of outputs) {
    const write = await formats.get(format)?.();
    if (write !== undefined) writeOutput(write(report), file, io);
  }
}
