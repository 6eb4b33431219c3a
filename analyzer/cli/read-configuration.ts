import { readFileSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import type { Configuration } from '../configuration/configuration.ts';
import { parseConfiguration } from '../configuration/parse-configuration.ts';
import { diskFileTree } from '../discover/disk-file-tree.ts';
import { CliError } from './cli-error.ts';
import type { Io, OptionValues } from './command.ts';
import { invalidConfiguration, runConfiguration } from './run-configuration.ts';

/** Larger than anybody writes by hand. */
const maxBytes = 1024 * 1024;

/** Where a repository keeps its configuration: the property that holds it, null for the whole file. */
const places = [
  { name: 'layerfall.config.json', section: null },
  { name: 'package.json', section: 'layerfall' },
] as const;

/** Configurations that are code. */
const codeExtensions: ReadonlySet<string> = new Set(['.js', '.mjs', '.ts']);
const codeNames = [...codeExtensions].map((extension) => `layerfall.config${extension}`);

/**
 * The configuration of the repository at an absolute path: that which `--config` names, or its own as far as it is data.
 *
 * A repository's own code is never run unasked, since Layerfall also reads repositories that nobody trusts. Throws
 * `CliError` for a configuration that cannot be read or does not hold to its schema.
 */
export async function readConfiguration(root: string, values: OptionValues, io: Io): Promise<Configuration> {
  const named = values['config'];
  const isOff = values['no-config'] === true;
  if (typeof named !== 'string') return isOff ? {} : ownConfiguration(root, io);
  if (isOff) throw new CliError('--config and --no-config say opposite things', 'Give one.');
  const path = resolve(io.cwd, named);
  if (codeExtensions.has(extname(path))) return runConfiguration(path, named);
  const section = places.find(({ name }) => name === basename(path))?.section ?? null;
  return (await parse(readNamed(path, named), named, section)) ?? {};
}

/** null where the text has no such section. */
async function parse(text: string, shown: string, section: string | null): Promise<Configuration | null> {
  const parsed = await parseConfiguration(text, section);
  if (parsed === null) return null;
  if ('configuration' in parsed) return parsed.configuration;
  throw invalidConfiguration(parsed.problems.map(({ at, message }) => `${shown}:${at.line}:${at.column}: ${message}`));
}

function readNamed(path: string, shown: string): string {
  try {
    if (statSync(path).size <= maxBytes) return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError(`${shown} cannot be read: ${reason}`, '--config names a file, from this folder on.');
  }
  throw new CliError(`${shown} is larger than a configuration can be`, '--config names a JSON file, or code.');
}

async function ownConfiguration(root: string, io: Io): Promise<Configuration> {
  const tree = diskFileTree(root);
  const found: { readonly name: string; readonly configuration: Configuration }[] = [];
  for (const { name, section } of places) {
    const stat = tree.stat(name);
    if (stat?.kind === 'symlink' && section === null) {
      throw new CliError(
        `${name} is a link, which may lead out of the repository`,
        'Name it with --config, or --no-config.',
      );
    }
    if (stat?.kind !== 'file') continue;
    if (stat.size > maxBytes && section !== null) continue;
    const text = readNamed(join(root, name), name);
    // Most package.json have none, and need no reader.
    if (section !== null && !text.includes(`"${section}"`)) continue;
    const configuration = await parse(text, name, section);
    if (configuration !== null) found.push({ name, configuration });
  }
  for (const name of codeNames) {
    if (tree.stat(name) !== null) {
      io.note(`${name} is code and was not run. If you trust it, name it: --config ${name}\n`);
    }
  }
  const [first, other] = found;
  if (first !== undefined && other !== undefined) {
    throw new CliError(
      `${first.name} and ${other.name} both configure Layerfall`,
      'Keep one, or name one with --config.',
    );
  }
  return first?.configuration ?? {};
}

/** Files beside layerfall.config.json by which the repository at an absolute path configures Layerfall already. Never throws. */
export async function configuringFiles(root: string): Promise<readonly string[]> {
  const tree = diskFileTree(root);
  const code = codeNames.filter((name) => tree.stat(name) !== null);
  const text = tree.stat('package.json')?.kind === 'file' ? readNamed(join(root, 'package.json'), 'package.json') : '';
  const isInPackage = text.includes('"layerfall"') && (await parseConfiguration(text, 'layerfall')) !== null;
  return isInPackage ? [...code, 'package.json'] : code;
}
