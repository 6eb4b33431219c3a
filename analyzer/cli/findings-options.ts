import { readFileSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { readBaseline } from '../audit/baseline.ts';
import type { ImportedResult } from '../audit/import/imported-result.ts';
import { readImport } from '../audit/import/read-import.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { diskFileTree } from '../discover/disk-file-tree.ts';
import { CliError } from './cli-error.ts';
import type { Command, Io, OptionValues } from './command.ts';

/** The options by which a command is told what is known of findings. */
export const findingsOptions: Command['options'] = {
  baseline: { type: 'string' },
  import: { type: 'string', multiple: true },
};

/** Their part of a command's help. */
export const findingsHelp = `  --baseline FILE    Findings that were there before, as layerfall check --write-baseline wrote them: they are accepted
  --import FILE      Findings of another tool: SARIF, or docker build --call=check,format=json; repeatable`;

/** What is known of findings beforehand. */
export interface KnownFindings {
  /** Fingerprints of those that were there before. */
  readonly baseline: readonly string[];
  /** What other tools found. */
  readonly imported: readonly ImportedResult[];
}

/** More than any tool writes about one repository. */
const maxBytes = 256 * 1024 * 1024;

/**
 * Reads the files that the command line names, from the current folder on, and those that the configuration names, from
 * the repository's root on and never out of it. Throws `CliError` for one that cannot be used.
 */
export function readKnownFindings(
  root: string,
  configuration: Pick<Configuration, 'baseline' | 'import'>,
  values: OptionValues,
  io: Io,
): KnownFindings {
  const named = values['baseline'];
  const ofCommandLine = (file: string): NamedText => ({ file, text: readNamed(resolve(io.cwd, file), file) });
  const ofConfiguration = (file: string): NamedText => ({ file, text: readInside(root, file) });
  const { baseline = '', import: configured = [] } = configuration;
  const imports = [...listOf(values['import']).map(ofCommandLine), ...configured.map(ofConfiguration)];
  const place = root.split(sep).join('/');
  return {
    baseline:
      typeof named === 'string'
        ? fingerprintsOf(ofCommandLine(named))
        : baseline === ''
          ? []
          : fingerprintsOf(ofConfiguration(baseline)),
    imported: imports.flatMap((each) => importedFrom(each, place)),
  };
}

interface NamedText {
  /** As it was named. */
  readonly file: string;
  readonly text: string;
}

function listOf(value: OptionValues[string]): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function importedFrom({ file, text }: NamedText, root: string): readonly ImportedResult[] {
  const results = readImport(text, root);
  if (typeof results !== 'string') return results;
  throw new CliError(
    `${file} cannot be imported: ${results}`,
    'SARIF 2.1.0 and the JSON of docker build --call=check,format=json can be.',
  );
}

function fingerprintsOf({ file, text }: NamedText): readonly string[] {
  const entries = readBaseline(text);
  if (typeof entries !== 'string') return entries.map(({ fingerprint }) => fingerprint);
  throw new CliError(`${file} is no baseline: ${entries}`, 'Write it with layerfall check --write-baseline FILE.');
}

function readNamed(path: string, shown: string): string {
  try {
    if (statSync(path).size <= maxBytes) return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError(`${shown} cannot be read: ${reason}`, 'Paths of the command line start from this folder.');
  }
  throw new CliError(`${shown} is larger than ${maxBytes} bytes`, 'Name another file.');
}

/** Through no link, and nothing outside the root: a repository's configuration may be hostile. */
function readInside(root: string, path: string): string {
  const tree = diskFileTree(root);
  const clean = path.replace(/^\.\//, '');
  const stat = tree.stat(clean);
  const bytes = stat?.kind === 'file' && stat.size <= maxBytes ? tree.read(clean) : null;
  if (bytes !== null) return new TextDecoder().decode(bytes);
  throw new CliError(
    `${path} is no file that can be read in the repository`,
    'The configuration names it; paths there start from the root of the repository.',
  );
}
