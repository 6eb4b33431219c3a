import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { checkConfiguration } from '../configuration/check-configuration.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { plainLine } from '../plan/plain-line.ts';
import { CliError } from './cli-error.ts';

/**
 * Runs a configuration that is code, at an absolute path, and answers its default export: an object, or a promise of one.
 * `shown`: as the user named it. Throws `CliError` where it is not there, fails, or does not hold to the schema.
 */
export async function runConfiguration(path: string, shown: string): Promise<Configuration> {
  if (!existsSync(path))
    throw new CliError(`${shown}: there is no such file`, '--config names a file, from this folder on.');
  if (path.endsWith('.ts') && !loadsTypeScript()) {
    throw new CliError(
      `${shown} is TypeScript, which Node.js ${process.version} does not load`,
      'Write it as .mjs or JSON, or use Node.js 22.18 or later.',
    );
  }
  const value = await exported(path, shown);
  // As JSON has it: what is undefined is not there.
  const text: string | undefined = JSON.stringify(value);
  const checked = await checkConfiguration(text === undefined ? undefined : JSON.parse(text));
  if ('configuration' in checked) return checked.configuration;
  const faults = checked.faults.map(
    (fault) => `${shown}: ${fault.path.map((part) => `${part}: `).join('')}${fault.message}`,
  );
  throw invalidConfiguration(faults);
}

/** As many faults as help. */
const maxFaults = 20;

/** The error for a configuration that its schema does not allow; each fault says where. */
export function invalidConfiguration(faults: readonly string[]): CliError {
  const more = faults.length > maxFaults ? [`… and ${faults.length - maxFaults} more`] : [];
  const lines = [...faults.slice(0, maxFaults).map((line) => plainLine(line)), ...more];
  return new CliError(`the configuration is not valid\n${lines.join('\n')}`);
}

function loadsTypeScript(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

async function exported(path: string, shown: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
    return await module.default;
  } catch (error) {
    throw new CliError(
      `${shown} failed: ${error instanceof Error ? error.message : String(error)}`,
      'Run it with node to see where.',
    );
  }
}
